package dev.avenant.cli.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleEvents;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.cli.terminal.TimeOption;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.EventDraft;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.RegistryClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = {
            "Write events to a topic: each line of the input is one event as Avro JSON, in the latest registered version.",
            "A value that a reader of that version would refuse is not written, nor are those behind it.",
            "With --raw the whole input is one record's value, byte for byte.",
            "With --tombstone the record has a key and no value, and nothing is read from the input."
        },
        footer = {
            "",
            "Examples:",
            "  avenant events produce order-events --event OrderCancelled --key 7 < event.json",
            "  avenant events produce order-events --event OrderCancelled --key 7 --header origin=support < event.json",
            "  avenant events produce order-events --tombstone --key 7",
            "  echo 'this is no Avro' | avenant events produce order-events --raw --key tour"
        })
public final class EventsProduce implements Callable<Integer> {
    private static final String SOURCE = "/avenant/cli";

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
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(names = "--event", paramLabel = "EVENT", description = "Name of the event, in its simple or full form.")
    private @Nullable String event;

    @Option(names = "--key", paramLabel = "KEY", description = "The records' key; without it they have none.")
    private @Nullable String key;

    @Option(names = "--raw", description = "Send the input as it is, without a schema and without ce_ headers.")
    private boolean raw;

    @Option(names = "--tombstone", description = "Send a record without a value, by which Kafka forgets the key.")
    private boolean tombstone;

