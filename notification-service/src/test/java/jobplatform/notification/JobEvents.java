package jobplatform.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import org.jspecify.annotations.Nullable;

/** The events of one job, which asks for one skill. */
record JobEvents(
        UUID id, String title, String skill, @Nullable String location) {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID COMPANY = UUID.randomUUID();
    private static final UUID EMPLOYER = UUID.randomUUID();

    static JobEvents newJob(String title, String skill) {
        return new JobEvents(UUID.randomUUID(), title, skill, "Berlin, Germany");
    }

    JobEvents named(String newTitle) {
        return new JobEvents(id, newTitle, skill, location);
    }

    JobCreated posted() {
        return posted(JobStatus.OPEN);
    }

    JobCreated posted(JobStatus status) {
        return JobCreated.newBuilder()
                .setJobId(id)
                .setVersion(1)
                .setCompanyId(COMPANY)
                .setEmployerId(EMPLOYER)
                .setTitle(title)
                .setDescription("Something to do")
                .setLocation(location)
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSalary(null)
                .setSkills(List.of("Patience", skill))
                .setStatus(status)
                .setCreatedAt(NOW)
                .setRemote(false)
                .setCompanyName("Acme & Sons")
                .build();
    }

    JobUpdated edited(long version, JobStatus status) {
        return JobUpdated.newBuilder()
                .setJobId(id)
                .setVersion(version)
                .setChangedFields(List.of("title"))
                .setCompanyId(COMPANY)
                .setEmployerId(EMPLOYER)
                .setTitle(title)
                .setDescription("Something to do")
                .setLocation(location)
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSalary(null)
                .setSkills(List.of("Patience", skill))
                .setStatus(status)
                .setRemote(false)
                .setUpdatedAt(NOW)
                .build();
    }

    JobStatusChanged became(JobStatus status, long version) {
        return JobStatusChanged.newBuilder()
                .setJobId(id)
                .setVersion(version)
                .setCompanyId(COMPANY)
                .setEmployerId(EMPLOYER)
                .setPreviousStatus(JobStatus.UNSPECIFIED)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }

    JobDeleted removed(long version) {
        return JobDeleted.newBuilder()
                .setJobId(id)
                .setVersion(version)
                .setCompanyId(COMPANY)
                .setEmployerId(EMPLOYER)
                .setDeletedAt(NOW)
                .build();
    }
}
