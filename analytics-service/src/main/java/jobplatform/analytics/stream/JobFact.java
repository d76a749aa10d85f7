package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a job.
 *
 * @param offer what it offers; null when the event does not say
 * @param isOpen whether it takes applications after the event
 */
record JobFact(
        UUID jobId,
        UUID employerId,
        long version,
        Instant at,
        boolean isOpen,
        @Nullable Offer offer) implements Fact {

    /**
     * What figures are told apart by.
     *
     * @param place where the work is done; null when it does not matter
     * @param skills what is asked for
     */
    record Offer(@Nullable String place, List<String> skills) {

        Offer {
            skills = List.copyOf(skills);
        }
    }
}