    @Option(
            names = "--header",
            paramLabel = "NAME=TEXT",
            description = "A header of the records, beside those that say what event it is; repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "The partition (default: where Kafka's producers place the key).")
    private @Nullable Integer partition;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "When it happened, as ce_time says it: 2026-03-01, 2026-03-01T12:00:00Z, or 2h for two hours"
                    + " ago (default: now).")
    private @Nullable String time;

    public EventsProduce(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireOneKind();
        Map<String, String> own = ownHeaders();
        Instant happened = time == null ? null : TimeOption.parse("--time", time, Clock.systemUTC());
        if (!raw) {
            EventDraft.requireEventTopic(topic);
        }
        Optional<ConsoleClient> asked = console.insteadOf(kafka);
        if (asked.isPresent()) {
            writeThrough(new ConsoleEvents(asked.get()), own, happened);
        } else {
            writeToKafka(own, happened);
        }
        return ExitCode.CLEAN;
    }

    private void writeThrough(ConsoleEvents events, Map<String, String> own, @Nullable Instant happened)
            throws IOException {
        ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
        ConsoleOptions.refuse("--raw", raw, "it writes events alone, with their schema");
        ConsoleOptions.refuse("--tombstone", tombstone, "it writes events alone, with a value");
        ConsoleOptions.refuse("--partition", partition != null, "it writes where Kafka's producers place the key");
        String subject = subject(Objects.requireNonNull(event), events);
        BufferedReader lines = lines();
        for (String json = next(lines); json != null; json = next(lines)) {
            ConsoleEvents.Place place =
                    events.write(new ConsoleEvents.Draft(topic, subject, json, key, own, timeOr(happened)));
            say(place.partition(), place.offset());
        }
    }

    private String subject(String name, ConsoleEvents events) {
        List<String> subjects = events.subjects(topic);
        List<String> found = named(name, subjects);
        if (found.size() == 1) {
            return found.get(0);
        }
        return Stream.of(topic + "-value", name)
                .filter(subject -> found.isEmpty() && subjects.contains(subject))
                .filter(subject -> isOf(
                        name, new Schema.Parser(NameValidator.NO_VALIDATION).parse(events.schemaOf(topic, subject))))
                .findFirst()
                .orElseThrow(() -> noEvent(name, events.name(), subjects));
    }

    private void writeToKafka(Map<String, String> own, @Nullable Instant happened)
            throws IOException, InterruptedException {
        // Kafka makes a topic of a mistyped name, where a broker is set so.
        kafka.read(this::requirePartition);
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            if (event != null) {
                events(producer, event, own, happened);
            } else if (key != null && tombstone) {
                String id = UUID.randomUUID().toString();
                send(producer, EventDraft.tombstone(topic, key, own, SOURCE, id, timeOr(happened)));
            } else {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic, null, keyBytes(), terminal.in().readAllBytes());
                EventDraft.addHeaders(record, own);
                send(producer, record);
            }
        }
    }

    private void requireOneKind() {
        List<String> given = Stream.of(
                        event == null ? "" : "--event", raw ? "--raw" : "", tombstone ? "--tombstone" : "")
                .filter(option -> !option.isEmpty())
                .toList();
        if (given.size() != 1) {
            throw CommandFailure.usage("Expected one of --event EVENT, --raw and --tombstone but found "
                    + (given.isEmpty() ? "none" : String.join(" and ", given)) + ".");
        }
        if (tombstone && key == null) {
            throw CommandFailure.usage(
                    "Expected --tombstone with the --key that Kafka forgets but found it without one.");
        }
        if (raw && time != null) {
            throw CommandFailure.usage(
                    "Expected --time with --event or --tombstone but found it with --raw, whose record"
                            + " has no ce_time.");
        }
    }

    private Map<String, String> ownHeaders() {
        Map<String, String> own = new LinkedHashMap<>();
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.usage("Expected --header NAME=TEXT but found \"" + header + "\".");
            }
            if (own.put(header.substring(0, equals), header.substring(equals + 1)) != null) {
                throw CommandFailure.usage(
                        "Expected one --header " + header.substring(0, equals) + " but found several.");
            }
        }
        return own;
    }

    private int requirePartition(TopicReader reader) {
        int partitions = reader.begins(topic).size();
        if (partition != null && (partition < 0 || partition >= partitions)) {
            throw CommandFailure.usage(
                    EventQuery.noPartition(topic, partitions, partition).toString());
        }
        return partitions;
    }

    private static Instant timeOr(@Nullable Instant happened) {
        return happened == null ? Instant.now() : happened;
    }

    private void events(
            Producer<byte[], byte[]> producer, String name, Map<String, String> own, @Nullable Instant happened)
            throws IOException, InterruptedException {
        RegistryClient client = registry.client();
        EventDraft draft = EventDraft.latest(client, topic, subject(client, name))
                .orElseThrow(() -> CommandFailure.couldNotRun("The registry holds no version of " + name + "."));
        BufferedReader lines = lines();
        for (String json = next(lines); json != null; json = next(lines)) {
            String id = UUID.randomUUID().toString();
            send(producer, draft.record(json, key, own, SOURCE, id, timeOr(happened)));
        }
    }

    private BufferedReader lines() {
        return new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    }

    /** The next line that is not blank; null at the end. */
    private static @Nullable String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        return line;
    }

    private String subject(RegistryClient client, String name) {
        List<String> found = named(name, client.subjects());
        Optional<String> byAnotherStrategy =
                found.isEmpty() ? subjectByAnotherStrategy(client, name) : Optional.empty();
        if (byAnotherStrategy.isPresent()) {
            return byAnotherStrategy.get();
        }
        if (found.size() != 1) {
            throw noEvent(name, "The registry at " + registry.address(), client.subjects());
        }
        return found.get(0);
    }

    /** The subjects of the topic that are of events of that name. */
    private List<String> named(String name, List<String> subjects) {
        return subjects.stream()
                .filter(subject -> subject.startsWith(topic + "-"))
                .filter(subject -> subject.equals(topic + "-" + name) || subject.endsWith("." + name))
                .toList();
    }

    private CommandFailure noEvent(String name, String who, List<String> subjects) {
        List<String> known = subjects.stream()
                .filter(subject -> subject.startsWith(topic + "-"))
                .map(subject -> subject.substring(topic.length() + 1))
                .toList();
        return CommandFailure.usage("Expected the name of an event on " + topic + " but found " + name + ". " + who
                + " knows " + (known.isEmpty() ? "none; run avenant push" : String.join(", ", known)) + ".");
    }

    /** The subject of all values of the topic, or of the record in all topics, where the event is the latest version. */
    private Optional<String> subjectByAnotherStrategy(RegistryClient client, String name) {
        return Stream.of(topic + "-value", name)
                .filter(subject -> client.latest(subject)
                        .filter(latest -> latest.schemaType() == null
                                || latest.schemaType().equals("AVRO"))
                        .map(new WireFormat(client)::parse)
                        .filter(schema -> isOf(name, schema))
                        .isPresent())
                .findFirst();
    }

    private static boolean isOf(String name, Schema schema) {
        return schema.getFullName().equals(name) || schema.getName().equals(name);
    }

    private byte @Nullable [] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> placed =
                new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers());
        try {
            RecordMetadata sent = producer.send(placed).get();
            say(sent.partition(), sent.offset());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.couldNotRun(
                    "Kafka at " + kafka.bootstrapServers() + " did not take the record: " + cause.getMessage() + ".");
        }
    }

    private void say(int partition, long offset) {
        terminal.out()
                .println(
                        format.isJson()
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("topic", topic)
                                        .put("partition", partition)
                                        .put("offset", offset)
                                        .toString()
                                : "written to " + topic + ", partition " + partition + ", offset " + offset);
    }
}
