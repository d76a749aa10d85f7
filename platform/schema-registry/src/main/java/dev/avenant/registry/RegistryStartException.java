package dev.avenant.registry;

/** The registry cannot start; the message says what is in the way and what to do. */
public final class RegistryStartException extends RuntimeException {

    public RegistryStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
