package dev.avenant.console.web;

import dev.avenant.console.topics.OffsetListing;
import dev.avenant.operations.PointInTime;
import dev.avenant.operations.groups.GroupReset;
import dev.avenant.operations.groups.ResetGoal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** Where somebody wants a consumer group to go on, as a form has it. */
public record GroupResetForm(Map<String, String> parameters) {

    private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

    public GroupResetForm {
        parameters = Map.copyOf(parameters);
    }

    /** The text of a field; empty when it has none. */
    public String get(String name) {
        return parameters.getOrDefault(name, "").strip();
    }

    /**
     * What is asked for; empty when nothing was yet.
     *
     * @throws WrongRequestException if it cannot be meant
     */
    public Optional<GroupReset> reset(String group) {
        if (get("to").isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> partitions = several("partition").stream()
                .map(partition -> (int) number("partition", partition, PARTITION))
                .collect(Collectors.toSet());
        return Optional.of(new GroupReset(group, goal(), several("topic"), partitions));
    }

    /** What a field names with commas between; neither a topic nor a number has one. */
    private List<String> several(String name) {
        return get(name).isEmpty()
                ? List.of()
                : Stream.of(get(name).split(",", -1))
                        .map(String::strip)
                        .distinct()
                        .toList();
    }

    private ResetGoal goal() {
        return switch (get("to")) {
            case "earliest" -> ResetGoal.EARLIEST;
            case "latest" -> ResetGoal.LATEST;
            case "offset" -> ResetGoal.offset(number("value", get("value"), OFFSET));
            case "by" -> ResetGoal.by(number("value", get("value"), NUMBER));
            case "time" ->
                ResetGoal.time(PointInTime.parse(get("value"), Clock.systemUTC())
                        .orElseThrow(() -> new WrongRequestException(
                                HttpStatus.BAD_REQUEST, "problem.no-time", "value", get("value"))));
            default -> throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-goal", get("to"));
        };
    }

    private static long number(String name, String text, Pattern allowed) {
        if (!allowed.matcher(text).matches()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-number", name, text);
        }
        return Long.parseLong(text);
    }

    /**
     * What was listed, as a form carries it.
     *
     * @throws WrongRequestException if it is nothing that a page listed
     */
    public static OffsetListing listing(String text) {
        return OffsetListing.parse(text)
                .orElseThrow(() -> new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-listing", text));
    }
}
