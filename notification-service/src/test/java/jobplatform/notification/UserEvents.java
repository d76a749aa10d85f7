package jobplatform.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.UserType;
import jobplatform.types.WorkProfile;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.jspecify.annotations.Nullable;

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

    /** What the user can do, where, and whether suggestions are wanted. */
    UserUpdated interested(long version, boolean wantsSuggestions, @Nullable String location, String... skills) {
        return UserUpdated.newBuilder(movedTo(email, version))
                .setChangedFields(List.of("workProfile"))
                .setWorkProfile(WorkProfile.newBuilder()
                        .setSkills(List.of(skills))
                        .setLocation(location)
                        .setJobSuggestions(wantsSuggestions)
                        .build())
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

    /** What became of an application that this user made for a job of the employer. */
    JobApplicationStatusChanged became(JobApplicationStatus status, UserEvents employer, UUID applicationId) {
        return JobApplicationStatusChanged.newBuilder()
                .setApplicationId(applicationId)
                .setVersion(2)
                .setJobId(UUID.randomUUID())
                .setApplicantId(id)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer.id())
                .setJobTitle("Baker")
                .setPreviousStatus(JobApplicationStatus.RECEIVED)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }

    JobApplicationReceived applied(String jobTitle) {
        return JobApplicationReceived.newBuilder()
                .setJobId(UUID.randomUUID())
                .setVersion(1)
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
