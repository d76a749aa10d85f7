package dev.avenant.service;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field as the caller wrote it, such as {@code salary.minimum}, {@code skills[2]} or a parameter's
 *     name; empty for the request as a whole
 * @param message what was expected, and where it helps what was found; never the value of the field
 */
public record FieldFault(String field, String message) {

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
