package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupKind;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.operations.groups.GroupReset;
import dev.avenant.operations.groups.GroupSummary;
import dev.avenant.operations.groups.OffsetChange;
import dev.avenant.operations.groups.ResetGoal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Consumer groups as a console shows them to whoever signs in. */
public final class ConsoleGroups {

    private final ConsoleClient console;

    public ConsoleGroups(ConsoleClient console) {
        this.console = console;
    }

    /** Those that have something of what may be seen, by name. */
    public List<GroupSummary> all() {
        return console.all(
                "/groups",
                Map.of(),
                group -> new GroupSummary(
                        group.text("name"),
                        group.text("kind"),
                        group.text("state"),
                        group.integer("members"),
                        group.integer("topics"),
                        group.number("lag")));
    }

    /**
     * A group.
     *
     * @param partitions those that may be seen
     */
    public record Group(GroupDescription description, List<GroupPartition> partitions) {}

    /** The group of a name. */
    public Group named(String name) {
        ConsoleAnswer group = console.get(path("groups", name), Map.of());
        List<GroupDescription.Member> members = group.items("clients").stream()
                .map(member -> new GroupDescription.Member(
                        member.text("id"), member.text("clientId"), member.text("host"), Set.of()))
                .toList();
        return new Group(
                new GroupDescription(
                        group.text("name"),
                        group.parsed("kind", kind -> GroupKind.valueOf(kind.toUpperCase(Locale.ROOT))),
                        group.text("state"),
                        members,
                        Set.of()),
                group.items("partitions").stream()
                        .map(partition -> new GroupPartition(
                                partitionOf(partition),
                                partition.numberOrNull("committed"),
                                partition.numberOrNull("end"),
                                partition.numberOrNull("lag"),
                                partition.numberOrNull("behindSeconds"),
                                partition.textOrNull("member")))
                        .toList());
    }

    private static TopicPartition partitionOf(ConsoleAnswer answer) {
        return new TopicPartition(answer.text("topic"), answer.integer("partition"));
    }

    /**
     * What a reset would change.
     *
     * @param members how many the group has; while there are some, nothing can be changed
     * @param listed what has the console make these changes and no others
     */
    public record ResetPreview(int members, List<OffsetChange> changes, String listed) {}

    /** What a reset would change now. */
    public ResetPreview preview(GroupReset reset) {
        Map<String, String> query = new LinkedHashMap<>();
        ResetGoal goal = reset.goal();
        query.put("to", goal.kind().name().toLowerCase(Locale.ROOT));
        query.put(
                "value",
                goal.kind() == ResetGoal.Kind.TIME
                        ? Instant.ofEpochMilli(goal.value()).toString()
                        : String.valueOf(goal.value()));
        query.put("topic", String.join(",", reset.topics()));
        query.put(
                "partition",
                reset.partitions().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
        ConsoleAnswer preview = console.get(path("groups", reset.group(), "reset"), query);
        return new ResetPreview(
                preview.texts("members").size(),
                preview.items("changes").stream()
                        .map(change -> new OffsetChange(
                                partitionOf(change),
                                change.numberOrNull("from"),
                                change.number("to"),
                                change.number("readAgain"),
                                change.number("skipped")))
                        .toList(),
                preview.text("listed"));
    }

    /**
     * What a reset changes that is about to be done.
     *
     * @throws NotGrantedException if it may not be done; the console has recorded that it was to be
     */
    public ResetPreview previewBeforeDoing(GroupReset reset) {
        return console.lookBeforeDoing(
                () -> preview(reset),
                () -> console.post(
                        path("groups", reset.group(), "reset"), Map.of(), JsonNodeFactory.instance.objectNode()));
    }

    /** Makes the changes that were listed. */
    public void reset(String group, ResetPreview preview) {
        console.post(
                path("groups", group, "reset"),
                Map.of(),
                JsonNodeFactory.instance.objectNode().put("listed", preview.listed()));
    }

    /**
     * What came of a pause or of its end, of one subscription of one process.
     *
     * @param topic null when nothing is known of any
     * @param state what the process does now; null when it did not do it
     * @param problem why it did not; null when it did
     */
    public record Outcome(
            String instance,
            @Nullable String topic,
            @Nullable String state,
            @Nullable String problem) {}

    /**
     * Has processes of a group read no more, or go on.
     *
     * @param topic this alone; null for all that may be acted on
     * @param instance of this process alone; null for all that the console's settings name
     */
    public List<Outcome> setPaused(String group, boolean isPaused, @Nullable String topic, @Nullable String instance) {
        ObjectNode chosen =
                JsonNodeFactory.instance.objectNode().put("topic", topic).put("instance", instance);
        return console.post(path("groups", group, isPaused ? "pause" : "resume"), Map.of(), chosen).items().stream()
                .map(ConsoleGroups::outcome)
                .toList();
    }

    private static Outcome outcome(ConsoleAnswer done) {
        ConsoleAnswer now = done.objectOrNull("now");
        ConsoleAnswer problem = done.objectOrNull("problem");
        return new Outcome(
                done.text("instance"),
                done.textOrNull("topic"),
                now == null ? null : now.text("state"),
                problem == null ? null : says(problem.textOrNull("kind"), problem.text("detail")));
    }

    private static String says(@Nullable String kind, String detail) {
        return switch (kind == null ? "" : kind) {
            case "" -> "is of the group " + detail;
            case "REFUSED" -> "refused the credentials that the console has for it (" + detail + ")";
            case "NO_ENDPOINT" -> "does not expose subscriptions";
            case "NO_JSON" -> "answered no JSON";
            case "AWAY" -> "did not answer the console: " + detail;
            default -> "answered " + detail;
        };
    }
}
