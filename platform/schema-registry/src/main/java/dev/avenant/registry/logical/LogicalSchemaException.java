package dev.avenant.registry.logical;

import java.io.Serial;

/** A schema cannot be said in the other language; the message says what stands in the way. */
public final class LogicalSchemaException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LogicalSchemaException(String message) {
        super(message);
    }
}
