package dev.avenant.messaging.internal.deadletters;

/** Somebody wants something of a dead letter that cannot be; the message says why. */
final class LetterRefusedException extends RuntimeException {

    LetterRefusedException(String message) {
        super(message);
    }
}
