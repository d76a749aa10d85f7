package jobplatform.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;

/** The events of the other services. */
final class PlatformEvents {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private PlatformEvents() {}

    static UserCreated registered(UUID id, UserType type) {
        return UserCreated.newBuilder()
                .setUserId(id)
                .setVersion(1)
                .setUsername("user-" + id)
                .setEmail(id + "@example.com")
                .setUserType(type)
                .setCreatedAt(NOW)
                .build();
    }

    static UserUpdated updated(UUID id, long version, UserType type) {
        return UserUpdated.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setChangedFields(List.of("userType"))
                .setUsername("user-" + id)
                .setEmail(id + "@example.com")
                .setUserType(type)
                .setFullName(null)
                .setCompanyName(null)
                .setUpdatedAt(NOW)
                .build();
    }

    static UserDeleted departed(UUID id, long version) {
        return UserDeleted.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setUserType(UserType.JOB_SEEKER)
                .setDeletedAt(NOW)
                .build();
    }

    static JobCreated posted(UUID employer, JobStatus status) {
        return JobCreated.newBuilder()
                .setJobId(UUID.randomUUID())
                .setVersion(1)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setTitle("Welder")
                .setDescription("Welds")
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSkills(List.of())
                .setStatus(status)
                .setCreatedAt(NOW)
                .build();
    }

    static JobUpdated retitled(JobCreated job, long version, String title, JobStatus status) {
        return JobUpdated.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setChangedFields(List.of("title"))
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setTitle(title)
                .setDescription(job.getDescription())
                .setLocation(null)
                .setEmploymentType(job.getEmploymentType())
                .setSalary(null)
                .setSkills(List.of())
                .setStatus(status)
                .setUpdatedAt(NOW)
                .build();
    }

    static JobStatusChanged statusChanged(JobCreated job, long version, JobStatus status) {
        return JobStatusChanged.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setPreviousStatus(status == JobStatus.OPEN ? JobStatus.CLOSED : JobStatus.OPEN)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }

    static JobDeleted removed(JobCreated job, long version) {
        return JobDeleted.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setDeletedAt(NOW)
                .build();
    }
}
