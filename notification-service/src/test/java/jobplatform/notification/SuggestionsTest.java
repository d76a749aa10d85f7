package jobplatform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.notification.events.JobSuggestionsDeclined;
import jobplatform.notification.suggestion.JobFacts;
import jobplatform.notification.suggestion.JobSuggestions;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import jobplatform.user.events.UserUpdated;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Whom the service tells of new jobs, as the mail server gets it. Each test has a skill that no other asks for. */
@Tag("broker")
class SuggestionsTest extends NotificationServiceTestBase {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String skill = "Skill " + UUID.randomUUID();

    @Test
    void aJobSeekerWhoAskedForItIsToldOfANewJobThatSuits() throws Exception {
        UserEvents seeker = seeker("suited", "berlin", skill.toUpperCase(Locale.ROOT));
        JobEvents job = JobEvents.newJob("Welder <Fitter>\r\nBcc: all@example.com", skill);

        publish(job, job.posted());

        MimeMessage mail = awaitReceived(seeker.email(), 2).get(1);
        assertThat(mail.getSubject()).isEqualTo("A job for you: Welder <Fitter> Bcc: all@example.com");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(unsubscribePath(mail)).startsWith("/api/unsubscribe/");
        assertThat(text(mail))
                .contains("Hello Ann Lee,", "Company: Acme & Sons", "Location: Berlin, Germany", "Skills: Patience, ")
                .contains("http://localhost:8002/api/jobs/" + job.id())
                .doesNotContain("Remote", "{{");
        assertThat(html(mail)).contains("<strong>Welder &lt;Fitter&gt;", "Company: Acme &amp; Sons");
    }

    @Test
    void nobodyIsToldWhoDidNotAskOrHasNoSuchSkillOrIsElsewhereOrGoneOrAnEmployer() {
        UserEvents suited = seeker("suited", null, skill);
        UserEvents silent = UserEvents.newUser("silent");
        UserEvents unskilled = seeker("unskilled", "Berlin", "Something else");
        UserEvents elsewhere = seeker("elsewhere", "Oslo", skill);
        UserEvents gone = seeker("gone", null, skill);
        UserEvents employer = UserEvents.newUser("employer");
        publish(silent, silent.created());
        publish(silent, silent.interested(2, false, null, skill));
        awaitVersion(silent, 2);
        publish(employer, employer.created("Bo", UserType.EMPLOYER));
        publish(
                employer,
                UserUpdated.newBuilder(employer.interested(2, true, null, skill))
                        .setUserType(UserType.EMPLOYER)
                        .build());
        awaitVersion(employer, 2);
        publish(gone, gone.deleted());
        awaitGone(gone);
        JobEvents job = JobEvents.newJob("Welder", skill);

        publish(job, job.posted());

        awaitReceived(suited.email(), 2);
        for (UserEvents other : List.of(silent, unskilled, elsewhere, gone, employer)) {
            assertThat(suggestionsTo(other)).as(other.email()).isZero();
        }
        assertThat(database.sql(
                                "select count(*) from recipients where user_id = :id and (skills <> '{}' or wants_suggestions)")
                        .param("id", gone.id())
                        .query(Long.class)
                        .single())
                .as("what is left of who is gone")
                .isZero();
    }

    @Test
    void aDraftIsSuggestedWhenItIsOpenedAsItIsThenAndNeverAgain() throws Exception {
        UserEvents seeker = seeker("draft", null, skill);
        JobEvents job = JobEvents.newJob("First title", skill);
        publish(job, job.posted(JobStatus.DRAFT));
        publish(job, job.named("Second title").edited(2, JobStatus.DRAFT));
        publish(job, job.became(JobStatus.CLOSED, 3));
        awaitJob(job, "status_version = 3");
        assertThat(suggestionsTo(seeker)).isZero();

        publish(job, job.became(JobStatus.OPEN, 4));
        awaitReceived(seeker.email(), 2);
        UserEvents late = seeker("late", null, skill);
        publish(job, job.became(JobStatus.CLOSED, 5));
        publish(job, job.became(JobStatus.OPEN, 6));
        publish(job, job.posted(JobStatus.OPEN));
        publish(job, job.became(JobStatus.OPEN, 7));
        awaitJob(job, "status_version = 7");

        assertThat(received(seeker.email()).get(1).getSubject()).isEqualTo("A job for you: Second title");
        assertThat(suggestionsTo(seeker)).isOne();
        assertThat(suggestionsTo(late)).isZero();
    }

