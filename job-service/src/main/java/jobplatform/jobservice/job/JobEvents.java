package jobplatform.jobservice.job;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import java.time.Instant;
import java.util.List;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.SalaryRange;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells other services what became of a job; keyed by the job's id. */
@Component
class JobEvents {

    private final Outbox outbox;
    private final String topic;

    JobEvents(Outbox outbox, @Value("${jobplatform.topics.job-events}") String topic) {
        this.outbox = outbox;
        this.topic = topic;
    }

    void created(Job job, @Nullable String companyName) {
        append(
                job,
                JobCreated.newBuilder()
                        .setJobId(job.id())
                        .setVersion(job.version())
                        .setCompanyId(job.companyId())
                        .setEmployerId(job.employerId())
                        .setTitle(job.title())
                        .setDescription(job.description())
                        .setLocation(job.location())
                        .setEmploymentType(type(job))
                        .setSalary(range(job.salary()))
                        .setSkills(job.skills())
                        .setStatus(status(job.status()))
                        .setCreatedAt(job.createdAt())
                        .setRemote(job.remote())
                        .setCompanyName(companyName)
                        .build());
    }

    void updated(Job job, List<String> changedFields) {
        append(
                job,
                JobUpdated.newBuilder()
                        .setJobId(job.id())
                        .setVersion(job.version())
                        .setChangedFields(changedFields)
                        .setCompanyId(job.companyId())
                        .setEmployerId(job.employerId())
                        .setTitle(job.title())
                        .setDescription(job.description())
                        .setLocation(job.location())
                        .setEmploymentType(type(job))
                        .setSalary(range(job.salary()))
                        .setSkills(job.skills())
                        .setStatus(status(job.status()))
                        .setRemote(job.remote())
                        .setUpdatedAt(job.updatedAt())
                        .build());
    }

    void statusChanged(Job job, JobStatus previous) {
        append(
                job,
                JobStatusChanged.newBuilder()
                        .setJobId(job.id())
                        .setVersion(job.version())
                        .setCompanyId(job.companyId())
                        .setEmployerId(job.employerId())
                        .setPreviousStatus(status(previous))
                        .setNewStatus(status(job.status()))
                        .setChangedAt(job.updatedAt())
                        .build());
    }

    void deleted(Job job, Instant deletedAt) {
        append(
                job,
                JobDeleted.newBuilder()
                        .setJobId(job.id())
                        .setVersion(job.version() + 1)
                        .setCompanyId(job.companyId())
                        .setEmployerId(job.employerId())
                        .setDeletedAt(deletedAt)
                        .build());
    }

    private void append(Job job, SpecificRecord event) {
        outbox.append(new OutboundEvent(topic, job.id().toString(), event));
    }

    private static jobplatform.types.JobStatus status(JobStatus status) {
        return switch (status) {
            case DRAFT -> jobplatform.types.JobStatus.DRAFT;
            case OPEN -> jobplatform.types.JobStatus.OPEN;
            case CLOSED -> jobplatform.types.JobStatus.CLOSED;
        };
    }

    private static jobplatform.types.EmploymentType type(Job job) {
        return switch (job.employmentType()) {
            case FULL_TIME -> jobplatform.types.EmploymentType.FULL_TIME;
            case PART_TIME -> jobplatform.types.EmploymentType.PART_TIME;
            case CONTRACT -> jobplatform.types.EmploymentType.CONTRACT;
            case INTERNSHIP -> jobplatform.types.EmploymentType.INTERNSHIP;
            case TEMPORARY -> jobplatform.types.EmploymentType.TEMPORARY;
        };
    }

    private static @Nullable SalaryRange range(@Nullable Salary salary) {
        return salary == null
                ? null
                : SalaryRange.newBuilder()
                        .setMinimum(salary.minimum())
                        .setMaximum(salary.maximum())
                        .setCurrency(salary.currency())
                        .build();
    }
}
