package dev.avenant.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleLetters;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.operations.letters.BytesDiagnosis;
import dev.avenant.operations.letters.LetterAdvice;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterSchemas;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "One message of a dead-letter topic on one screen: what happened, its bytes, the schema that it was written with,",
            "what probably lies behind it, and what to do."
        },
        footer = {
            "",
            "Examples:",
            "  avenant dead-letters explain order-events.billing.dlt --offset 0:3",
            "  avenant dead-letters explain orders-dlt --offset 0:3"
        })
public final class DeadLettersExplain implements Callable<Integer> {
    private static final Pattern PLACE = Pattern.compile("(?:([0-9]{1,9}):)?([0-9]{1,18})");
    private static final int LONGEST_JSON = 400;
    private static final int LINES_OF_TRACE = 5;
    private static final String NO_AVRO =
            "no Avro in Confluent's wire format: expected the magic byte 00 and a schema id";
    private static final String MAGIC_BYTE = "magic byte 00, schema id ";

    /** What a console calls bytes whose id the registry does not have. */
    private static final Set<String> UNKNOWN =
            Set.of(BytesDiagnosis.UNKNOWN_ID.name(), BytesDiagnosis.REVERSED_ID.name());

    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final Registry registry = new Registry(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final LetterTopic topic = new LetterTopic();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(
            names = "--offset",
            paramLabel = "PARTITION:OFFSET",
            required = true,
            description = "The message at this place; without a partition, of partition 0.")
    private String place = "";

    public DeadLettersExplain(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        LetterSource source = topic.source();
        Matcher match = PLACE.matcher(place);
        if (!match.matches()) {
            throw CommandFailure.usage("Expected --offset PARTITION:OFFSET, such as 0:3, but found " + place + ".");
        }
        int partition = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
        long offset = Long.parseLong(match.group(2));
        Optional<ConsoleClient> asked = console.insteadOf(kafka);
        if (asked.isPresent()) {
            topic.refuseDialect();
            ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
            ConsoleLetters.Explanation found = new ConsoleLetters(asked.get()).explain(topic.name(), partition, offset);
            say(ShownLetter.of(found.content(), terminal.out()), found.content(), lines(found));
            return ExitCode.CLEAN;
        }
        return kafka.read(reader -> {
            Letter letter = reader.at(topic.name(), partition, offset)
                    .flatMap(source::letter)
                    .orElseThrow(() -> CommandFailure.usage("There is no dead letter at " + partition + ":" + offset
                            + " of " + topic.name() + ". avenant dead-letters show " + topic.name() + " lists them."));
            say(ShownLetter.of(letter, reader, terminal.out()), LetterContent.of(letter), explanation(letter));
            return ExitCode.CLEAN;
        });
    }

    private void say(ShownLetter shown, LetterContent letter, List<Line> explanation) {
        if (format.isJson()) {
            ObjectNode json = LetterJson.of(letter);
            ArrayNode lines = json.putArray("explanation");
            explanation.forEach(line -> lines.addObject().put(line.name(), line.text()));
            OutputFormat.print(json, terminal);
            return;
        }
        shown.print();
        shown.field("id", letter.facts().id() + ", attempt " + letter.facts().attempt());
        explanation.forEach(line -> shown.field(line.name(), line.text()));
    }

    /** What was found out about a letter, by a word that says about what. */
    private record Line(String name, String text) {}

    private List<Line> explanation(Letter letter) {
        List<Line> lines = new ArrayList<>();
        firstLines(letter.report().failure().stacktrace()).forEach(line -> lines.add(new Line("trace", line)));
        byte[] value = letter.record().value();
        if (value != null && letter.deadLetter().parts().isEmpty()) {
            explainBytes(letter, value, lines);
        }
        LetterAdvice advice = LetterAdvice.of(letter);
        lines.add(new Line("cause", advice.cause()));
        lines.add(new Line("to do", advice.remedy()));
        return lines;
    }

    private static List<Line> lines(ConsoleLetters.Explanation found) {
        List<Line> lines = new ArrayList<>();
        firstLines(found.content().stacktrace()).forEach(line -> lines.add(new Line("trace", line)));
        if (found.content().size() >= 0 && !found.content().isInParts()) {
            lines.addAll(linesOfBytes(found));
        }
        lines.add(new Line("cause", found.advice().cause()));
        lines.add(new Line("to do", found.advice().remedy()));
        return lines;
    }

    private static List<Line> linesOfBytes(ConsoleLetters.Explanation found) {
        List<Line> lines = new ArrayList<>();
        Integer id = found.schemaId();
        if (found.registryProblem() != null) {
            lines.add(new Line("schema", "not looked up: " + found.registryProblem()));
            return lines;
        }
        lines.add(new Line("format", id == null ? NO_AVRO : MAGIC_BYTE + id));
        if (id == null) {
            return lines;
        }
        ConsoleLetters.Version newest = found.newest();
        found.writers()
                .forEach(writer -> lines.add(new Line(
                        "schema",
                        writtenWith(
                                writer.subject(),
                                writer.version(),
                                newest == null ? "none" : String.valueOf(newest.version())))));
        if (found.writers().isEmpty()) {
            lines.add(new Line("schema", ofNoVersion(id, !UNKNOWN.contains(String.valueOf(found.diagnosis())))));
        }
        lines.add(new Line(
                "read", found.unread() == null ? cut(String.valueOf(found.read())) : unreadable(found.unread())));
        return lines;
    }

    private static String writtenWith(String subject, int version, String newest) {
        return "written with " + subject + " version " + version + "; the newest is version " + newest;
    }

    private static String ofNoVersion(int id, boolean isKnown) {
        return "id " + id + (isKnown ? " is of another topic's subject" : " is not in the registry");
    }

    private static String cut(String json) {
        return Printable.of(json.length() <= LONGEST_JSON ? json : json.substring(0, LONGEST_JSON) + "…");
    }

    private static String unreadable(@Nullable String why) {
        return "not readable with its writer's schema either: " + why;
    }

    private static List<String> firstLines(@Nullable String stacktrace) {
        return stacktrace == null
                ? List.of()
                : stacktrace
                        .lines()
                        .filter(line -> !line.isBlank())
                        .limit(LINES_OF_TRACE)
                        .map(String::strip)
                        .toList();
    }

    private void explainBytes(Letter letter, byte[] value, List<Line> lines) {
        Optional<WirePrefix> prefix = WirePrefix.of(value);
        String id = WireFormat.schemaIdOf(letter.record());
        if (prefix.isEmpty() && id.equals("-")) {
            lines.add(new Line("format", NO_AVRO));
            return;
        }
        lines.add(new Line("format", prefix.isPresent() ? MAGIC_BYTE + id : "schema " + id));
        try (RegistryClient client = registry.client()) {
            prefix.ifPresent(found ->
                    schemas(letter, found.schemaId(), client).forEach(line -> lines.add(new Line("schema", line))));
            lines.add(new Line("read", read(letter, client)));
        } catch (CommandFailure | OperationException | KafkaException unknown) {
            lines.add(new Line("schema", "not looked up: " + unknown.getMessage()));
        }
    }

    /** The version that wrote it, and the newest one of the same subject, which services mostly read with. */
    private static List<String> schemas(Letter letter, int id, RegistryClient client) {
        List<String> lines = new ArrayList<>();
        for (RegisteredSchema writer :
                LetterSchemas.writers(letter.report().origin().topic(), id, client)) {
            String newest = client.latest(String.valueOf(writer.subject()))
                    .map(latest -> String.valueOf(latest.version()))
                    .orElse("none");
            lines.add(writtenWith(String.valueOf(writer.subject()), Objects.requireNonNull(writer.version()), newest));
        }
        if (lines.isEmpty()) {
            lines.add(ofNoVersion(id, client.byId(id).isPresent()));
        }
        return lines;
    }

    private static String read(Letter letter, RegistryClient client) {
        try {
            return cut(new WireFormat(client).toJson(letter.record()));
        } catch (WireFormat.UndecodableException unreadable) {
            return unreadable(unreadable.getMessage());
        }
    }
}
