package dev.avenant.messaging.internal;

/** The value is Avro, but no record. */
public final class NotAnEventException extends RuntimeException {

    NotAnEventException(String found) {
        super("The value: expected an Avro record but found " + found + ". Correct the producer");
    }
}
