package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
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
            "Other groups see nothing of it. The message stays in the dead-letter topic."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters replay order-events.billing.dlt --offset 0:3",
            "  avenant dead-letters replay order-events.billing.dlt --category HANDLER_REFUSED",
            "  avenant dead-letters replay order-events.billing.dlt --all"
        })
final class DeadLettersReplay implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic, <topic>.<group>.dlt.")
    private String topic = "";

    @Option(names = "--offset", paramLabel = "PARTITION:OFFSET", description = "The message at this place; repeatable.")
    private List<String> places = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "The messages of this key, in their order.")
    private @Nullable String key;

    @Option(names = "--category", paramLabel = "CATEGORY", description = "The messages that failed in this way.")
    private @Nullable String category;

    @Option(names = "--all", description = "All messages.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say which messages would be replayed.")
    private boolean dryRun;

    DeadLettersReplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!all && places.isEmpty() && key == null && category == null) {
            throw CommandFailure.usage(
                    "Expected which messages to replay (--offset, --key, --category or --all) but found none.");
        }
        DeadLetterTopic source = Kafka.deadLetterTopic(topic);
        List<DeadLetter> chosen = kafka.read(reader -> reader.read(source.name())).stream()
                .filter(DeadLetter::isLetter)
                .map(DeadLetter::new)
                .filter(this::isChosen)
                .toList();
        if (!dryRun && !chosen.isEmpty()) {
            send(chosen);
        }
        terminal.out()
                .println((dryRun ? "Would replay " : "Replayed ") + chosen.size()
                        + (chosen.size() == 1 ? " message to " : " messages to ") + source.replayTopic() + ".");
        return chosen.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private boolean isChosen(DeadLetter letter) {
        boolean byPlace = places.isEmpty() || places.contains(letter.partition() + ":" + letter.offset());
        boolean byKey = key == null || key.equals(letter.key());
        boolean byCategory =
                category == null || letter.category().filter(category::equals).isPresent();
        return byPlace && byKey && byCategory;
    }

    private void send(List<DeadLetter> letters) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (DeadLetter letter : letters) {
                producer.send(letter.replay()).get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.couldNotRun("Kafka at " + kafka.bootstrapServers() + " did not take all of them: "
                    + cause.getMessage() + ". Run the command again; a message that comes twice has one effect.");
        }
    }
}
