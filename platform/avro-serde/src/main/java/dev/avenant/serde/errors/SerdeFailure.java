package dev.avenant.serde.errors;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every exception of this serde says about itself. The exceptions are of the Kafka classes that handlers know
 * already; this interface tells apart what those classes do not.
 */
public interface SerdeFailure {

    /** What went wrong, which decides who tries again. */
    Kind kind();

    /** Where it went wrong, as far as it is known. */
    FailureSite site();

    /** What went wrong. */
    enum Kind {
        /** The registry did not answer, answered that it cannot serve now, or something else answers at its URL. */
        REGISTRY_UNAVAILABLE(true, false),
        /** The registry asks for other credentials (401) or more rights (403). */
        REGISTRY_REFUSED(false, false),
        /** The registry rejected the request: an incompatible or invalid schema, a read-only subject. */
        REGISTRY_REJECTED(false, false),
        /** The schema to write with is not registered under its subject; whoever deploys has to push it. */
        NOT_REGISTERED(false, false),
        /** The payload names a schema that the registry does not hold. */
        UNKNOWN_SCHEMA_ID(false, true),
        /** The payload does not begin, or its header does not read, as the wire format says. */
        NOT_AVRO(false, true),
        /** The payload ends before its schema does. */
        TRUNCATED(false, true),
        /** Bytes are left after the record, and the settings forbid that. */
        TRAILING_DATA(false, true),
        /** The bytes cannot be a record of their schema: a negative length, an unknown branch or symbol. */
        MALFORMED(false, true),
        /** The schema that wrote the record and the one that reads it do not go together. */
        INCOMPATIBLE(false, true),
        /** A declared length, a number of elements or the nesting goes beyond what is allowed. */
        LIMIT_EXCEEDED(false, true),
        /** The value to write does not fit its schema, or is of no type that Avro knows. */
        NOT_WRITABLE(false, true),
        /** The serde is not configured, or its settings are wrong. */
        MISCONFIGURED(false, false);

        private final boolean isTransient;
        private final boolean isFaultOfTheRecord;

        Kind(boolean isTransient, boolean isFaultOfTheRecord) {
            this.isTransient = isTransient;
            this.isFaultOfTheRecord = isFaultOfTheRecord;
        }

        /** Whether the same call may pass later without anybody changing anything. */
        public boolean isTransient() {
            return isTransient;
        }

        /** Whether another record would pass where this one failed, so that this one may be dead-lettered. */
        public boolean isFaultOfTheRecord() {
            return isFaultOfTheRecord;
        }
    }

    /** The first failure of this serde among an exception and its causes, or empty when there is none. */
    static Optional<SerdeFailure> find(@Nullable Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SerdeFailure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }
}
