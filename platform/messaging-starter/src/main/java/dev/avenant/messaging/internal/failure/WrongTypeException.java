package dev.avenant.messaging.internal.failure;

/** The record says in {@code ce_type} that it is one event, but its bytes are another one. */
public final class WrongTypeException extends RuntimeException {

    public WrongTypeException(String declared, String actual) {
        super("Header ce_type: expected the type of the event in the record, " + actual + ", but found " + declared
                + ". Correct the producer");
    }
}
