package dev.avenant.service;

import java.beans.PropertyEditorSupport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads parameters as strictly as JSON is read: {@code true} and {@code false}, numbers in decimal, times, ids and names of
 * constants as they are written in answers. Spring alone takes {@code yes}, {@code 0x1F} and {@code 1-1-1-1-1} too. What is
 * empty is as if it was left out.
 */
@ControllerAdvice
final class StrictParameters {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    @InitBinder
    void readStrictly(WebDataBinder binder) {
        binder.registerCustomEditor(Boolean.class, new Reader(StrictParameters::bool));
        binder.registerCustomEditor(boolean.class, new Reader(StrictParameters::bool));
        binder.registerCustomEditor(Integer.class, new Reader(text -> Integer.valueOf(number(text))));
        binder.registerCustomEditor(int.class, new Reader(text -> Integer.valueOf(number(text))));
        binder.registerCustomEditor(Long.class, new Reader(text -> Long.valueOf(number(text))));
        binder.registerCustomEditor(long.class, new Reader(text -> Long.valueOf(number(text))));
        binder.registerCustomEditor(BigDecimal.class, new Reader(StrictParameters::decimal));
        binder.registerCustomEditor(UUID.class, new Reader(PlainText::uuid));
        binder.registerCustomEditor(Instant.class, new Reader(StrictParameters::moment));
        binder.registerCustomEditor(Enum.class, new Reader(StrictParameters::constant));
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static String number(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("no whole number");
        }
        return text;
    }

    private static BigDecimal decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException("no decimal number");
        }
        return new BigDecimal(text);
    }

    private static Instant moment(String text) {
        if (!MOMENT.matcher(text).matches()) {
            throw new IllegalArgumentException("no time as RFC 3339 has it");
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException("no time that there is", none);
        }
    }

    /** Spring looks for it, and would do so without the spaces around. */
    private static String constant(String text) {
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("spaces around a name");
        }
        return text;
    }

    private static final class Reader extends PropertyEditorSupport {

        private final Function<String, Object> reading;

        Reader(Function<String, Object> reading) {
            this.reading = reading;
        }

        @Override
        public void setAsText(@Nullable String text) {
            setValue(text == null || text.isEmpty() ? null : reading.apply(text));
        }
    }
}
