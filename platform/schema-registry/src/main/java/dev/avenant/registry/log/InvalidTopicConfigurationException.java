package dev.avenant.registry.log;

/** The registry's topic has settings that would lose or reorder schemas; the message says which and how to mend it. */
public final class InvalidTopicConfigurationException extends RuntimeException {

    public InvalidTopicConfigurationException(String message) {
        super(message);
    }
}
