package dev.avenant.messaging.internal.failure;

import static dev.avenant.messaging.internal.failure.Failure.Remedy.DEAD_LETTER;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT_FOR_SCHEMA;

import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of another serde than this project's mean: told by Kafka's exception classes, and by what lies
 * behind a plain {@link SerializationException}, where an outage looks like a bad record.
 */
final class ForeignSerdeFailures {

    /** Of the registry's refusals, by the name of the class that carries them, since it may not be on the class path. */
    private static final String REFUSAL_OF_THE_REGISTRY = "RestClientException";

    private static final Pattern CODE_OF_WHAT_IS_UNKNOWN = Pattern.compile("error code: 404\\d\\d\\b");

    private ForeignSerdeFailures() {}

    /** Empty when the failure is none of a serde. */
    static Optional<Failure> failureOf(Throwable thrown) {
        boolean isOfRecord = false;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            Failure known = known(cause, thrown);
            if (known != null) {
                return Optional.of(known);
            }
            isOfRecord = isOfRecord || cause instanceof SerializationException;
        }
        return isOfRecord ? Optional.of(new Failure(DEAD_LETTER, "MALFORMED", thrown)) : Optional.empty();
    }

    private static @Nullable Failure known(Throwable cause, Throwable thrown) {
        if (cause instanceof RetriableException) {
            return new Failure(WAIT, "REGISTRY_UNAVAILABLE", thrown);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return new Failure(WAIT, "REGISTRY_REFUSED", thrown);
        }
        if (cause instanceof InvalidConfigurationException) {
            return new Failure(WAIT, "MISCONFIGURED", thrown);
        }
        if (cause.getClass().getSimpleName().equals(REFUSAL_OF_THE_REGISTRY)) {
            boolean isUnknown = CODE_OF_WHAT_IS_UNKNOWN
                    .matcher(String.valueOf(cause.getMessage()))
                    .find();
            return isUnknown
                    ? new Failure(WAIT_FOR_SCHEMA, "UNKNOWN_SCHEMA_ID", thrown)
                    : new Failure(WAIT, "REGISTRY_REJECTED", thrown);
        }
        if (cause instanceof EOFException) {
            return new Failure(DEAD_LETTER, "TRUNCATED", thrown);
        }
        return cause instanceof IOException ? new Failure(WAIT, "REGISTRY_UNAVAILABLE", thrown) : null;
    }
}
