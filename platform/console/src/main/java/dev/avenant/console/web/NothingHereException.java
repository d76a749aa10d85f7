package dev.avenant.console.web;

/** The page that was asked for does not exist; the message says what was looked for. */
final class NothingHereException extends RuntimeException {

    NothingHereException(String message) {
        super(message);
    }
}
