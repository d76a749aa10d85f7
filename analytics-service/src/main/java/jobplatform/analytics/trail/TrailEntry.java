package jobplatform.analytics.trail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of an aggregate.
 *
 * @param aggregate what it is an event of
 * @param id which one
 * @param version the aggregate's version after it
 * @param event its name
 * @param messageId the id of the message that brought it first
 * @param source who published it; null when the message did not say
 * @param happenedAt when it happened
 * @param causedBy the user whose doing it is
 * @param subject the user whom {@code personal} is about; null when the event is about nobody
 * @param fields what it says that is not personal, by the names of the contract
 * @param personal what it says that is; empty when there is nothing, or nothing any more
 * @param isErased whether something personal was erased, or never written down, since the user is gone
 */
public record TrailEntry(
        AggregateType aggregate,
        UUID id,
        long version,
        String event,
        String messageId,
        @Nullable String source,
        Instant happenedAt,
        UUID causedBy,
        @Nullable UUID subject,
        Map<String, @Nullable Object> fields,
        Map<String, @Nullable Object> personal,
        boolean isErased) {}
