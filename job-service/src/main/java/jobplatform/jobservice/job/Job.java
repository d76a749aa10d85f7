package jobplatform.jobservice.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.jobservice.company.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A job. It does not change: what changes a job answers a new one, which is then stored. A job is a draft or open when
 * it is posted; a draft can be opened, an open one closed and a closed one opened again.
 *
 * @param id identifies the job
 * @param version 1 when it is posted, and grows by one with each stored change and each event
 * @param companyId the company that offers it
 * @param employerId the user who posted it
 * @param title see {@link Offer}
 * @param description see {@link Offer}
 * @param employmentType see {@link Offer}
 * @param location see {@link Offer}
 * @param salary see {@link Offer}
 * @param skills see {@link Offer}
 * @param remote see {@link Offer}
 * @param status where it stands
 * @param applicationCount how many applications it has received
 * @param createdAt when it was posted
 * @param updatedAt when it changed last; an application is no change
 */
@Table("jobs")
public record Job(
        @Id UUID id,
        @Version long version,
        UUID companyId,
        UUID employerId,
        String title,
        String description,
        EmploymentType employmentType,
        @Nullable String location,

        @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL) @Nullable
        Salary salary,

        List<String> skills,
        boolean remote,
        JobStatus status,
        int applicationCount,
        Instant createdAt,
        Instant updatedAt) {

    private static final long FIRST_VERSION = 1;

    static Job post(Company company, Offer offer, boolean draft, Instant now) {
        Job blank = new Job(
                UUID.randomUUID(),
                FIRST_VERSION,
                company.id(),
                company.ownerId(),
                "",
                "",
                offer.employmentType(),
                null,
                null,
                List.of(),
                false,
                draft ? JobStatus.DRAFT : JobStatus.OPEN,
                0,
                now,
                now);
        return blank.offering(offer, now);
    }

    /** What the job offers. */
    public Offer offer() {
        return new Offer(title, description, employmentType, location, salary, skills, remote);
    }

    Job offering(Offer offer, Instant now) {
        return new Job(
                id,
                version,
                companyId,
                employerId,
                offer.title(),
                offer.description(),
                offer.employmentType(),
                offer.location(),
                offer.salary(),
                offer.skills(),
                offer.remote(),
                status,
                applicationCount,
                createdAt,
                now);
    }

    /** The job as it takes applications, for the first time or again. */
    Job open(Instant now) {
        return with(JobStatus.OPEN, now);
    }

    /** The job as it takes no applications any more; a draft can be closed too. */
    Job close(Instant now) {
        return with(JobStatus.CLOSED, now);
    }

    private Job with(JobStatus newStatus, Instant newUpdatedAt) {
        return new Job(
                id,
                version,
                companyId,
                employerId,
                title,
                description,
                employmentType,
                location,
                salary,
                skills,
                remote,
                newStatus,
                applicationCount,
                createdAt,
                newUpdatedAt);
    }
}
