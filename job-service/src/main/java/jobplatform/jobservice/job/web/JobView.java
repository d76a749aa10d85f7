package jobplatform.jobservice.job.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.jobservice.job.EmploymentType;
import jobplatform.jobservice.job.Job;
import jobplatform.jobservice.job.JobStatus;
import jobplatform.jobservice.job.Salary;
import org.jspecify.annotations.Nullable;

/** A job as it is answered. */
record JobView(
        UUID id,
        long version,
        UUID companyId,
        UUID employerId,
        String title,
        String description,
        EmploymentType employmentType,
        @Nullable String location,
        @Nullable Salary salary,
        List<String> skills,
        boolean remote,
        JobStatus status,
        int applicationCount,
        Instant createdAt,
        Instant updatedAt) {

    static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.version(),
                job.companyId(),
                job.employerId(),
                job.title(),
                job.description(),
                job.employmentType(),
                job.location(),
                job.salary(),
                job.skills(),
                job.remote(),
                job.status(),
                job.applicationCount(),
                job.createdAt(),
                job.updatedAt());
    }
}
