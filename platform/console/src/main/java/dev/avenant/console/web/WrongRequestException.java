package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** What was asked for cannot be meant, or is not allowed; says why. */
public final class WrongRequestException extends RuntimeException {

    private final HttpStatus status;
    private final String message;
    private final transient Object[] arguments;

    /**
     * What is wrong.
     *
     * @param message the key of the sentence in {@code messages.properties}
     * @param arguments what stands in its places
     */
    public WrongRequestException(HttpStatus status, String message, Object... arguments) {
        super(message);
        this.status = status;
        this.message = message;
        this.arguments = Stream.of(arguments)
                .map(argument -> ShownText.line(String.valueOf(argument)))
                .toArray();
    }

    HttpStatus status() {
        return status;
    }

    String message() {
        return message;
    }

    Object[] arguments() {
        return arguments;
    }
}
