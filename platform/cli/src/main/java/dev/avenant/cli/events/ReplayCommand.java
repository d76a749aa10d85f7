package dev.avenant.cli.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.cli.terminal.TimeOption;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.HistoryReplay;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.letters.LetterSending;
import dev.avenant.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Have one consumer group handle records of a topic again that it handled before; no other group sees anything of"
                    + " it.",
            "Copies them to the replay topic of the group, which Avenant's messaging starter reads: each is handled once more,"
                    + " as if it were new. What the group has not read yet is left to it.",
            "For a group without the starter, stop it and use avenant groups reset."
        },
        footer = {
            "",
            "Examples:",
            "  avenant replay --topic order-events --group billing --from beginning --dry-run",
            "  avenant replay --topic order-events --group billing --from 2026-03-01 --until 2026-03-02 --rate 100",
            "  avenant replay --topic order-events --group billing --from 7d --key 4711"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String BEGINNING = "beginning";

    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            required = true,
            description = "The topic whose records are handled again.")
    private String topic = "";

    @Option(names = "--group", paramLabel = "GROUP", required = true, description = "The group that handles them.")
    private String group = "";

    @Option(
            names = "--from",
            paramLabel = "TIME|OFFSET|beginning",
            required = true,
            description = "The first: beginning, an offset, 2026-03-01, 2026-03-01T12:00:00Z, or 2h for two hours ago.")
    private String from = "";

    @Option(
            names = "--until",
            paramLabel = "TIME|OFFSET",
            description = "The first that is not (default: what the group has not read yet).")
    private @Nullable String until;

    @Option(names = "--partition", paramLabel = "N", description = "Of this partition alone.")
    private @Nullable Integer partition;

    @Option(names = "--key", paramLabel = "KEY", description = "Those of this key alone.")
    private @Nullable String key;

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "Go on with a run that ended in the middle, by the id that it said (default: a new run).")
    private @Nullable String run;

    @Option(names = "--rate", paramLabel = "N", description = "At most N records in a second (default: no limit).")
    private @Nullable Double rate;

    @Option(names = "--dry-run", description = "Count the records that would be handled again.")
    private boolean dryRun;

    private long taken;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The records that are meant, by partition: from one offset up to, and without, another. */
    private record Range(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        boolean contains(ConsumerRecord<?, ?> record) {
            TopicPartition place = new TopicPartition(record.topic(), record.partition());
            return record.offset() < ends.getOrDefault(place, 0L);
        }

        /**
         * The same without those that were copied before.
         *
         * @param isGap whether what lies between those and the first is not meant; otherwise it was there and is gone
         */
        Range behind(Map<Integer, Long> copied, boolean isGap) {
            Map<TopicPartition, Long> left = new HashMap<>(starts);
            left.replaceAll((place, start) -> {
                Long last = copied.get(place.partition());
                return last == null ? start : isGap ? Math.max(start, last + 1) : last + 1;
            });
            return new Range(left, ends);
        }

        /** Which of them are not there any more, by their places. */
        List<String> gone(Map<TopicPartition, Long> begins) {
            List<String> gone = new ArrayList<>();
            begins.forEach((place, begin) -> {
                long start = starts.getOrDefault(place, begin);
                long end = Math.min(begin, ends.getOrDefault(place, 0L));
                if (start < end) {
                    gone.add(place.partition() + ":" + start + "-" + (end - 1));
                }
            });
            return gone;
        }
    }

    @Override
    public Integer call() {
        if (rate != null && !(rate > 0)) {
            throw CommandFailure.usage("Expected a --rate of more than 0 records per second but found " + rate + ".");
        }
        String replayTopic = DeadLetterTopic.of(topic, group).replayTopic();
        String id = run == null ? UUID.randomUUID().toString() : run;
        Range range;
        Map<TopicPartition, Long> begins;
        int partitions;
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            partitions = partitionsOf(replayTopic, admin);
            range = range(offsets);
            begins = offsets.begins(range.ends().keySet());
        }
        if (!dryRun) {
            terminal.progress("Run " + id + "; if it ends in the middle, run the command again with --run " + id);
        }
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            LetterSending sending = LetterSending.oneAtATime(producer, rate, kafka);
            kafka.read(reader -> {
                Range left = run == null ? range : range.behind(copied(reader, replayTopic, id), isOffset(from));
                warnOfWhatIsGone(left, begins);
                copy(reader, left, id, partitions, sending);
                return ExitCode.CLEAN;
            });
            sending.finish();
        }
        if (key != null && run == null && taken == 0) {
            throw CommandFailure.usage("No record of " + topic + " that " + group + " has committed, from " + from
                    + (until == null ? " on" : " until " + until) + ", has the key " + Printable.of(key) + ".");
        }
        say(replayTopic, id);
        return taken == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private int partitionsOf(String replayTopic, Admin admin) {
        if (!kafka.answer(admin.listTopics().names()).contains(replayTopic)) {
            throw CommandFailure.couldNotRun("Kafka at " + kafka.bootstrapServers() + " has no topic " + replayTopic
                    + ", which Avenant's messaging starter makes for a group. If " + group
                    + " has no starter, stop it and use avenant groups reset " + group + " --topic " + topic + ".");
        }
        return Objects.requireNonNull(
                        kafka.answer(admin.describeTopics(List.of(replayTopic)).allTopicNames())
                                .get(replayTopic))
                .partitions()
                .size();
    }

    private Range range(GroupOffsets offsets) {
        List<TopicPartition> chosen = offsets.partitions(List.of(topic)).stream()
                .filter(each -> partition == null || partition == each.partition())
                .toList();
        if (chosen.isEmpty()) {
            throw CommandFailure.usage("The topic " + topic + " has no partition " + partition + ".");
        }
        Map<TopicPartition, Long> committed = offsets.committed(group);
        Map<TopicPartition, Long> topicEnds = offsets.ends(chosen);
        Map<TopicPartition, Long> starts =
                from.equals(BEGINNING) ? offsets.begins(chosen) : placed("--from", from, chosen, offsets, topicEnds);
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, Long> wanted =
                until == null ? topicEnds : placed("--until", until, chosen, offsets, topicEnds);
        for (TopicPartition each : chosen) {
            // What is not committed the group reads anyway, and would handle twice.
            long read = committed.getOrDefault(each, 0L);
            ends.put(each, Math.min(read, wanted.getOrDefault(each, 0L)));
        }
        return new Range(starts, ends);
    }

    private static boolean isOffset(String text) {
        return text.matches("[0-9]{1,18}");
    }

    private Map<TopicPartition, Long> placed(
            String option,
            String text,
            List<TopicPartition> chosen,
            GroupOffsets offsets,
            Map<TopicPartition, Long> topicEnds) {
        Map<TopicPartition, Long> placed = new HashMap<>(topicEnds);
        if (isOffset(text)) {
            if (chosen.size() > 1) {
                throw CommandFailure.usage("Expected --partition with an offset, since " + topic + " has "
                        + chosen.size() + " partitions.");
            }
            chosen.forEach(each -> placed.put(each, Long.parseLong(text)));
            return placed;
        }
        long millis = TimeOption.parse(option, text, Clock.systemUTC()).toEpochMilli();
        placed.putAll(offsets.at(chosen, millis));
        return placed;
    }

    private void warnOfWhatIsGone(Range range, Map<TopicPartition, Long> begins) {
        List<String> gone = range.gone(begins);
        if (!gone.isEmpty()) {
            terminal.err()
                    .println("Kafka has deleted what " + topic + " held at " + String.join(", ", gone) + ", so " + group
                            + " does not handle it again.");
        }
    }

    private void copy(TopicReader reader, Range range, String id, int partitions, LetterSending sending) {
        byte[] wanted = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        reader.forEachFrom(topic, range.starts(), record -> {
            if (range.contains(record) && (wanted == null || Arrays.equals(wanted, record.key()))) {
                if (!dryRun) {
                    sending.send(
                            record.partition() + ":" + record.offset(),
                            HistoryReplay.copy(record, group, partitions, id));
                }
                taken++;
            }
        });
    }

    /** The last record of each partition that was copied in a run; those before it were too, since they go in order. */
    private static Map<Integer, Long> copied(TopicReader reader, String replayTopic, String id) {
        Map<Integer, Long> copied = new HashMap<>();
        reader.forEach(replayTopic, record -> {
            if (HistoryReplay.runOf(record.headers()).filter(id::equals).isPresent()) {
                int source = (int) DeadLetterHeaders.number(record.headers(), DeadLetterHeaders.PARTITION, n -> n >= 0)
                        .orElse(-1);
                long offset = DeadLetterHeaders.number(record.headers(), DeadLetterHeaders.OFFSET, n -> n >= 0)
                        .orElse(-1);
                copied.merge(source, offset, Math::max);
            }
        });
        return copied;
    }

    private void say(String replayTopic, String id) {
        if (format.isJson()) {
            OutputFormat.print(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("run", id)
                            .put("dryRun", dryRun)
                            .put("topic", replayTopic)
                            .put("records", taken),
                    terminal);
            return;
        }
        String records = taken + (taken == 1 ? " record" : " records") + " of " + topic;
        terminal.out()
                .println(
                        dryRun
                                ? "Would have " + group + " handle " + records + " again."
                                : "Copied " + records + " to " + replayTopic + " for " + group
                                        + " to handle again (run " + id + ").");
    }
}
