package jobplatform.jobservice.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who posts a job: a company, its owner, or both when they belong together.
 *
 * @param companyId the company, null when its owner says it
 * @param employerId the owner, null when the company says it
 */
public record Poster(@Nullable UUID companyId, @Nullable UUID employerId) {

    public Poster {
        if (companyId == null && employerId == null) {
            throw new IllegalArgumentException("companyId or employerId must be given");
        }
    }
}
