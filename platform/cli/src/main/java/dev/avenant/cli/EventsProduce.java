package dev.avenant.cli;

import dev.avenant.operations.events.EventDraft;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.RegistryClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
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
            "With --raw the whole input is one record's value, byte for byte."
        },
        footer = {
            "",
            "Examples:",
            "  avenant events produce order-events --event OrderCancelled --key 7 < event.json",
            "  echo 'this is no Avro' | avenant events produce order-events --raw --key tour"
        })
final class EventsProduce implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final Registry registry = new Registry(config);

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(names = "--event", paramLabel = "EVENT", description = "Name of the event, in its simple or full form.")
    private @Nullable String event;

    @Option(names = "--key", paramLabel = "KEY", description = "The records' key; without it they have none.")
    private @Nullable String key;

    @Option(names = "--raw", description = "Send the input as it is, without a schema and without headers.")
    private boolean raw;

    EventsProduce(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (raw == (event != null)) {
            throw CommandFailure.usage(
                    "Expected either --event EVENT or --raw but found " + (raw ? "both" : "neither") + ".");
        }
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            if (event == null) {
                send(
                        producer,
                        new ProducerRecord<>(
                                topic, null, keyBytes(), terminal.in().readAllBytes()));
            } else {
                events(producer, event);
            }
        }
        return ExitCode.CLEAN;
    }

    private void events(Producer<byte[], byte[]> producer, String name) throws IOException, InterruptedException {
        EventDraft.requireEventTopic(topic);
        RegistryClient client = registry.client();
        EventDraft draft = EventDraft.latest(client, topic, subject(client, name))
                .orElseThrow(() -> CommandFailure.couldNotRun("The registry holds no version of " + name + "."));
        BufferedReader lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                send(
                        producer,
                        draft.record(
                                line,
                                key,
                                Map.of(),
                                "/avenant/cli",
                                UUID.randomUUID().toString(),
                                Instant.now()));
            }
        }
    }

    private String subject(RegistryClient client, String name) {
        String prefix = topic + "-";
        List<String> found = client.subjects().stream()
                .filter(subject -> subject.startsWith(prefix))
                .filter(subject -> subject.equals(prefix + name) || subject.endsWith("." + name))
                .toList();
        Optional<String> byAnotherStrategy =
                found.isEmpty() ? subjectByAnotherStrategy(client, name) : Optional.empty();
        if (byAnotherStrategy.isPresent()) {
            return byAnotherStrategy.get();
        }
        if (found.size() != 1) {
            List<String> known = client.subjects().stream()
                    .filter(subject -> subject.startsWith(prefix))
                    .map(subject -> subject.substring(prefix.length()))
                    .toList();
            throw CommandFailure.usage("Expected the name of an event on " + topic + " but found " + name
                    + ". The registry at " + registry.address() + " knows "
                    + (known.isEmpty() ? "none; run avenant push" : String.join(", ", known)) + ".");
        }
        return found.get(0);
    }

    /** The subject of all values of the topic, or of the record in all topics, where the event is the latest version. */
    private Optional<String> subjectByAnotherStrategy(RegistryClient client, String name) {
        return Stream.of(topic + "-value", name)
                .filter(subject -> client.latest(subject)
                        .filter(latest -> latest.schemaType() == null
                                || latest.schemaType().equals("AVRO"))
                        .map(new WireFormat(client)::parse)
                        .filter(schema -> schema.getFullName().equals(name)
                                || schema.getName().equals(name))
                        .isPresent())
                .findFirst();
    }

    private byte @Nullable [] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message)
            throws InterruptedException {
        try {
            RecordMetadata sent = producer.send(message).get();
            terminal.out()
                    .println("written to " + sent.topic() + ", partition " + sent.partition() + ", offset "
                            + sent.offset());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.couldNotRun(
                    "Kafka at " + kafka.bootstrapServers() + " did not take the record: " + cause.getMessage() + ".");
        }
    }
}
