package dev.avenant.service;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field as the caller wrote it, such as {@code salary.minimum}, {@code skills[2]} or a parameter's
 *     name; empty for the request as a whole
 * @param message what was expected, and where it helps what was found; never the value of the field
 */
public record FieldFault(String field, String message) {

    /** What Spring found wrong. */
    static FieldFault of(ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return new FieldFault("", message(error.getDefaultMessage()));
        }
        if (field.contains(TypeMismatchException.class)) {
            Class<?> type = field.unwrap(TypeMismatchException.class).getRequiredType();
            return new FieldFault(field.getField(), "must be " + UnreadableBody.kind(type));
        }
        return new FieldFault(field.getField(), message(field.getDefaultMessage()));
    }

    /** What a rule says that was broken. */
    static String message(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