    @Test
    void aJobIsSuggestedAlsoWhenItsPostingComesLateAndOneWhoseIsNotKnownIsNot() throws Exception {
        UserEvents seeker = seeker("late", null, skill);
        JobEvents old = JobEvents.newJob("There before", skill);
        publish(old, old.edited(7, JobStatus.OPEN));
        awaitJob(old, "status_version = 7");
        assertThat(suggestionsTo(seeker)).isZero();
        JobEvents mended = JobEvents.newJob("Mended", skill);
        publish(mended, mended.became(JobStatus.OPEN, 2));

        publish(mended, mended.posted(JobStatus.DRAFT));

        assertThat(awaitReceived(seeker.email(), 2).get(1).getSubject()).isEqualTo("A job for you: Mended");
        assertThat(suggestionsTo(seeker)).isOne();
    }

    @Test
    void aJobThatIsNoLongerOpenWhenTheMailCouldGoOutIsNotSuggested(@Autowired TransactionOperations transactions) {
        UserEvents first = seeker("first", null, skill);
        UserEvents second = seeker("second", null, skill + " too");
        JobEvents closed = JobEvents.newJob("Closed", skill);
        JobEvents removed = JobEvents.newJob("Removed", skill + " too");

        transactions.executeWithoutResult(holding -> {
            hold(first, second);
            publish(closed, closed.posted());
            publish(removed, removed.posted());
            awaitState(first, "JOB_SUGGESTED", "WAITING");
            awaitState(second, "JOB_SUGGESTED", "WAITING");
            publish(closed, closed.became(JobStatus.CLOSED, 2));
            publish(removed, removed.removed(2));
            awaitJob(closed, "status = 'CLOSED'");
            awaitJob(removed, "status = 'REMOVED' and title is null");
        });

        awaitState(first, "JOB_SUGGESTED", "DROPPED");
        awaitState(second, "JOB_SUGGESTED", "DROPPED");
        assertThat(outboxOf(first).items().get(0).problem()).isEqualTo("The job is no longer open");
        assertThat(received(first.email())).hasSize(1);
    }

    @Test
    void theLinkInASuggestionEndsThemUntilTheProfileAsksAnew() throws Exception {
        UserEvents seeker = seeker("tired", null, skill);
        JobEvents first = JobEvents.newJob("First", skill);
        publish(first, first.posted());
        MimeMessage mail = awaitReceived(seeker.email(), 2).get(1);

        http.post().uri(unsubscribePath(mail)).exchange().expectStatus().isOk();

        publish(seeker, seeker.interested(3, true, "Berlin", skill));
        awaitVersion(seeker, 3);
        suggestAndAwait(JobEvents.newJob("Second", skill));
        assertThat(suggestionsTo(seeker))
                .as("after another change of the profile")
                .isOne();
        publish(seeker, seeker.interested(4, false, "Berlin", skill));
        publish(seeker, seeker.interested(5, true, "Berlin", skill));
        awaitVersion(seeker, 5);
        JobEvents third = JobEvents.newJob("Third", skill);
        publish(third, third.posted());
        assertThat(awaitReceived(seeker.email(), 3).get(2).getSubject()).isEqualTo("A job for you: Third");
    }

    @Test
    void theCompanyOfAJobGoesWithItsEmployerAndNoLateEventBringsItBack() {
        UserEvents employer = UserEvents.newUser("leaving");
        JobEvents first = JobEvents.newJob("First", skill);
        JobEvents second = JobEvents.newJob("Second", skill);
        publish(first, of(employer, first.posted()));
        awaitJob(first, "company_name = 'Acme & Sons'");

        publish(employer, employer.deleted());
        awaitGone(employer);
        publish(second, of(employer, second.posted()));

        awaitJob(second, "status_version = 1");
        awaitJob(first, "company_name is null");
        awaitJob(second, "company_name is null");
    }

    @Test
    void ofAnEmployerWhoLeavesWhileAJobIsNotedNoCompanyIsLeft(
            @Autowired JobSuggestions suggestions, @Autowired TransactionOperations transactions) throws Exception {
        UserEvents employer = UserEvents.newUser("leaving");
        JobEvents job = JobEvents.newJob("Noted", skill);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> departure = transactions.execute(noting -> {
                suggestions.follow(JobFacts.of(of(employer, job.posted())));
                Future<?> begun = other.submit(() ->
                        transactions.executeWithoutResult(leaving -> suggestions.employerDeparted(employer.id())));
                await().atMost(SOON).until(() -> begun.isDone() || isSomebodyWaiting());
                return begun;
            });
            Objects.requireNonNull(departure).get(SOON.toSeconds(), TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }

        awaitJob(job, "company_name is null");
    }

