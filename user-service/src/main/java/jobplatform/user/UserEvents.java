package jobplatform.user;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import java.time.Instant;
import java.util.List;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells other services what became of an account; keyed by the user's id, and never with a password. Of administrators,
 * who neither look for jobs nor post any, nobody hears.
 */
@Component
class UserEvents {

    private final Outbox outbox;
    private final String topic;

    UserEvents(Outbox outbox, @Value("${jobplatform.topics.user-events}") String topic) {
        this.outbox = outbox;
        this.topic = topic;
    }

    void created(User user) {
        if (user.userType() == UserType.ADMINISTRATOR) {
            return;
        }
        append(
                user,
                UserCreated.newBuilder()
                        .setUserId(user.id())
                        .setVersion(user.version())
                        .setUsername(user.username())
                        .setEmail(user.email())
                        .setUserType(type(user))
                        .setFullName(user.fullName())
                        .setCompanyName(user.companyName())
                        .setCreatedAt(user.createdAt())
                        .build());
    }

    void updated(User user, List<String> changedFields) {
        if (user.userType() == UserType.ADMINISTRATOR) {
            return;
        }
        append(
                user,
                UserUpdated.newBuilder()
                        .setUserId(user.id())
                        .setVersion(user.version())
                        .setChangedFields(changedFields)
                        .setUsername(user.username())
                        .setEmail(user.email())
                        .setUserType(type(user))
                        .setFullName(user.fullName())
                        .setCompanyName(user.companyName())
                        .setUpdatedAt(user.updatedAt())
                        .setWorkProfile(workProfile(user.work()))
                        .build());
    }

    void deleted(User user, Instant deletedAt) {
        if (user.userType() == UserType.ADMINISTRATOR) {
            return;
        }
        append(
                user,
                UserDeleted.newBuilder()
                        .setUserId(user.id())
                        .setVersion(user.version() + 1)
                        .setUserType(type(user))
                        .setDeletedAt(deletedAt)
                        .build());
    }

    private void append(User user, SpecificRecord event) {
        outbox.append(new OutboundEvent(topic, user.id().toString(), event));
    }

    private static jobplatform.types.WorkProfile workProfile(WorkProfile work) {
        return jobplatform.types.WorkProfile.newBuilder()
                .setSkills(work.skills())
                .setLocation(work.location())
                .setJobSuggestions(work.jobSuggestions())
                .build();
    }

    private static jobplatform.types.UserType type(User user) {
        return switch (user.userType()) {
            case JOB_SEEKER -> jobplatform.types.UserType.JOB_SEEKER;
            case EMPLOYER -> jobplatform.types.UserType.EMPLOYER;
            case ADMINISTRATOR -> throw new IllegalArgumentException("Nothing is told of administrators: " + user);
        };
    }
}
