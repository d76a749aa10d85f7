package jobplatform.analytics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.jspecify.annotations.Nullable;

/** The events of the other services. */
public final class PlatformEvents {

    private static final long DAYS_OF_A_WEEK = 7;

    private PlatformEvents() {}

    /** A moment two to three weeks ago, from which the tests count: long enough, and younger than what topics forget. */
    public static Instant start() {
        long days = ChronoUnit.DAYS.between(Instant.EPOCH, Instant.now());
        return Instant.EPOCH.plus((days / DAYS_OF_A_WEEK - 2) * DAYS_OF_A_WEEK, ChronoUnit.DAYS);
    }

    /** So many hours after that. */
    public static Instant hours(long count) {
        return start().plus(count, ChronoUnit.HOURS);
    }

    public static UserCreated registered(UUID id, Instant at) {
        return UserCreated.newBuilder()
                .setUserId(id)
                .setVersion(1)
                .setUsername("ann")
                .setEmail("ann@example.com")
                .setUserType(UserType.JOB_SEEKER)
                .setFullName("Ann Lee")
                .setCreatedAt(at)
                .build();
    }

    public static UserUpdated renamed(UUID id, long version, String fullName, Instant at) {
        return UserUpdated.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setChangedFields(List.of("fullName"))
                .setUsername("ann")
                .setEmail("ann@example.com")
                .setUserType(UserType.JOB_SEEKER)
                .setFullName(fullName)
                .setCompanyName(null)
                .setUpdatedAt(at)
                .build();
    }

    public static UserDeleted departed(UUID id, long version, Instant at) {
        return UserDeleted.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setUserType(UserType.JOB_SEEKER)
                .setDeletedAt(at)
                .build();
    }

    public static JobCreated posted(
            UUID job, UUID employer, JobStatus status, @Nullable String place, List<String> skills, Instant at) {
        return JobCreated.newBuilder()
                .setJobId(job)
                .setVersion(1)
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setTitle("Welder")
                .setDescription("Welds")
                .setLocation(place)
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSkills(skills)
                .setStatus(status)
                .setCreatedAt(at)
                .build();
    }

    public static JobUpdated edited(
            UUID job,
            UUID employer,
            long version,
            JobStatus status,
            @Nullable String place,
            List<String> skills,
            Instant at) {
        return JobUpdated.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setChangedFields(List.of("location", "skills"))
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setTitle("Welder")
                .setDescription("Welds")
                .setLocation(place)
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSalary(null)
                .setSkills(skills)
                .setStatus(status)
                .setUpdatedAt(at)
                .build();
    }

    public static JobStatusChanged statusChanged(UUID job, UUID employer, long version, JobStatus status, Instant at) {
        return JobStatusChanged.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setPreviousStatus(status == JobStatus.OPEN ? JobStatus.DRAFT : JobStatus.OPEN)
                .setNewStatus(status)
                .setChangedAt(at)
                .build();
    }

    public static JobDeleted removed(UUID job, UUID employer, long version, Instant at) {
        return JobDeleted.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setDeletedAt(at)
                .build();
    }

    public static JobApplicationReceived applied(
            UUID application, UUID job, UUID employer, UUID applicant, Instant at) {
        return JobApplicationReceived.newBuilder()
                .setApplicationId(application)
                .setVersion(1)
                .setJobId(job)
                .setApplicantId(applicant)
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setJobTitle("Welder")
                .setApplicationCount(1)
                .setCoverLetter("I weld well.")
                .setAppliedAt(at)
                .build();
    }

    /** The same application as job-service tells of it on the former topic. */
    public static jobplatform.job.events.JobApplicationReceived echo(
            UUID application, UUID job, UUID employer, UUID applicant, long version, Instant at) {
        return jobplatform.job.events.JobApplicationReceived.newBuilder()
                .setJobId(job)
                .setVersion(version)
                .setApplicationId(application)
                .setApplicantId(applicant)
                .setCompanyId(employer)
                .setEmployerId(employer)
                .setJobTitle("Welder")
                .setApplicationCount(1)
                .setCoverLetter("I weld well.")
                .setAppliedAt(at)
                .build();
    }

    public static JobApplicationStatusChanged decided(
            JobApplicationReceived application, long version, JobApplicationStatus status, Instant at) {
        return JobApplicationStatusChanged.newBuilder()
                .setApplicationId(application.getApplicationId())
                .setVersion(version)
                .setJobId(application.getJobId())
                .setApplicantId(application.getApplicantId())
                .setCompanyId(application.getCompanyId())
                .setEmployerId(application.getEmployerId())
                .setJobTitle(application.getJobTitle())
                .setPreviousStatus(JobApplicationStatus.RECEIVED)
                .setNewStatus(status)
                .setChangedAt(at)
                .build();
    }
}
