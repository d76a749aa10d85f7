package dev.avenant.console.web;

import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.PointInTime;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/**
 * Which letters an address means, and where they are replayed to. What is empty in a form is not asked for; a dash means
 * those that say none.
 */
public final class LetterQuery {

    static final String NONE = "-";

    private static final Pattern PLACES = Pattern.compile("[0-9]{1,9}:[0-9]{1,18}(?:,[0-9]{1,9}:[0-9]{1,18})*+");
    private static final Set<String> FILTERS =
            Set.of("offset", "state", "category", "cause", "group", "schema", "key", "exception", "since", "until");
    private static final Set<String> TARGETS = Set.of("to", "topic");

    private final Map<String, String> asked = new LinkedHashMap<>();

    /**
     * What a request asks for.
     *
     * @param parameters of the request; others than those of letters are not looked at
     */
    public LetterQuery(Map<String, String> parameters) {
        parameters.entrySet().stream()
                .filter(parameter -> FILTERS.contains(parameter.getKey()) || TARGETS.contains(parameter.getKey()))
                .filter(parameter -> !parameter.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .forEach(parameter -> asked.put(parameter.getKey(), parameter.getValue()));
        if (!"topic".equals(asked.get("to"))) {
            asked.remove("topic");
        }
    }

    /** The text of a field; empty when it is not asked for. */
    public String get(String name) {
        return asked.getOrDefault(name, "");
    }

    /** What was asked for, as the query of an address, and so that it is the same for the same letters. */
    public String getAddress() {
        return encoded(asked);
    }

    /** The same letters, wherever they are replayed to. */
    String filterAddress() {
        Map<String, String> filters = new LinkedHashMap<>(asked);
        filters.keySet().removeAll(TARGETS);
        return encoded(filters);
    }

    /** Whether letters are asked for one by one or by what they have. */
    public boolean isFiltered() {
        return asked.keySet().stream().anyMatch(FILTERS::contains);
    }

    /** The query of an address that means the letters of a group; a dash where they say none. */
    public static String of(@Nullable String cause, @Nullable String group, int schemaId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("cause", cause == null ? NONE : cause);
        parameters.put("group", group == null ? NONE : group);
        parameters.put("schema", schemaId == LetterFacts.NO_SCHEMA ? NONE : String.valueOf(schemaId));
        return encoded(parameters);
    }

    /**
     * Which letters are meant.
     *
     * @throws WrongRequestException if something cannot be meant
     */
    public LetterFilter filter() {
        String places = get("offset");
        if (!places.isEmpty() && !PLACES.matcher(places).matches()) {
            throw wrong("problem.no-place", places);
        }
        Instant since = time("since");
        Instant until = time("until");
        if (since != null && until != null && !since.isBefore(until)) {
            throw wrong("problem.times", since, until);
        }
        return new LetterFilter(
                places.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(places.split(",", -1))),
                asked.get("key"),
                asked.get("category"),
                asked.get("exception"),
                orNone("cause"),
                orNone("group"),
                schemaId(),
                since,
                until,
                state());
    }

    /**
     * Where they are replayed to.
     *
     * @throws WrongRequestException if it cannot be meant
     */
    public LetterTarget target() {
        return switch (get("to")) {
            case "" -> LetterTarget.OWN_GROUP;
            case "original" -> LetterTarget.ORIGINAL;
            case "topic" -> {
                if (get("topic").isEmpty()) {
                    throw wrong("problem.no-target", "");
                }
                yield LetterTarget.topic(get("topic"));
            }
            default -> throw wrong("problem.no-target", get("to"));
        };
    }

    private @Nullable String orNone(String name) {
        String text = asked.get(name);
        return NONE.equals(text) ? "" : text;
    }

    private @Nullable Integer schemaId() {
        String text = asked.get("schema");
        if (text == null) {
            return null;
        }
        if (text.equals(NONE)) {
            return LetterFacts.NO_SCHEMA;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            throw wrong("problem.no-number", "schema", text);
        }
    }

    private @Nullable LetterState state() {
        String text = asked.get("state");
        if (text == null) {
            return null;
        }
        try {
            return LetterState.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong("problem.no-state", text);
        }
    }

    private @Nullable Instant time(String name) {
        String text = asked.get(name);
        return text == null
                ? null
                : PointInTime.parse(text.strip(), Clock.systemUTC())
                        .orElseThrow(() -> wrong("problem.no-time", name, text));
    }

    private static WrongRequestException wrong(String message, Object... arguments) {
        return new WrongRequestException(HttpStatus.BAD_REQUEST, message, arguments);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + UriUtils.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
