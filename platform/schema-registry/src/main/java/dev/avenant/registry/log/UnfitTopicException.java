package dev.avenant.registry.log;

/** The registry's topic has settings that would lose or reorder schemas; the message says which and how to mend it. */
public final class UnfitTopicException extends RuntimeException {

    public UnfitTopicException(String message) {
        super(message);
    }
}