    @Test
    void theCompanyGoesWithItsEmployerFromWhatWasSuggestedAndWhatWaitsGoesOutWithoutIt(
            @Autowired TransactionOperations transactions) throws Exception {
        UserEvents employer = UserEvents.newUser("leaving");
        UserEvents told = seeker("told", null, skill);
        UserEvents waiting = seeker("waiting", null, skill + " too");
        JobEvents sent = JobEvents.newJob("Sent", skill);
        JobEvents late = JobEvents.newJob("Late", skill + " too");
        JobEvents other = JobEvents.newJob("Other", skill);
        publish(sent, of(employer, sent.posted()));
        awaitState(told, "JOB_SUGGESTED", "SENT");
        publish(other, other.posted());
        awaitReceived(told.email(), 3);

        transactions.executeWithoutResult(holding -> {
            hold(waiting);
            publish(late, of(employer, late.posted()));
            awaitState(waiting, "JOB_SUGGESTED", "WAITING");
            publish(employer, employer.deleted());
            awaitGone(employer);
            await().atMost(SOON).until(() -> mailsAbout(late, "details ->> 'companyName' = ''") == 1);
        });

        assertThat(text(awaitReceived(waiting.email(), 2).get(1)))
                .contains("Late", "Location: Berlin, Germany")
                .doesNotContain("Company", "Acme");
        assertThat(mailsAbout(sent, "state = 'SENT' and address is not null and subject = 'A job for you: Sent'"))
                .isOne();
        for (JobEvents job : List.of(sent, late)) {
            assertThat(mailsAbout(job, "mails::text like '%Acme%'"))
                    .as("what is left in the suggestion of " + job.id())
                    .isZero();
        }
        assertThat(mailsAbout(other, "details ->> 'companyName' = 'Acme & Sons' and text_body like '%Acme & Sons%'"))
                .as("that of another employer's job")
                .isOne();
    }

