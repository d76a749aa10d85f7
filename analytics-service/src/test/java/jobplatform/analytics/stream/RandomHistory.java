package jobplatform.analytics.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import jobplatform.analytics.PlatformEvents;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Some jobs and what becomes of them and of their applications, within some days; the same for each seed. */
final class RandomHistory {

    private static final List<String> PLACES = List.of("Berlin", "berlin ", "Oslo", " ", "São Paulo");
    private static final List<String> SKILLS = List.of("Java", "java", "Kafka", "C++", "");
    private static final List<JobApplicationStatus> DECISIONS = List.of(
            JobApplicationStatus.SHORTLISTED,
            JobApplicationStatus.ACCEPTED,
            JobApplicationStatus.REJECTED,
            JobApplicationStatus.WITHDRAWN);

    private final Random random;
    private final List<UUID> employers;
    private final List<SpecificRecord> events = new ArrayList<>();
    private Instant now = PlatformEvents.start();

    private RandomHistory(long seed) {
        random = new Random(seed);
        employers = List.of(id(), id());
    }

    /** What happened, in the order in which it did. */
    static List<SpecificRecord> of(long seed) {
        RandomHistory history = new RandomHistory(seed);
        int jobs = 3 + history.random.nextInt(5);
        for (int each = 0; each < jobs; each++) {
            history.addJob();
        }
        return history.events;
    }

    private void addJob() {
        UUID job = id();
        UUID employer = oneOf(employers);
        events.add(PlatformEvents.posted(job, employer, status(), place(), skills(), later()));
        int changes = random.nextInt(4);
        for (int version = 2; version < 2 + changes; version++) {
            events.add(
                    random.nextBoolean()
                            ? PlatformEvents.edited(job, employer, version, status(), place(), skills(), later())
                            : PlatformEvents.statusChanged(job, employer, version, status(), later()));
        }
        int applications = random.nextInt(5);
        for (int each = 0; each < applications; each++) {
            addApplication(job, employer);
        }
    }

    private void addApplication(UUID job, UUID employer) {
        JobApplicationReceived application = PlatformEvents.applied(id(), job, employer, id(), later());
        events.add(application);
        int decisions = random.nextInt(3);
        for (int version = 2; version < 2 + decisions; version++) {
            events.add(PlatformEvents.decided(application, version, oneOf(DECISIONS), later()));
        }
    }

    private JobStatus status() {
        return oneOf(List.of(JobStatus.DRAFT, JobStatus.OPEN, JobStatus.CLOSED));
    }

    private @Nullable String place() {
        return random.nextInt(4) == 0 ? null : oneOf(PLACES);
    }

    private List<String> skills() {
        return random.ints(random.nextInt(3), 0, SKILLS.size())
                .mapToObj(SKILLS::get)
                .toList();
    }

    private Instant later() {
        now = now.plus(random.nextInt(150), ChronoUnit.MINUTES);
        return now;
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
