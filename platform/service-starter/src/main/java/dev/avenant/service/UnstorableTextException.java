package dev.avenant.service;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/** A text in a JSON document that could not be stored; the message is for the caller. */
final class UnstorableTextException extends DatabindException {

    UnstorableTextException(JsonParser parser, String message) {
        super(parser, message);
    }
}
