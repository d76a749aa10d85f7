package dev.avenant.console;

/** The registry or Kafka does not take the console's credentials; trying again does not help. */
public final class AccessRefusedException extends RuntimeException {

    /** @param settings the prefix of the console's settings to look at */
    public AccessRefusedException(String message, String settings, Throwable cause) {
        super(message + ". Check the console's settings under " + settings, cause);
    }
}
