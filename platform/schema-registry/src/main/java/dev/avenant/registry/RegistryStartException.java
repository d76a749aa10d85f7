package dev.avenant.registry;

import org.jspecify.annotations.Nullable;

/** The registry cannot start; the message says what is in the way and what to do. */
public final class RegistryStartException extends RuntimeException {

    public RegistryStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
