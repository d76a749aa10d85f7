package dev.avenant.console.registry;

/** The registry did not answer, or refused; the page says so and the next request tries again. */
public final class RegistryAwayException extends RuntimeException {

    public RegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
