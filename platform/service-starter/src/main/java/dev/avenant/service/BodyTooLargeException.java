package dev.avenant.service;

import java.io.IOException;

/** A request's body is larger than the service takes. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long maxBytes) {
        super("The body must have at most " + maxBytes + " bytes");
    }
}
