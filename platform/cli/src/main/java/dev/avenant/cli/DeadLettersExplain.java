package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "One message of a dead-letter topic on one screen: what happened, its bytes, the schema that it was written with,",
            "what probably lies behind it, and what to do."
        },
        footer = {"", "Example:", "  avenant dead-letters explain order-events.billing.dlt --offset 0:3"})
final class DeadLettersExplain implements Callable<Integer> {
    private static final Pattern PLACE = Pattern.compile("(?:([0-9]{1,9}):)?([0-9]{1,18})");
    private static final int LONGEST_JSON = 400;

    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final Registry registry = new Registry(config);

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic, <topic>.<group>.dlt.")
    private String topic = "";

    @Option(
            names = "--offset",
            paramLabel = "PARTITION:OFFSET",
            required = true,
            description = "The message at this place; without a partition, of partition 0.")
    private String place = "";

    DeadLettersExplain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DeadLetterTopic source = Kafka.deadLetterTopic(topic);
        Matcher match = PLACE.matcher(place);
        if (!match.matches()) {
            throw CommandFailure.usage("Expected --offset PARTITION:OFFSET, such as 0:3, but found " + place + ".");
        }
        int partition = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
        long offset = Long.parseLong(match.group(2));
        return kafka.read(reader -> {
            DeadLetter letter = reader.at(source.name(), partition, offset)
                    .filter(DeadLetter::isLetter)
                    .map(DeadLetter::new)
                    .orElseThrow(() -> CommandFailure.usage("There is no dead letter at " + partition + ":" + offset
                            + " of " + source + ". avenant dead-letters show " + source + " lists them."));
            explain(letter, reader);
            return ExitCode.CLEAN;
        });
    }

    private void explain(DeadLetter letter, TopicReader reader) {
        ShownLetter shown = new ShownLetter(letter, reader, terminal.out());
        shown.print();
        shown.field("id", letter.id() + ", attempt " + letter.attempt());
        byte[] value = letter.value();
        if (value != null && letter.parts().isEmpty()) {
            explainBytes(letter, value, shown);
        }
        LetterAdvice advice = LetterAdvice.of(letter.category().orElse(""));
        shown.field("cause", advice.cause());
        shown.field("to do", advice.remedy());
    }

    private void explainBytes(DeadLetter letter, byte[] value, ShownLetter shown) {
        Optional<WirePrefix> prefix = WirePrefix.of(value);
        String id = WireFormat.schemaIdOf(letter.record());
        if (prefix.isEmpty() && id.equals("-")) {
            shown.field("format", "no Avro in Confluent's wire format: expected the magic byte 00 and a schema id");
            return;
        }
        shown.field("format", prefix.isPresent() ? "magic byte 00, schema id " + id : "schema " + id);
        try (RegistryClient client = registry.client()) {
            prefix.ifPresent(
                    found -> schemas(letter, found.schemaId(), client).forEach(line -> shown.field("schema", line)));
            shown.field("read", read(letter, client));
        } catch (CommandFailure | KafkaException unknown) {
            shown.field("schema", "not looked up: " + unknown.getMessage());
        }
    }

    /** The version that wrote it, and the newest one of the same subject, which services mostly read with. */
    private static List<String> schemas(DeadLetter letter, int id, RegistryClient client) {
        String prefix = DeadLetterHeaders.text(letter.record().headers(), DeadLetterHeaders.TOPIC)
                .map(name -> name + "-")
                .orElse("");
        List<RegisteredSchema> writers = new ArrayList<>();
        client.eachSchema(prefix, false, schema -> {
            if (schema.id() != null && schema.id() == id) {
                writers.add(schema);
            }
        });
        List<String> lines = new ArrayList<>();
        for (RegisteredSchema writer : writers) {
            String newest = client.latest(String.valueOf(writer.subject()))
                    .map(latest -> String.valueOf(latest.version()))
                    .orElse("none");
            lines.add("written with " + writer.subject() + " version " + writer.version() + "; the newest is version "
                    + newest);
        }
        if (lines.isEmpty()) {
            boolean isKnown = client.byId(id).isPresent();
            lines.add("id " + id + (isKnown ? " is of another topic's subject" : " is not in the registry"));
        }
        return lines;
    }

    private static String read(DeadLetter letter, RegistryClient client) {
        try {
            String json = new WireFormat(client).toJson(letter.record());
            return Printable.of(json.length() <= LONGEST_JSON ? json : json.substring(0, LONGEST_JSON) + "…");
        } catch (WireFormat.UndecodableException unreadable) {
            return "not readable with its writer's schema either: " + unreadable.getMessage();
        }
    }
}
