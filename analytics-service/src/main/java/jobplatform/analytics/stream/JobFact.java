package jobplatform.analytics.stream;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.analytics.figures.Dimension;
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
     * What figures are told apart by, named as its figures are.
     *
     * @param place where the work is done; null when it does not matter
     * @param skills what is asked for
     */
    record Offer(@Nullable String place, List<String> skills) {

        /** As many as job-service takes; whoever publishes more must not make a state that no record of Kafka holds. */
        private static final int MOST_SKILLS = 50;

        Offer {
            skills = List.copyOf(skills);
        }

        /** What an event says, of which the first fifty skills count. */
        static Offer of(@Nullable String place, List<String> skills) {
            return new Offer(
                    place == null ? null : Dimension.place(place).value(),
                    skills.stream()
                            .limit(MOST_SKILLS)
                            .map(skill -> Dimension.skill(skill).value())
                            .toList());
        }
    }
}
