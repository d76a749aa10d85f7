package jobplatform.notification.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jobplatform.notification.NotificationServiceTestBase;
import jobplatform.notification.mail.MailKind;
import jobplatform.notification.mail.MailQueue;
import jobplatform.notification.recipient.Interests;
import jobplatform.notification.recipient.Recipients;
import jobplatform.notification.suggestion.KnownJobs.NewJob;
import jobplatform.types.UserType;
import jobplatform.types.WorkProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Random job seekers and jobs, held against the rule as another program says it. */
@Tag("broker")
class SuitedSeekersTest extends NotificationServiceTestBase {

    private static final List<String> SKILLS =
            List.of("Java", "JAVA", " java ", "C++", "C", "Machine  learning", "Ärger");
    private static final List<String> PLACES = List.of(
            "Berlin", "Berlin, Germany", "BERLIN", "East Berlin", "Berlingen", "Germany", "New York", "---", "Zürich");
    private static final int CASES = 300;
    private static final int SEEKERS = 12;
    private static final int JOBS_AT_ONCE = 8;

    @Autowired
    private SuitedSeekers seekers;

    @Autowired
    private Recipients recipients;

    @Autowired
    private MailQueue mails;

    @Test
    void areThoseWhomTheRuleNames(@Autowired TransactionOperations transactions) {
        int told = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            told += transactions.execute(status -> {
                status.setRollbackOnly();
                return compare(random);
            });
        }
        assertThat(told).as("seekers who were told").isBetween(CASES, CASES * SEEKERS / 2);
    }

    /** Each job's transaction waits for the others before it commits, as long as they come. */
    @Test
    void areCountedRightlyWhenJobsOpenAtOnce(
            @Autowired TransactionOperations transactions, @Autowired JobSuggestions suggestions) throws Exception {
        Seeker seeker = new Seeker(
                UUID.randomUUID(),
                UserType.JOB_SEEKER,
                true,
                false,
                false,
                0,
                null,
                List.of("Only " + UUID.randomUUID()));
        transactions.executeWithoutResult(status -> store(seeker));
        CyclicBarrier barrier = new CyclicBarrier(JOBS_AT_ONCE);
        ExecutorService listeners = Executors.newFixedThreadPool(JOBS_AT_ONCE);
        try {
            List<Callable<Void>> jobs = Collections.nCopies(JOBS_AT_ONCE, () -> {
                transactions.executeWithoutResult(status -> {
                    suggestions.follow(new JobFacts(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            1,
                            true,
                            new JobFacts.Offer("Title", null, null, false, seeker.skills()),
                            "OPEN"));
                    meet(barrier);
                });
                return null;
            });
            for (Future<Void> each : listeners.invokeAll(jobs)) {
                each.get();
            }
        } finally {
            listeners.shutdownNow();
        }

        assertThat(database.sql("select count(*) from mails where user_id = :id")
                        .param("id", seeker.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(2, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException alone) {
            // The others wait for this one, as they should.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int compare(Random random) {
        List<Seeker> all = new ArrayList<>();
        for (int each = 0; each < SEEKERS; each++) {
            Seeker seeker = Seeker.random(random);
            all.add(seeker);
            store(seeker);
        }
        NewJob job = new NewJob(
                UUID.randomUUID(), "Title", null, place(random), random.nextInt(4) == 0, someOf(SKILLS, random));

        Set<UUID> suited = new HashSet<>(seekers.of(job));

        for (Seeker seeker : all) {
            assertThat(suited.contains(seeker.id()))
                    .as("whether %s is told of %s", seeker, job)
                    .isEqualTo(seeker.isSuitedBy(job));
        }
        return (int) all.stream().filter(seeker -> suited.contains(seeker.id())).count();
    }

    private void store(Seeker seeker) {
        recipients.note(seeker.id(), 1, seeker.id() + "@example.com", "Ann");
        WorkProfile profile = WorkProfile.newBuilder()
                .setSkills(seeker.skills())
                .setLocation(seeker.location())
                .setJobSuggestions(seeker.isAsking())
                .build();
        recipients.noteInterests(seeker.id(), 1, Interests.of(seeker.type(), profile));
        for (int mail = 0; mail < seeker.toldToday(); mail++) {
            mails.add(MailKind.JOB_SUGGESTED, UUID.randomUUID(), seeker.id(), Map.of());
            mails.add(MailKind.APPLICATION_RECEIVED, UUID.randomUUID(), seeker.id(), Map.of());
        }
        if (seeker.isOptedOut()) {
            database.sql("insert into opt_outs (user_id, kind) values (:id, 'JOB_SUGGESTED')")
                    .param("id", seeker.id())
                    .update();
        }
        if (seeker.isGone()) {
            recipients.forget(seeker.id(), 2);
        }
    }

    private static @Nullable String place(Random random) {
        int which = random.nextInt(PLACES.size() + 2);
        return which < PLACES.size() ? PLACES.get(which) : null;
    }

    private static List<String> someOf(List<String> all, Random random) {
        return all.stream().filter(each -> random.nextInt(4) == 0).toList();
    }

    /** A job seeker, or an employer who asks for what only seekers get. */
    private record Seeker(
            UUID id,
            UserType type,
            boolean isAsking,
            boolean isOptedOut,
            boolean isGone,
            int toldToday,
            @Nullable String location,
            List<String> skills) {

        static Seeker random(Random random) {
            return new Seeker(
                    new UUID(random.nextLong(), random.nextLong()),
                    random.nextInt(8) == 0 ? UserType.EMPLOYER : UserType.JOB_SEEKER,
                    random.nextInt(6) != 0,
                    random.nextInt(8) == 0,
                    random.nextInt(8) == 0,
                    random.nextInt(4) == 0 ? 4 + random.nextInt(3) : 0,
                    place(random),
                    someOf(SKILLS, random));
        }

        boolean isSuitedBy(NewJob job) {
            boolean mayBeTold = type == UserType.JOB_SEEKER && isAsking && !isOptedOut && !isGone && toldToday < 5;
            boolean isWorkRight = skills.isEmpty()
                    ? !words(location).isEmpty()
                    : skills.stream()
                            .anyMatch(mine -> job.skills().stream()
                                    .anyMatch(asked -> tidy(mine).equalsIgnoreCase(tidy(asked))));
            return mayBeTold && isWorkRight && isPlaceRight(job);
        }

        private boolean isPlaceRight(NewJob job) {
            List<String> mine = words(location);
            List<String> theirs = words(job.location());
            return job.isRemote()
                    || mine.isEmpty()
                    || theirs.isEmpty()
                    || Collections.indexOfSubList(mine, theirs) >= 0
                    || Collections.indexOfSubList(theirs, mine) >= 0;
        }

        private static String tidy(String skill) {
            return String.join(" ", skill.strip().split(" +"));
        }

        private static List<String> words(@Nullable String text) {
            return text == null
                    ? List.of()
                    : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-zäü]+"))
                            .filter(word -> !word.isEmpty())
                            .toList();
        }
    }
}
