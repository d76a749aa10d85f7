package dev.avenant.messaging.internal;

/** No registry answered while the service was starting. */
final class RegistryAwayException extends RuntimeException {

    RegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
