package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleLetterActions;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterSending;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTally;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import dev.avenant.text.Printable;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = {
            "Say that messages of a dead-letter topic never will be handled, and why. No replay of many takes them any more.",
            "They stay in the topic; behind each a record is written that says who dropped it, when and why."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters drop order-events.billing.dlt --offset 0:3 --reason \"sent again as 4711\"",
            "  avenant dead-letters drop order-events.billing.dlt --category NOT_AVRO --reason \"a test\" --dry-run"
        })
public final class DeadLettersDrop implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final LetterTopic topic = new LetterTopic();

    @Mixin
    private final LetterFilterOptions filter = new LetterFilterOptions();

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(names = "--all", description = "All messages that nobody handled.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why they never will be handled.")
    private String reason = "";

    @Option(names = "--dry-run", description = "List the messages that would be dropped.")
    private boolean dryRun;

    private final ArrayNode listed = JsonNodeFactory.instance.arrayNode();

    public DeadLettersDrop(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        if (!all && filter.isEmpty()) {
            throw CommandFailure.usage(
                    "Expected which messages to drop (--offset, --key, --category or --all) but found none.");
        }
        if (reason.isBlank()) {
            throw CommandFailure.usage("Expected a --reason but found nothing in it.");
        }
        LetterSource source = topic.source();
        LetterDrop drop = new LetterDrop(source, filter.filter(Clock.systemUTC()));
        try {
            LetterTally tally = console.insteadOf(kafka)
                    .map(client -> throughConsole(new ConsoleLetterActions(client), drop))
                    .orElseGet(() -> inKafka(drop));
            say(tally);
            return tally.taken() == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
        } catch (NoSuchLetterException none) {
            throw LetterFilterOptions.refused(none, source.topic());
        }
    }

    private LetterTally throughConsole(ConsoleLetterActions letters, LetterDrop drop) {
        topic.refuseDialect();
        filter.refuseEmpty();
        ConsoleLetterActions.Action meant =
                new ConsoleLetterActions.Action("drop", topic.name(), drop.filter(), LetterTarget.OWN_GROUP);
        ConsoleAction action = new ConsoleAction(letters, meant);
        return dryRun
                ? action.dryRun(letter -> list(letter.facts(), letter.facts().key(), letter.state()))
                : action.done(preview -> letters.drop(meant, preview, reason));
    }

    private LetterTally inKafka(LetterDrop drop) {
        LetterTally tally = new LetterTally();
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            LetterSending sending = LetterSending.manyAtATime(producer, null, kafka);
            String by = System.getProperty("user.name", "unknown");
            kafka.read(reader -> {
                drop.forEach(reader, kafka, tally, (letter, state) -> {
                    if (dryRun) {
                        list(LetterFacts.of(letter), letter.deadLetter().key(), state);
                    } else {
                        sending.send(letter.place(), letter.dropped(reason, by, Clock.systemUTC()));
                    }
                });
                return ExitCode.CLEAN;
            });
            sending.finish();
        }
        return tally;
    }

    private void list(LetterFacts letter, @Nullable String key, LetterState state) {
        if (format.isJson()) {
            listed.add(LetterJson.brief(letter, key, state));
            return;
        }
        terminal.out()
                .println(letter.place() + "  " + ShownLetter.headline(letter) + "  "
                        + (key == null ? "no key" : "key " + Printable.of(key)));
    }

    private void say(LetterTally tally) {
        TallyWords words = new TallyWords(tally);
        if (format.isJson()) {
            ObjectNode json = words.json();
            json.put("dryRun", dryRun);
            json.put("dropped", tally.taken());
            if (dryRun) {
                json.set("letters", listed);
            }
            OutputFormat.print(json, terminal);
            return;
        }
        if (words.isOfNone()) {
            terminal.out().println(TallyWords.none(topic.name(), filter.isEmpty()));
            return;
        }
        terminal.out()
                .println((dryRun ? "Would drop " : "Dropped ") + tally.taken()
                        + (tally.taken() == 1 ? " message of " : " messages of ") + topic.name() + "."
                        + words.leftOut(Integer.MAX_VALUE));
    }
}