    private boolean isSomebodyWaiting() {
        return database.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void theCompanyOfAJobThatAFormerReleaseKeptGoesWhenTheJobIsClosedForItsEmployerIsGone() {
        UserEvents employer = UserEvents.newUser("leaving");
        JobEvents job = JobEvents.newJob("Former", skill);
        publish(job, of(employer, job.posted()));
        awaitJob(job, "company_name = 'Acme & Sons'");
        database.sql("update jobs set employer_id = null where job_id = :id")
                .param("id", job.id())
                .update();
        publish(employer, employer.deleted());
        awaitGone(employer);

        publish(
                job,
                JobStatusChanged.newBuilder(job.became(JobStatus.CLOSED, 2))
                        .setEmployerId(employer.id())
                        .build());

        awaitJob(job, "status_version = 2 and company_name is null");
    }

    private static JobCreated of(UserEvents employer, JobCreated job) {
        return JobCreated.newBuilder(job).setEmployerId(employer.id()).build();
    }

    @Test
    void theLinkInASuggestionIsToldWhoKeepsTheProfileOnceEachTimeAndOneInAnotherMailIsNot() throws Exception {
        UserEvents seeker = seeker("told", null, skill);
        suggestAndAwait(JobEvents.newJob("Welder", skill));
        MimeMessage suggestion = awaitReceived(seeker.email(), 2).get(1);
        publish(seeker, seeker.applied("Baker"));
        MimeMessage confirmation = awaitReceived(seeker.email(), 3).get(2);

        for (MimeMessage mail : List.of(confirmation, suggestion, suggestion)) {
            http.post().uri(unsubscribePath(mail)).exchange().expectStatus().isOk();
        }

        String topic = "notification-events";
        ConsumerRecord<String, byte[]> record =
                log.recordsOf(topic, seeker.id().toString(), 1).get(0);
        assertThat(log.decode(record)).isInstanceOfSatisfying(JobSuggestionsDeclined.class, event -> {
            assertThat(event.getUserId()).isEqualTo(seeker.id());
            assertThat(event.getDeclinedAt())
                    .isEqualTo(database.sql("""
                                    select opted_out_at from opt_outs where user_id = :id and kind = 'JOB_SUGGESTED'
                                    """)
                            .param("id", seeker.id())
                            .query(Instant.class)
                            .single());
        });

        database.sql("update opt_outs set opted_out_at = opted_out_at - interval '1 minute' where user_id = :id")
                .param("id", seeker.id())
                .update();
        http.post().uri(unsubscribePath(suggestion)).exchange().expectStatus().isOk();
        log.recordsOf(topic, seeker.id().toString(), 2);

        UserEvents next = seeker("next", null, skill);
        suggestAndAwait(JobEvents.newJob("Smith", skill));
        http.post()
                .uri(unsubscribePath(awaitReceived(next.email(), 2).get(1)))
                .exchange()
                .expectStatus()
                .isOk();
        log.recordsOf(topic, next.id().toString(), 1);
        assertThat(log.recordsOf(topic, seeker.id().toString(), 2)).hasSize(2);
    }

    @Test
    void theProfileSwitchesThemOffAndAnEventOfTheReleaseBeforeLeavesThemAsTheyAre() {
        UserEvents on = seeker("on", null, skill);
        UserEvents off = seeker("off", null, skill);
        publish(on, on.movedTo(on.email(), 3));
        publish(off, off.interested(3, false, null, skill));
        awaitVersion(on, 3);
        awaitVersion(off, 3);

        suggestAndAwait(JobEvents.newJob("Welder", skill));

        assertThat(suggestionsTo(on)).isOne();
        assertThat(suggestionsTo(off)).isZero();
    }

    @Test
    void nobodyGetsMoreThanFiveADayHoweverManyJobsOpenAtOnce() {
        UserEvents seeker = seeker("wanted", null, skill);
        List<JobEvents> jobs = new ArrayList<>();
        for (int each = 0; each < 24; each++) {
            jobs.add(JobEvents.newJob("Job " + each, skill));
        }

        jobs.forEach(job -> publish(job, job.posted()));

        jobs.forEach(job -> awaitJob(job, "suggested_at is not null"));
        assertThat(suggestionsTo(seeker)).isEqualTo(5);
        database.sql("update mails set created_at = now() - interval '25 hours' where user_id = :id")
                .param("id", seeker.id())
                .update();
        suggestAndAwait(JobEvents.newJob("Tomorrow", skill));
        assertThat(suggestionsTo(seeker)).isEqualTo(6);
    }

    @Test
    void aJobForTenThousandHoldsUpNoMailThatIsMeantForOne() {
        database.sql("""
                        insert into recipients (user_id, version, email, name, skills, wants_suggestions)
                        select gen_random_uuid(), 1, 'many-' || n || '@example.com', 'Many', array[:skill], true
                        from generate_series(1, 10000) n
                        """).param("skill", skill.toLowerCase(Locale.ROOT)).update();
        JobEvents job = JobEvents.newJob("For many", skill);
        UserEvents one = UserEvents.newUser("one");
        try {
            publish(job, job.posted());
            awaitJob(job, "suggested_at is not null");
            publish(one, one.created());

            awaitReceived(one.email(), 1);

            assertThat(mailsAbout(job, "true")).isEqualTo(10_000);
            assertThat(mailsAbout(job, "state = 'WAITING'")).isPositive();
        } finally {
            database.sql("delete from mails where about_id = :id and state = 'WAITING'")
                    .param("id", job.id())
                    .update();
        }
    }

    /** A job seeker whose address is known and who wants suggestions. */
    private UserEvents seeker(String stem, @Nullable String location, String... skills) {
        UserEvents seeker = UserEvents.newUser(stem);
        publish(seeker, seeker.created());
        awaitReceived(seeker.email(), 1);
        publish(seeker, seeker.interested(2, true, location, skills));
        awaitVersion(seeker, 2);
        return seeker;
    }

    private void suggestAndAwait(JobEvents job) {
        publish(job, job.posted());
        awaitJob(job, "suggested_at is not null");
    }

    private void publish(JobEvents job, SpecificRecord event) {
        log.publish("job-events", job.id(), event);
    }

    private void awaitJob(JobEvents job, String condition) {
        await().atMost(SOON)
                .until(() -> database.sql("select exists (select from jobs where job_id = :id and " + condition + ")")
                        .param("id", job.id())
                        .query(Boolean.class)
                        .single());
    }

    /** The dispatcher passes over e-mails to somebody whose row is held. */
    private void hold(UserEvents... users) {
        for (UserEvents user : users) {
            database.sql("select user_id from recipients where user_id = :id for update")
                    .param("id", user.id())
                    .query(UUID.class)
                    .single();
        }
    }

    private long suggestionsTo(UserEvents user) {
        return outboxOf(user).items().stream()
                .filter(mail -> mail.kind().equals("JOB_SUGGESTED"))
                .count();
    }

    private long mailsAbout(JobEvents job, String condition) {
        return database.sql("select count(*) from mails where about_id = :id and " + condition)
                .param("id", job.id())
                .query(Long.class)
                .single();
    }
}
