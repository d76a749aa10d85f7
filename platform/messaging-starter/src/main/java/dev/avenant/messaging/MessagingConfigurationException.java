package dev.avenant.messaging;

import org.jspecify.annotations.Nullable;

/** A service is configured, or put together, so that its messaging cannot work. It does not start, and says what to do. */
public final class MessagingConfigurationException extends IllegalArgumentException {

    private final String action;

    /**
     * Says what is wrong.
     *
     * @param message what was expected and what was found, a sentence without its full stop
     * @param action what to do about it, in whole sentences
     */
    public MessagingConfigurationException(String message, String action) {
        this(message, action, null);
    }

    /**
     * Says what is wrong, and how it was found out.
     *
     * @param message what was expected and what was found, a sentence without its full stop
     * @param action what to do about it, in whole sentences
     */
    public MessagingConfigurationException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do about it, in whole sentences. */
    public String action() {
        return action;
    }
}
