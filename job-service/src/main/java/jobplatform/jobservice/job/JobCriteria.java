package jobplatform.jobservice.job;

import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What jobs somebody looks for; what is null does not matter.
 *
 * @param q a text that is in the title, in the description or a skill, whatever its case
 * @param status where the job stands
 * @param employmentType the kind of contract
 * @param location a text that is in the location, whatever its case
 * @param remote whether the work can be done from anywhere
 * @param companyId the company that offers it
 * @param employerId the user who posted it
 */
public record JobCriteria(
        @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String q,

        @Nullable JobStatus status,
        @Nullable EmploymentType employmentType,

        @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String location,

        @Nullable Boolean remote,
        @Nullable UUID companyId,
        @Nullable UUID employerId) {}
