package dev.avenant.service;

import org.springframework.http.HttpHeaders;

/** A request says in {@code Accept} nothing that can be read, so no answer can be chosen by it. */
final class UnreadableAcceptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAcceptException() {
        super("The header " + HttpHeaders.ACCEPT + " must be a list of media types, such as application/json");
    }
}
