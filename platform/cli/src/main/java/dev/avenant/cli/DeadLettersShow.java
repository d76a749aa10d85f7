package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "The messages of a dead-letter topic: where each came from, why it lies here, and its bytes.",
        footer = {"", "Example:", "  avenant dead-letters show order-events.billing.dlt"})
final class DeadLettersShow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic, <topic>.<group>.dlt.")
    private String topic = "";

    @Option(names = "--max", paramLabel = "N", description = "The newest N messages (default: ${DEFAULT-VALUE}).")
    private int max = 20;

    DeadLettersShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DeadLetterTopic source = Kafka.deadLetterTopic(topic);
        return kafka.read(reader -> {
            Newest newest = new Newest(max);
            reader.forEach(source.name(), newest::add);
            if (newest.count() == 0) {
                terminal.out().println(topic + " is empty.");
            }
            long older = newest.count() - newest.letters().size();
            if (older > 0) {
                terminal.out()
                        .println("(" + older + " older messages are not shown; --max " + newest.count()
                                + " shows them)");
            }
            newest.letters().forEach(letter -> {
                new ShownLetter(letter, reader, terminal.out()).print();
                terminal.out().println();
            });
            return ExitCode.CLEAN;
        });
    }

    /** The newest letters, so that no more of a long topic is in memory. */
    private static final class Newest {
        private final int max;
        private final PriorityQueue<ConsumerRecord<byte[], byte[]>> records =
                new PriorityQueue<>(TopicReader.OLDEST_FIRST);
        private long count;

        Newest(int max) {
            this.max = max;
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            if (!DeadLetter.isLetter(record)) {
                return;
            }
            count++;
            records.add(record);
            if (records.size() > max) {
                records.remove();
            }
        }

        long count() {
            return count;
        }

        List<DeadLetter> letters() {
            return records.stream()
                    .sorted(TopicReader.OLDEST_FIRST)
                    .map(DeadLetter::new)
                    .toList();
        }
    }
}
