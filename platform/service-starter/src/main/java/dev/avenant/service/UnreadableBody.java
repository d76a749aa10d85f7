package dev.avenant.service;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the caller's terms why the JSON of a request could not be read. */
final class UnreadableBody {

    private static final Map<Class<?>, String> KINDS = Map.of(
            String.class, "a text",
            Integer.class, "a whole number",
            Long.class, "a whole number",
            BigDecimal.class, "a number",
            Boolean.class, "true or false",
            Instant.class, "a time in UTC, such as 2026-03-01T10:00:00Z",
            UUID.class, "a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11");

    private UnreadableBody() {}

    static ProblemDetail problem(Throwable failure) {
        Optional<BodyTooLargeException> tooLarge = find(BodyTooLargeException.class, failure);
        if (tooLarge.isPresent()) {
            return Problems.of(
                    HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLarge.get().getMessage()));
        }
        return find(JacksonException.class, failure)
                .map(UnreadableBody::ofJson)
                .orElseGet(() -> Problems.of(HttpStatus.BAD_REQUEST, "The body is missing or cannot be read"));
    }

    private static ProblemDetail ofJson(JacksonException failure) {
        if (failure instanceof UnstorableTextException) {
            return bad(failure, failure.getOriginalMessage());
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return bad(failure, "is not a known field; known are " + known(unknown));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            if (mismatch.getOriginalMessage().startsWith("Trailing token")) {
                return bad(failure, "must be one JSON value, with nothing after it");
            }
            return bad(failure, "must be " + kind(mismatch.getTargetType()));
        }
        if (failure instanceof StreamConstraintsException) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "The body is nested too deeply or has too long a name or number");
        }
        if (failure instanceof StreamReadException) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The body is not valid JSON" + place(failure.getLocation()));
        }
        if (failure instanceof DatabindException) {
            return bad(failure, "cannot be read");
        }
        return Problems.of(HttpStatus.BAD_REQUEST, "The body cannot be read as UTF-8 JSON");
    }

    private static ProblemDetail bad(JacksonException failure, String message) {
        String field = path(failure.getPath());
        return field.isEmpty()
                ? Problems.of(HttpStatus.BAD_REQUEST, "The body " + message)
                : Problems.of(HttpStatus.BAD_REQUEST, field, message);
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> names = unknown.getKnownPropertyIds();
        return names == null
                ? "none"
                : names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** What a value of that type looks like to a caller. */
    static String kind(@Nullable Class<?> given) {
        if (given == null) {
            return "of another kind";
        }
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(given);
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return KINDS.getOrDefault(type, Number.class.isAssignableFrom(type) ? "a number" : "an object");
    }

    private static String path(@Nullable List<JacksonException.Reference> path) {
        StringBuilder text = new StringBuilder();
        for (JacksonException.Reference step : path == null ? List.<JacksonException.Reference>of() : path) {
            if (step.getPropertyName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return text.toString();
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }
}
