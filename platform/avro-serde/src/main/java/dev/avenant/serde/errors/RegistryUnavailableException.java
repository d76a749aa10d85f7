package dev.avenant.serde.errors;

import org.jspecify.annotations.Nullable;

/**
 * The registry could not be reached, or what answered in its place is no registry. The record may be perfectly good:
 * try again, and never set the record aside for it.
 */
public final class RegistryUnavailableException extends SerdeException {

    public RegistryUnavailableException(FailureSite site, String message, @Nullable Throwable cause) {
        super(Kind.REGISTRY_UNAVAILABLE, site, message, cause);
    }
}
