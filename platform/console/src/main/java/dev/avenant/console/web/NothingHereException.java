package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import java.util.stream.Stream;

/** The page that was asked for does not exist; says what was looked for. */
public final class NothingHereException extends RuntimeException {

    private final String message;
    private final transient Object[] arguments;

    /**
     * What is not there.
     *
     * @param message the key of the sentence in {@code messages.properties}
     * @param arguments what stands in its places
     */
    public NothingHereException(String message, Object... arguments) {
        super(message);
        this.message = message;
        this.arguments = Stream.of(arguments)
                .map(argument -> ShownText.line(String.valueOf(argument)))
                .toArray();
    }

    String message() {
        return message;
    }

    Object[] arguments() {
        return arguments;
    }
}
