package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleLetterActions;
import dev.avenant.cli.console.ConsoleLetterEdits;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSending;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTally;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import dev.avenant.operations.letters.UnsendableLetterException;
import dev.avenant.text.Printable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Copy messages of a dead-letter topic to the replay topic of its group, which processes them again.",
            "Other groups see nothing of it. The message stays in the dead-letter topic. Each is taken once: the newest of"
                    + " those that failed several times, unless it was replayed since, handled or dropped.",
            "Letters of other libraries go where --to or --to-original says."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters replay order-events.billing.dlt --offset 0:3",
            "  avenant dead-letters replay order-events.billing.dlt --category HANDLER_REFUSED",
            "  avenant dead-letters replay order-events.billing.dlt --all --rate 10",
            "  avenant dead-letters replay order-events.billing.dlt --offset 0:3 --edit paid.json --schema-version 2",
            "  avenant dead-letters replay orders-dlt --all --to-original --dry-run",
            "  avenant dead-letters replay order-events.billing.dlt --all --console https://console.example"
        })
public final class DeadLettersReplay implements Callable<Integer> {
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
    private final LetterTargetOptions target = new LetterTargetOptions();

    @Mixin
    private final LetterEditOptions edit = new LetterEditOptions(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

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
    private int maxAttempts = LetterReplay.DEFAULT_MAX_ATTEMPTS;

    private final ArrayNode listed = JsonNodeFactory.instance.arrayNode();

    public DeadLettersReplay(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        if (!all && filter.isEmpty()) {
            throw CommandFailure.usage(
                    "Expected which messages to replay (--offset, --key, --category or --all) but found none.");
        }
        if (rate != null && !(rate > 0)) {
            throw CommandFailure.usage("Expected a --rate of more than 0 messages per second but found " + rate + ".");
        }
        if (maxAttempts < 1) {
            throw CommandFailure.usage("Expected --max-attempts of at least 1 but found " + maxAttempts + ".");
        }
        LetterSource source = topic.source();
        LetterReplay replay = new LetterReplay(source, filter.filter(Clock.systemUTC()), target.target(), maxAttempts);
        edit.check(filter);
        try {
            LetterTally tally = console.insteadOf(kafka)
                    .map(client -> throughConsole(client, replay))
                    .orElseGet(() -> inKafka(replay));
            say(tally, source, replay.target());
            return tally.taken() == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
        } catch (NoSuchLetterException none) {
            throw LetterFilterOptions.refused(none, source.topic());
        } catch (UnsendableLetterException unsendable) {
            throw LetterTargetOptions.refused(unsendable);
        }
    }

    private LetterTally throughConsole(ConsoleClient client, LetterReplay replay) {
        topic.refuseDialect();
        filter.refuseEmpty();
        edit.refuseRegistry();
        ConsoleOptions.refuse(
                "--max-attempts",
                maxAttempts != LetterReplay.DEFAULT_MAX_ATTEMPTS,
                "it leaves out what failed " + LetterReplay.DEFAULT_MAX_ATTEMPTS + " times");
        ConsoleLetterActions.Action meant =
                new ConsoleLetterActions.Action("replay", topic.name(), replay.filter(), replay.target());
        ConsoleLetterActions letters = new ConsoleLetterActions(client);
        ConsoleAction action = new ConsoleAction(letters, meant);
        if (edit.isGiven()) {
            ConsoleLetterEdits edits = new ConsoleLetterEdits(client);
            edit.look(edits, meant, filter.onePlace(), dryRun);
            List<IndexedLetter> found = new ArrayList<>();
            LetterTally tally = action.dryRun(found::add);
            edit.send(edits, topic.name(), filter.onePlace(), replay.target(), dryRun);
            if (dryRun) {
                found.forEach(this::list);
            }
            return tally;
        }
        return dryRun ? action.dryRun(this::list) : action.done(preview -> letters.replay(meant, preview, rate));
    }

    private LetterTally inKafka(LetterReplay replay) {
        LetterTally tally = new LetterTally();
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            LetterSending sending = LetterSending.manyAtATime(producer, rate, kafka);
            kafka.read(reader -> {
                replay.forEach(reader, kafka, tally, (letter, state, record) -> {
                    ProducerRecord<byte[], byte[]> edited = edit.applyTo(record, letter);
                    if (dryRun) {
                        list(LetterFacts.of(letter), letter.deadLetter().key(), state);
                    } else {
                        sending.send(letter.place(), edited);
                    }
                });
                return ExitCode.CLEAN;
            });
            sending.finish();
        }
        return tally;
    }

    private void list(IndexedLetter letter) {
        list(letter.facts(), letter.facts().key(), letter.state());
    }

    private void list(LetterFacts letter, @Nullable String key, LetterState state) {
        if (format.isJson()) {
            listed.add(LetterJson.brief(letter, key, state));
            return;
        }
        terminal.out()
                .println(letter.place() + "  " + ShownLetter.headline(letter) + "  attempt " + letter.attempt() + "  "
                        + (key == null ? "no key" : "key " + Printable.of(key)));
    }

    private void say(LetterTally tally, LetterSource source, LetterTarget to) {
        TallyWords words = new TallyWords(tally);
        if (format.isJson()) {
            ObjectNode json = words.json();
            json.put("dryRun", dryRun);
            json.put("replayed", tally.taken());
            if (dryRun) {
                json.set("letters", listed);
            }
            OutputFormat.print(json, terminal);
            return;
        }
        if (words.isOfNone()) {
            terminal.out().println(TallyWords.none(source.topic(), filter.isEmpty()));
            return;
        }
        String topics = words.topics(source.replayTopic().orElse("any topic"));
        terminal.out()
                .println((dryRun ? "Would replay " : "Replayed ")
                        + tally.taken()
                        + (tally.taken() == 1 ? " message to " : " messages to ")
                        + topics
                        + (to.isOriginal() && tally.taken() > 0 ? ", for every group that reads it." : ".")
                        + words.leftOut(maxAttempts));
    }
}
