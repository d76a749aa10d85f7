package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Says what of an event counts. Applications are taken from their own topic alone, since their former one tells of the same
 * ones.
 */
final class EventFacts {

    /** The names of the events that say something, as {@code ce_type} has them. */
    static final Set<String> TYPES = Stream.of(
                    JobCreated.class,
                    JobUpdated.class,
                    JobStatusChanged.class,
                    JobDeleted.class,
                    JobApplicationReceived.class,
                    JobApplicationStatusChanged.class)
            .map(event -> SpecificData.get().getSchema(event).getFullName())
            .collect(Collectors.toUnmodifiableSet());

    private EventFacts() {}

    /**
     * The fact in an event, if there is one that counts.
     *
     * @param published when the event was published: what says that it happened later counts as if it had happened then, or
     *     one wrong clock would end the time that late events have
     */
    static Optional<Fact> of(SpecificRecord event, Instant published) {
        if (event instanceof JobCreated created) {
            return Optional.of(new JobFact(
                    created.getJobId(),
                    created.getEmployerId(),
                    created.getVersion(),
                    within(created.getCreatedAt(), published),
                    created.getStatus() == JobStatus.OPEN,
                    JobFact.Offer.of(created.getLocation().orElse(null), created.getSkills())));
        }
        if (event instanceof JobUpdated updated) {
            return Optional.of(new JobFact(
                    updated.getJobId(),
                    updated.getEmployerId(),
                    updated.getVersion(),
                    within(updated.getUpdatedAt(), published),
                    updated.getStatus() == JobStatus.OPEN,
                    JobFact.Offer.of(updated.getLocation().orElse(null), updated.getSkills())));
        }
        if (event instanceof JobStatusChanged changed) {
            return Optional.of(new JobFact(
                    changed.getJobId(),
                    changed.getEmployerId(),
                    changed.getVersion(),
                    within(changed.getChangedAt(), published),
                    changed.getNewStatus() == JobStatus.OPEN,
                    null));
        }
        if (event instanceof JobDeleted deleted) {
            return Optional.of(new JobRemoval(
                    deleted.getJobId(),
                    deleted.getEmployerId(),
                    deleted.getVersion(),
                    within(deleted.getDeletedAt(), published)));
        }
        if (event instanceof JobApplicationReceived received) {
            return Optional.of(new ApplicationFact(
                    received.getApplicationId(),
                    received.getJobId(),
                    received.getEmployerId(),
                    received.getVersion(),
                    within(received.getAppliedAt(), published),
                    Stage.APPLIED));
        }
        if (event instanceof JobApplicationStatusChanged changed) {
            return stage(changed.getNewStatus()).map(stage -> ofChange(changed, stage, published));
        }
        return Optional.empty();
    }

    private static Fact ofChange(JobApplicationStatusChanged changed, Stage stage, Instant published) {
        UUID id = changed.getApplicationId();
        return new ApplicationFact(
                id,
                changed.getJobId(),
                changed.getEmployerId(),
                changed.getVersion(),
                within(changed.getChangedAt(), published),
                stage);
    }

    /** A status that a later version of the contract may bring is not counted. */
    private static Optional<Stage> stage(JobApplicationStatus status) {
        return switch (status) {
            case SHORTLISTED -> Optional.of(Stage.SHORTLISTED);
            case ACCEPTED -> Optional.of(Stage.ACCEPTED);
            case REJECTED -> Optional.of(Stage.REJECTED);
            case WITHDRAWN -> Optional.of(Stage.WITHDRAWN);
            case RECEIVED, UNSPECIFIED -> Optional.empty();
        };
    }

    /** Kafka knows no time before 1970. */
    private static Instant within(Instant happened, Instant published) {
        Instant latest = happened.isBefore(published) ? happened : published;
        return latest.isBefore(Instant.EPOCH) ? Instant.EPOCH : latest;
    }
}
