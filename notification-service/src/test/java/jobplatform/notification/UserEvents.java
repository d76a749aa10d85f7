package jobplatform.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.job.events.JobApplicationReceived;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;

/** The events of one user, who has an address that no other test uses. */
record UserEvents(UUID id, String email) {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    static UserEvents newUser(String stem) {
        UUID id = UUID.randomUUID();
        return new UserEvents(id, stem + "-" + id.toString().substring(0, 8) + "@example.com");
    }

    UserCreated created() {
        return created("Ann <Lee>", UserType.JOB_SEEKER);
    }

    UserCreated created(String fullName, UserType type) {
        return UserCreated.newBuilder()
                .setUserId(id)
                .setVersion(1)
                .setUsername("user-" + id)
                .setEmail(email)
                .setUserType(type)
                .setCreatedAt(NOW)
                .setFullName(fullName)
                .setCompanyName(null)
                .build();
    }

    UserUpdated movedTo(String newEmail, long version) {
        return UserUpdated.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setChangedFields(List.of("email"))
                .setUsername("user-" + id)
                .setEmail(newEmail)
                .setUserType(UserType.JOB_SEEKER)
                .setFullName("Ann Lee")
                .setCompanyName(null)
                .setUpdatedAt(NOW)
                .build();
    }

    UserDeleted deleted() {
        return UserDeleted.newBuilder()
                .setUserId(id)
                .setVersion(9)
                .setUserType(UserType.JOB_SEEKER)
                .setDeletedAt(NOW)
                .build();
    }

    JobApplicationReceived applied(String jobTitle) {
        return JobApplicationReceived.newBuilder()
                .setJobId(UUID.randomUUID())
                .setVersion(2)
                .setApplicationId(UUID.randomUUID())
                .setApplicantId(id)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(UUID.randomUUID())
                .setJobTitle(jobTitle)
                .setApplicationCount(1)
                .setAppliedAt(NOW)
                .setCoverLetter("I would love to.")
                .build();
    }
}
