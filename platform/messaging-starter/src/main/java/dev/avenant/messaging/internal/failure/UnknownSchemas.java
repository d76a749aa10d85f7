package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.serde.errors.SerdeFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The schema ids that the registry did not know, and since when. The grace time is the id's: however many records name
 * it, the wait for it is one. An id that no registry gives is not waited for.
 */
final class UnknownSchemas {

    private static final int REMEMBERED = 1000;
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final RetryPolicies policies;
    private final Clock clock;
    private final Map<String, Missing> missing = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Missing> eldest) {
            return size() > REMEMBERED;
        }
    };

    UnknownSchemas(RetryPolicies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /** The same failure, or that the record is bad when its schema is not worth waiting for any longer. */
    Failure judge(Failure failure, ConsumerRecord<byte[], byte[]> record) {
        if (failure.remedy() != Failure.Remedy.WAIT_FOR_SCHEMA) {
            return failure;
        }
        Duration grace = policies.of(record.topic()).unknownSchemaGrace();
        boolean isBad = idOf(failure, record.value())
                .map(id -> isImpossible(id) || isOver(id, grace))
                .orElse(false);
        return isBad ? new Failure(Failure.Remedy.DEAD_LETTER, failure.category(), failure.cause()) : failure;
    }

    private static Optional<String> idOf(Failure failure, byte @Nullable [] value) {
        return SerdeFailure.find(failure.cause())
                .flatMap(found -> Optional.ofNullable(found.site().schemaId()))
                .or(() -> Optional.ofNullable(value)
                        .flatMap(WirePrefix::of)
                        .map(prefix -> String.valueOf(prefix.schemaId())));
    }

    private static boolean isImpossible(String id) {
        return id.equals("0") || id.startsWith("-");
    }

    private synchronized boolean isOver(String id, Duration grace) {
        Instant now = clock.instant();
        Missing before = missing.get(id);
        boolean isNew =
                before == null || before.last().plus(grace).plus(REMEMBERED_FOR).isBefore(now);
        Missing current = new Missing(isNew || before == null ? now : before.first(), now);
        missing.put(id, current);
        return !now.isBefore(current.first().plus(grace));
    }

    /**
     * An id that is not in the registry.
     *
     * @param first when it was missing first
     * @param last when it was missing the last time
     */
    private record Missing(Instant first, Instant last) {}
}
