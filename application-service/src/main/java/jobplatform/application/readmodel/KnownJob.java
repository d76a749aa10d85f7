package jobplatform.application.readmodel;

import java.util.UUID;

/**
 * A job, as far as the events say.
 *
 * @param jobId identifies it
 * @param companyId the company that offers it
 * @param employerId the user who posted it
 * @param title its title
 * @param status where it stands, as its events name it
 */
public record KnownJob(UUID jobId, UUID companyId, UUID employerId, String title, String status) {

    /** Whether it takes applications. */
    public boolean isOpen() {
        return "OPEN".equals(status);
    }

    /** Whether it is not public yet. */
    public boolean isDraft() {
        return "DRAFT".equals(status);
    }
}
