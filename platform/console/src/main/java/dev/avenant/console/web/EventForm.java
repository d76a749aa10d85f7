package dev.avenant.console.web;

import dev.avenant.operations.PointInTime;
import dev.avenant.operations.events.EventExpression;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.HeaderMatch;
import dev.avenant.operations.events.PageBound;
import dev.avenant.operations.events.PartitionOffsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What somebody looks for in a topic, as a form has it; what is empty is not asked for. */
public record EventForm(Map<String, String> parameters) {

    private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

    public EventForm {
        parameters = Map.copyOf(parameters);
    }

    /** The text of a field; empty when it is not asked for. */
    public String get(String name) {
        return parameters.getOrDefault(name, "").strip();
    }

    /**
     * Which records are looked for.
     *
     * @throws WrongRequestException if something cannot be meant
     * @throws dev.avenant.operations.OperationException if the expression cannot
     */
    public EventQuery query() {
        String header = get("header");
        return new EventQuery(
                get("partition").isEmpty() ? null : (int) number("partition", PARTITION),
                get("everywhere").equals("yes"),
                textOrNull(parameters.getOrDefault("key", "")),
                textOrNull(get("type")),
                header.isEmpty() ? List.of() : List.of(HeaderMatch.parse(header)),
                get("offset").isEmpty() ? null : number("offset", OFFSET),
                since(),
                bound(header),
                get("where").isEmpty() ? null : EventExpression.compile(get("where")),
                null);
    }

    /**
     * For how many seconds a topic is followed.
     *
     * @param most when nothing, or more, is asked for
     * @throws WrongRequestException if it is no number
     */
    public Duration seconds(Duration most) {
        Duration asked = get("seconds").isEmpty() ? most : Duration.ofSeconds(number("seconds", PARTITION));
        return asked.compareTo(most) < 0 ? asked : most;
    }

    /** A search goes from where it begins towards newer records, so that it has none before a place. */
    private @Nullable PageBound bound(String header) {
        boolean isFiltered = !parameters.getOrDefault("key", "").isEmpty()
                || !get("type").isEmpty()
                || !header.isEmpty()
                || !get("where").isEmpty();
        String beside = Stream.of("before", "from", "offset", "since")
                .filter(name -> !get(name).isEmpty())
                .collect(Collectors.joining(" and "));
        if (get("before").isEmpty() && get("from").isEmpty()) {
            return null;
        }
        if (beside.contains(" ") || (isFiltered && !get("before").isEmpty())) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.one-start", beside, "");
        }
        PageBound.Side side = get("before").isEmpty() ? PageBound.Side.FROM : PageBound.Side.BEFORE;
        return new PageBound(
                side,
                PartitionOffsets.parse(get(beside))
                        .orElseThrow(() -> new WrongRequestException(
                                HttpStatus.BAD_REQUEST, "problem.no-offsets", beside, get(beside))));
    }

    private @Nullable Long since() {
        String text = get("since");
        if (text.isEmpty()) {
            return null;
        }
        return PointInTime.parse(text, Clock.systemUTC())
                .orElseThrow(() -> new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-time", "since", text))
                .toEpochMilli();
    }

    private long number(String name, Pattern allowed) {
        if (!allowed.matcher(get(name)).matches()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-number", name, get(name));
        }
        return Long.parseLong(get(name));
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
