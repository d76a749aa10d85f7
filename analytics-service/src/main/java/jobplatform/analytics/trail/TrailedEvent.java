package jobplatform.analytics.trail;

import java.util.Arrays;
import java.util.Optional;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events that trails are made of: of what each is one, whose doing it is, and what it makes of the state.
 *
 * <p>No event says who asked for it. Each can be asked for by one user only: users change themselves, employers their jobs and
 * what becomes of applications, applicants apply and withdraw.
 */
enum TrailedEvent {
    USER_CREATED(UserCreated.class, AggregateType.USER, "userId", "createdAt", Effect.SETS),
    USER_UPDATED(UserUpdated.class, AggregateType.USER, "userId", "updatedAt", Effect.SETS),
    USER_DELETED(UserDeleted.class, AggregateType.USER, "userId", "deletedAt", Effect.ENDS),
    JOB_CREATED(JobCreated.class, AggregateType.JOB, "employerId", "createdAt", Effect.SETS),
    JOB_UPDATED(JobUpdated.class, AggregateType.JOB, "employerId", "updatedAt", Effect.SETS),
    JOB_STATUS_CHANGED(JobStatusChanged.class, AggregateType.JOB, "employerId", "changedAt", Effect.SETS),
    JOB_DELETED(JobDeleted.class, AggregateType.JOB, "employerId", "deletedAt", Effect.ENDS),
    JOB_APPLIED_FOR(JobApplicationReceived.class, AggregateType.JOB, "applicantId", "appliedAt", Effect.COUNTS),
    APPLICATION_RECEIVED(
            jobplatform.application.events.JobApplicationReceived.class,
            AggregateType.APPLICATION,
            "applicantId",
            "appliedAt",
            Effect.RECEIVES),
    APPLICATION_STATUS_CHANGED(
            JobApplicationStatusChanged.class, AggregateType.APPLICATION, "employerId", "changedAt", Effect.SETS);

    private final Class<? extends SpecificRecord> type;
    private final AggregateType aggregate;
    private final String actor;
    private final String time;
    private final Effect effect;

    TrailedEvent(
            Class<? extends SpecificRecord> type, AggregateType aggregate, String actor, String time, Effect effect) {
        this.type = type;
        this.aggregate = aggregate;
        this.actor = actor;
        this.time = time;
        this.effect = effect;
    }

    /** What an event makes of the state of its aggregate. */
    enum Effect {
        /** Its fields are those of the state. */
        SETS,
        /** The same, of an application that nobody has decided on. */
        RECEIVES,
        /** It counts one application more and says nothing else of the aggregate. */
        COUNTS,
        /** There is none any more. */
        ENDS
    }

    /** What that is. */
    static TrailedEvent of(SpecificRecord event) {
        return Arrays.stream(values())
                .filter(each -> each.type.isInstance(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no trail for " + event.getSchema().getFullName()));
    }

    /** What an event of that name is to an aggregate of that type; empty when an older release of this service knew it. */
    static Optional<TrailedEvent> named(AggregateType aggregate, String name) {
        return Arrays.stream(values())
                .filter(each -> each.aggregate == aggregate && each.eventName().equals(name))
                .findFirst();
    }

    /** Its name, which only events of the same aggregate do not share. */
    String eventName() {
        return type.getSimpleName();
    }

    AggregateType aggregate() {
        return aggregate;
    }

    Effect effect() {
        return effect;
    }

    /** The field that identifies the aggregate. */
    String idField() {
        return aggregate + "Id";
    }

    /** The field that says when it happened. */
    String timeField() {
        return time;
    }

    /** The field that says whose doing that event is. */
    String actorField(SpecificRecord event) {
        return event instanceof JobApplicationStatusChanged changed
                        && changed.getNewStatus() == JobApplicationStatus.WITHDRAWN
                ? "applicantId"
                : actor;
    }

    /** The field that says whom its personal data is about, if it has any. */
    String subjectField() {
        return switch (aggregate) {
            case USER -> "userId";
            case APPLICATION -> "applicantId";
            case JOB -> effect == Effect.COUNTS ? "applicantId" : "employerId";
        };
    }
}
