package dev.avenant.service;

/** A query holds a character that no parameter may have. */
final class UnstorableParameterException extends RuntimeException {

    UnstorableParameterException() {
        super("The query must not contain the character U+0000 (%00)");
    }
}
