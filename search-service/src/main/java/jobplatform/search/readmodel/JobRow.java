package jobplatform.search.readmodel;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.SalaryRange;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a job.
 *
 * @param jobId the job
 * @param employerId the user who posted it
 * @param status where the job stands after the event
 * @param version the job's version after the event
 * @param offer what it offers after the event, null when the event does not say
 * @param at when the event happened
 * @param createdAt when the job was posted, null when the event does not say
 * @param companyName the company's name, null when the event does not say
 */
record JobRow(
        UUID jobId,
        UUID employerId,
        String status,
        long version,
        @Nullable Offer offer,
        Instant at,
        @Nullable Instant createdAt,
        @Nullable String companyName) {

    static JobRow of(JobCreated event) {
        return new JobRow(
                event.getJobId(),
                event.getEmployerId(),
                event.getStatus().name(),
                event.getVersion(),
                new Offer(
                        event.getCompanyId(),
                        event.getTitle(),
                        event.getDescription(),
                        event.getEmploymentType().name(),
                        event.getLocation().orElse(null),
                        salary(event.getSalary().orElse(null)),
                        event.getSkills(),
                        event.getRemote()),
                event.getCreatedAt(),
                event.getCreatedAt(),
                event.getCompanyName().orElse(null));
    }

    static JobRow of(JobUpdated event) {
        return new JobRow(
                event.getJobId(),
                event.getEmployerId(),
                event.getStatus().name(),
                event.getVersion(),
                new Offer(
                        event.getCompanyId(),
                        event.getTitle(),
                        event.getDescription(),
                        event.getEmploymentType().name(),
                        event.getLocation().orElse(null),
                        salary(event.getSalary().orElse(null)),
                        event.getSkills(),
                        event.getRemote()),
                event.getUpdatedAt(),
                null,
                null);
    }

    static JobRow of(JobStatusChanged event) {
        return new JobRow(
                event.getJobId(),
                event.getEmployerId(),
                event.getNewStatus().name(),
                event.getVersion(),
                null,
                event.getChangedAt(),
                null,
                null);
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("jobId", jobId);
        parameters.put("employerId", employerId);
        parameters.put("status", status);
        parameters.put("statusVersion", version);
        parameters.put("offer", offer == null ? null : StoredOffers.write(offer));
        parameters.put("offerVersion", offer == null ? 0 : version);
        parameters.put("offeredAt", offer == null ? null : utc(at));
        parameters.put("createdAt", createdAt == null ? null : utc(createdAt));
        parameters.put("companyName", companyName);
        return parameters;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Salary salary(@Nullable SalaryRange range) {
        return range == null ? null : new Salary(range.getMinimum(), range.getMaximum(), range.getCurrency());
    }
}
