package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.RegistryAuthenticationException;
import dev.avenant.serde.errors.RegistryAuthorizationException;
import dev.avenant.serde.errors.RegistryDisconnectedException;
import dev.avenant.serde.errors.RegistryThrottledException;
import dev.avenant.serde.errors.RegistryTimeoutException;
import dev.avenant.serde.errors.RegistryUnavailableException;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.InterruptedIOException;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;

/** Turns what the registry client reports into the exception classes of Kafka that handlers know. */
public final class RegistryFailures {

    private RegistryFailures() {}

    /**
     * The exception of Kafka for a failed request.
     *
     * @param absent what it means here that the registry does not hold what was asked for
     */
    public static KafkaException of(RegistryException failed, FailureSite site, String what, SerdeFailure.Kind absent) {
        String message = what + ": " + failed.getMessage();
        return switch (failed.kind()) {
            case UNREACHABLE ->
                failed.getCause() instanceof InterruptedIOException waited
                        ? new RegistryTimeoutException(SerdeFailure.Kind.REGISTRY_UNAVAILABLE, site, message, waited)
                        : unreachable(failed, site, message);
            case NOT_A_REGISTRY -> new RegistryUnavailableException(site, message, failed);
            case UNAVAILABLE -> unavailable(failed, site, message);
            case THROTTLED ->
                new RegistryThrottledException(SerdeFailure.Kind.REGISTRY_UNAVAILABLE, site, message, failed);
            case REFUSED ->
                failed.status() == 401
                        ? new RegistryAuthenticationException(SerdeFailure.Kind.REGISTRY_REFUSED, site, message, failed)
                        : new RegistryAuthorizationException(SerdeFailure.Kind.REGISTRY_REFUSED, site, message, failed);
            case NOT_FOUND -> new SerdeException(absent, site, message, failed);
            case REJECTED -> new SerdeException(SerdeFailure.Kind.REGISTRY_REJECTED, site, message, failed);
        };
    }

    private static KafkaException unavailable(RegistryException failed, FailureSite site, String message) {
        return switch (failed.status()) {
            case 408, 500, 503, 504 ->
                new RegistryTimeoutException(SerdeFailure.Kind.REGISTRY_UNAVAILABLE, site, message, failed);
            case 502 ->
                new RegistryDisconnectedException(SerdeFailure.Kind.REGISTRY_UNAVAILABLE, site, message, failed);
            default -> new RegistryUnavailableException(site, message, failed);
        };
    }

    /** An outage keeps the plain network failure as its cause, which says more than the exchange around it. */
    private static RegistryUnavailableException unreachable(
            RegistryException failed, FailureSite site, String message) {
        return new RegistryUnavailableException(site, message, Objects.requireNonNullElse(failed.getCause(), failed));
    }

    /** The same as a plain serialization failure, which is what a failing association has always been. */
    public static SerdeException whileAssociating(RegistryException failed, FailureSite site) {
        String message = "The subject of the topic could not be looked up: " + failed.getMessage();
        return switch (failed.kind()) {
            case UNREACHABLE -> unreachable(failed, site, message);
            case NOT_A_REGISTRY, UNAVAILABLE, THROTTLED -> new RegistryUnavailableException(site, message, failed);
            case REFUSED -> new SerdeException(SerdeFailure.Kind.REGISTRY_REFUSED, site, message, failed);
            case NOT_FOUND, REJECTED -> new SerdeException(SerdeFailure.Kind.REGISTRY_REJECTED, site, message, failed);
        };
    }
}
