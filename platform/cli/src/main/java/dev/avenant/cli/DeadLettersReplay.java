package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.NewestLetters;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Copy messages of a dead-letter topic to the replay topic of its group, which processes them again.",
            "Other groups see nothing of it. The message stays in the dead-letter topic. Each is taken once: the newest of"
                    + " those that failed several times, unless it was replayed since."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters replay order-events.billing.dlt --offset 0:3",
            "  avenant dead-letters replay order-events.billing.dlt --category HANDLER_REFUSED",
            "  avenant dead-letters replay order-events.billing.dlt --all --rate 10"
        })
final class DeadLettersReplay implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic, <topic>.<group>.dlt.")
    private String topic = "";

    @Option(
            names = "--offset",
            paramLabel = "PARTITION:OFFSET",
            description = "The message at this place, also when it was replayed before; repeatable.")
    private List<String> places = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "The messages of this key, in their order.")
    private @Nullable String key;

    @Option(names = "--category", paramLabel = "CATEGORY", description = "The messages that failed in this way.")
    private @Nullable String category;

    @Option(names = "--all", description = "All messages.")
    private boolean all;

    @Option(names = "--dry-run", description = "List the messages that would be replayed.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N", description = "At most N messages in a second (default: no limit).")
    private @Nullable Double rate;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Leave out what failed N times or more (default: ${DEFAULT-VALUE}).")
    private int maxAttempts = 10;

    DeadLettersReplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!all && places.isEmpty() && key == null && category == null) {
            throw CommandFailure.usage(
                    "Expected which messages to replay (--offset, --key, --category or --all) but found none.");
        }
        if (rate != null && !(rate > 0)) {
            throw CommandFailure.usage("Expected a --rate of more than 0 messages per second but found " + rate + ".");
        }
        DeadLetterTopic source = Kafka.deadLetterTopic(topic);
        Tally tally = new Tally();
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            kafka.read(reader -> replay(reader, source, tally, producer));
        }
        terminal.out()
                .println((dryRun ? "Would replay " : "Replayed ") + tally.taken
                        + (tally.taken == 1 ? " message to " : " messages to ") + source.replayTopic() + "."
                        + tally.leftOut(maxAttempts));
        return tally.taken == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    /** Goes through the topic a second time, so that no more than a few messages are in memory. */
    private Tally replay(TopicReader reader, DeadLetterTopic source, Tally tally, Producer<byte[], byte[]> producer) {
        NewestLetters newest = NewestLetters.read(reader, source);
        reader.forEach(source.name(), record -> {
            if (!isChosen(record, newest, tally)) {
                return;
            }
            DeadLetter letter = new DeadLetter(record);
            if (dryRun) {
                print(letter);
            } else {
                send(letter, producer);
            }
            tally.taken++;
        });
        return tally;
    }

    private boolean isChosen(ConsumerRecord<byte[], byte[]> record, NewestLetters newest, Tally tally) {
        DeadLetter letter = new DeadLetter(record);
        if (!DeadLetter.isLetter(record) || !isMeant(letter)) {
            return false;
        }
        if (!places.isEmpty()) {
            return true;
        }
        if (!newest.isNewest(letter)) {
            return false;
        }
        if (newest.isReplayed(letter)) {
            tally.replayedBefore++;
            return false;
        }
        boolean isTooOften = letter.attempt() >= maxAttempts;
        tally.failedTooOften += isTooOften ? 1 : 0;
        return !isTooOften;
    }

    private boolean isMeant(DeadLetter letter) {
        boolean byPlace = places.isEmpty() || places.contains(letter.partition() + ":" + letter.offset());
        boolean byKey = key == null || key.equals(letter.key());
        boolean byCategory =
                category == null || letter.category().filter(category::equals).isPresent();
        return byPlace && byKey && byCategory;
    }

    private void print(DeadLetter letter) {
        String text = letter.key();
        terminal.out()
                .println(letter.partition() + ":" + letter.offset() + "  "
                        + Printable.of(letter.category().orElse("no category")) + "  attempt " + letter.attempt()
                        + "  " + (text == null ? "no key" : "key " + Printable.of(text)));
    }

    private void send(DeadLetter letter, Producer<byte[], byte[]> producer) {
        try {
            var unused = producer.send(letter.replay()).get();
            if (rate != null) {
                TimeUnit.NANOSECONDS.sleep((long) (TimeUnit.SECONDS.toNanos(1) / rate));
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.couldNotRun("Kafka at " + kafka.bootstrapServers() + " did not take "
                    + letter.partition() + ":" + letter.offset() + ": " + cause.getMessage()
                    + ". Run the command again; it goes on where it ended.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.couldNotRun("Interrupted. Run the command again; it goes on where it ended.");
        }
    }

    /** What became of the messages that are meant. */
    private static final class Tally {
        private int taken;
        private int replayedBefore;
        private int failedTooOften;

        String leftOut(int maxAttempts) {
            return leftOut(replayedBefore, "replayed since they failed", "replayed since it failed")
                    + leftOut(failedTooOften, maxAttempts);
        }

        private static String leftOut(int count, String many, String one) {
            return count == 0
                    ? ""
                    : " (" + count + (count == 1 ? " is left out: it was " + one : " are left out: they were " + many)
                            + ")";
        }

        private static String leftOut(int count, int maxAttempts) {
            return count == 0
                    ? ""
                    : " (" + count + (count == 1 ? " is left out: it" : " are left out: they") + " failed "
                            + maxAttempts + " times; --max-attempts or --offset takes "
                            + (count == 1 ? "it" : "them") + ")";
        }
    }
}
