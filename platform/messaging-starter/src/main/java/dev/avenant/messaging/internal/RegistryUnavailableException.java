package dev.avenant.messaging.internal;

/** No registry answered while the service was starting. */
final class RegistryUnavailableException extends RuntimeException {

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
