package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.TopicReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "One consumer group: its members, what each of them reads, and how far behind it is.",
            "BEHIND is the age of the first record that is not committed."
        },
        footer = {"", "Example:", "  avenant groups show billing"})
final class GroupsShow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "GROUP", description = "The consumer group.")
    private String group = "";

    GroupsShow(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What a group has of a partition.
     *
     * @param committed null when it has committed nothing
     * @param end null when the partition is gone
     * @param behindSeconds the age of the first record that is not committed; null when there is none
     * @param member null when nobody reads it
     */
    private record Partition(
            TopicPartition partition,
            @Nullable Long committed,
            @Nullable Long end,
            @Nullable Long behindSeconds,
            @Nullable String member) {

        OptionalLong lag() {
            return GroupOffsets.lag(committed, end);
        }
    }

    @Override
    public Integer call() {
        ConsumerGroupDescription described;
        List<Partition> partitions;
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            described = GroupDescriptions.of(group, offsets);
            partitions = partitions(described, offsets);
        }
        if (format.isJson()) {
            OutputFormat.print(json(described, partitions), terminal);
        } else {
            print(described, partitions);
        }
        return ExitCode.CLEAN;
    }

    private List<Partition> partitions(ConsumerGroupDescription described, GroupOffsets offsets) {
        Map<TopicPartition, Long> committed = offsets.committed(group);
        Map<TopicPartition, String> members = new HashMap<>();
        for (MemberDescription member : described.members()) {
            member.assignment().topicPartitions().forEach(partition -> members.put(partition, name(member)));
        }
        Map<TopicPartition, Long> all = GroupOffsets.sorted();
        committed.forEach((partition, offset) -> all.put(partition, offset));
        members.keySet().forEach(partition -> all.putIfAbsent(partition, -1L));
        Map<TopicPartition, Long> ends = offsets.ends(all.keySet());
        return kafka.read(reader -> {
            List<Partition> found = new ArrayList<>();
            for (TopicPartition partition : all.keySet()) {
                Long offset = committed.get(partition);
                Long end = ends.get(partition);
                boolean isBehind = GroupOffsets.lag(offset, end).orElse(0) > 0;
                found.add(new Partition(
                        partition,
                        offset,
                        end,
                        isBehind && offset != null ? age(reader, partition, offset) : null,
                        members.get(partition)));
            }
            return found;
        });
    }

    private static @Nullable Long age(TopicReader reader, TopicPartition partition, long offset) {
        return reader.firstFrom(partition.topic(), partition.partition(), offset)
                .map(record -> Math.max(0, (Clock.systemUTC().millis() - record.timestamp()) / 1000))
                .orElse(null);
    }

    private static String name(MemberDescription member) {
        return member.clientId() + " on " + member.host().replaceFirst("^/", "");
    }

    private void print(ConsumerGroupDescription described, List<Partition> partitions) {
        int members = described.members().size();
        long lag = partitions.stream()
                .mapToLong(partition -> partition.lag().orElse(0))
                .sum();
        terminal.out()
                .println(group + ": " + state(described) + ", " + members + (members == 1 ? " member, " : " members, ")
                        + lag + (lag == 1 ? " record" : " records") + " behind");
        new TreeSet<>(described.members().stream().map(GroupsShow::name).toList())
                .forEach(member -> terminal.out().println("  member  " + member));
        if (partitions.isEmpty()) {
            return;
        }
        terminal.out().println();
        Table table = new Table("TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "BEHIND", "READ BY");
        for (Partition each : partitions) {
            table.line(
                    each.partition().topic(),
                    each.partition().partition(),
                    shown(each.committed()),
                    shown(each.end()),
                    each.lag().isPresent() ? each.lag().getAsLong() : "-",
                    each.behindSeconds() == null ? "-" : each.behindSeconds() + " s",
                    each.member() == null ? "nobody" : each.member());
        }
        table.print(terminal.out());
    }

    private static String shown(@Nullable Long offset) {
        return offset == null ? "-" : String.valueOf(offset);
    }

    private static String state(ConsumerGroupDescription described) {
        return described.groupState().toString().toLowerCase(Locale.ROOT);
    }

    private ObjectNode json(ConsumerGroupDescription described, List<Partition> partitions) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("group", group).put("state", state(described));
        ArrayNode members = json.putArray("members");
        described
                .members()
                .forEach(member -> members.addObject()
                        .put("member", member.consumerId())
                        .put("client", member.clientId())
                        .put("host", member.host().replaceFirst("^/", "")));
        ArrayNode all = json.putArray("partitions");
        for (Partition each : partitions) {
            ObjectNode one = all.addObject()
                    .put("topic", each.partition().topic())
                    .put("partition", each.partition().partition())
                    .put("committed", each.committed())
                    .put("end", each.end())
                    .put("behindSeconds", each.behindSeconds())
                    .put("member", each.member());
            each.lag().ifPresent(lag -> one.put("lag", lag));
        }
        return json;
    }
}
