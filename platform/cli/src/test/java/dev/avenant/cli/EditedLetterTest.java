package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dead letter that is replayed with another value, which must be one of a version of its schema. */
@Tag("broker")
class EditedLetterTest extends PlatformCommands {
    private static final String SCHEMA = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"},
             {"name": "note", "type": ["null", "string"]},
             {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
               {"name": "count", "type": "int"}]}}}]}
            """;

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @Test
    void goesToTheGroupWithTheNewValue() throws Exception {
        int id = letterOf("edited");

        Result result =
                edit("edited", "{\"amount\": 7, \"note\": {\"string\": \"corrected\"}, \"lines\": [{\"count\": 1}]}");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Replayed 1 message to edited.books.replay.\n");
        byte[] value = topics.read("edited.books.replay").get(0).value();
        assertThat(WirePrefix.of(value)).hasValue(new WirePrefix(id));
        assertThat(new String(value, java.nio.charset.StandardCharsets.UTF_8)).contains("corrected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        {'amount': 'x', 'note': null, 'lines': []}                    | at $.amount expected a long but found 'x'
        {'amount': 7, 'note': 'x', 'lines': []}                       | at $.note expected {'<branch>': value} with a branch of [null, string] but found 'x'
        {'amount': 7, 'note': null, 'lines': [{'count': 5000000000}]} | at $.lines[0].count expected an int but found 5000000000
        {'amount': 7, 'note': null}                                   | at $ expected the field lines but found none
        {'amount': 7, 'note': null, 'lines': [], 'more': 1}           | at $ expected no field more, since shop.Paid has none
        """)
    void isRefusedWhereItIsNoValueOfTheSchema(String json, String problem) throws Exception {
        String topic = "refused" + System.nanoTime();
        letterOf(topic);

        Result result = edit(topic, json.replace('\'', '"'));

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo("In " + Shown.path(folder.resolve("value.json")) + ": " + problem.replace('\'', '"')
                        + ", as " + topic + "-shop.Paid version 1 has it.\n");
        assertThat(topics.read(topic + ".books.replay")).isEmpty();
    }

    @Test
    void isOneLetter() throws Exception {
        Path file = Files.writeString(folder.resolve("value.json"), "{}");

        Result result = platform(
                "",
                "dead-letters",
                "replay",
                "any.books.dlt",
                "--all",
                "--edit",
                file.toString(),
                "--schema-version",
                "1");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("Expected one --offset with --edit, which changes one message.\n");
    }

    private Result edit(String topic, String json) throws Exception {
        Path file = Files.writeString(folder.resolve("value.json"), json);
        return platform(
                "",
                "dead-letters",
                "replay",
                topic + ".books.dlt",
                "--offset",
                "0:0",
                "--edit",
                file.toString(),
                "--schema-version",
                "1",
                "--registry",
                registry.url().toString());
    }

    private int letterOf(String topic) throws Exception {
        topics.create(1, topic + ".books.dlt", topic + ".books.replay");
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            id = Objects.requireNonNull(client.register(topic + "-shop.Paid", SchemaDefinition.of(SCHEMA), false)
                    .id());
        }
        byte[] value = WireFormat.fromJson(
                new Schema.Parser().parse(SCHEMA), id, "{\"amount\": -1, \"note\": null, \"lines\": []}");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own(topic, 1, "a", "HANDLER_REFUSED");
        topics.send(new ProducerRecord<>(letter.topic(), 0, letter.key(), value, letter.headers()));
        return id;
    }
}
