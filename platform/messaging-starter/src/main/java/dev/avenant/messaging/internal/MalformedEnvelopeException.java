package dev.avenant.messaging.internal;

/** The attributes of a record cannot tell which event it is. */
public final class MalformedEnvelopeException extends RuntimeException {

    MalformedEnvelopeException(String message) {
        super(message);
    }
}
