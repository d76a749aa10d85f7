package jobplatform.search.readmodel;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that may be found.
 *
 * @param id identifies the job
 * @param employerId the user who posted it
 * @param companyName the company's name when it was posted, null when no event told it
 * @param postedAt when it was posted; when it was edited last, where no event of its posting is known
 * @param offer what it offers
 */
public record OpenJob(UUID id, UUID employerId, @Nullable String companyName, Instant postedAt, Offer offer) {}
