package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking for events that a topic holds. */
@Tag("broker")
class EventSearchCommandTest extends PlatformCommands {
    private static final String TOPIC = "sought-events";
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    /** Kafka's producers place the key {@code a} in partition 1, {@code f} in 0 and {@code b} in 2. */
    @BeforeAll
    void aTopicOfThreePartitions() throws Exception {
        topics.create(3, TOPIC);
        int id = Objects.requireNonNull(new HttpRegistryClient(registry.url(), Duration.ofSeconds(20))
                .register(
                        TOPIC + "-value",
                        SchemaDefinition.of("{\"type\": \"record\", \"name\": \"Bought\", \"namespace\": \"shop\","
                                + " \"fields\": [{\"name\": \"n\", \"type\": \"int\"}]}"),
                        false)
                .id());
        for (int n = 0; n < 6; n++) {
            String key = List.of("a", "f", "b").get(n % 3);
            send(null, n, key, new byte[] {0, 0, 0, 0, (byte) id, (byte) (2 * n)}, Map.of("trace", "t" + n));
        }
        send(2, 6, "a", new byte[] {0, 0, 0, 0, (byte) id, 12}, Map.of());
        send(0, 7, "f", null, Map.of());
        send(0, 8, null, "\u202eno Avro".getBytes(StandardCharsets.UTF_8), Map.of("trace", "t8"));
    }

    private void send(
            @Nullable Integer partition,
            int minute,
            @Nullable String key,
            byte @Nullable [] value,
            Map<String, String> headers)
            throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TOPIC,
                partition,
                BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                key == null ? null : bytes(key),
                value);
        record.headers().add(CloudEventHeaders.TYPE, bytes(minute < 4 ? "shop.Bought" : "shop.Sold"));
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        topics.send(record);
    }

    private Result search(String... words) {
        return platform(
                "",
                Stream.of(
                                Stream.of("events", "search"),
                                Stream.of(words),
                                Stream.of("--registry", registry.url().toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private static List<String> places(Result found) {
        return found.out().lines().map(line -> line.split(" ", 2)[0]).sorted().toList();
    }

    @Test
    void printsAllThatATopicHoldsAndSaysSo() {
        Result all = search(TOPIC);

        assertThat(all.exitCode()).isZero();
        assertThat(places(all)).containsExactly("0:0", "0:1", "0:2", "0:3", "1:0", "1:1", "2:0", "2:1", "2:2");
        assertThat(all.out())
                .contains("1:0 2026-03-01T12:00:00Z a {\"n\":0}\n")
                .contains("0:2 2026-03-01T12:07:00Z f (no value: a tombstone)\n")
                .contains("0:3 2026-03-01T12:08:00Z - (no Avro in Confluent's wire format; its bytes are ");
        assertThat(all.err()).isEqualTo("Searched 9 of 9 records, all of them.\n");
    }

    @Test
    void looksForAKeyInItsPartitionAloneUnlessItIsToldOtherwise() {
        Result own = search(TOPIC, "--key", "a");
        Result every = search(TOPIC, "--key", "a", "--every-partition");

        assertThat(places(own)).containsExactly("1:0", "1:1");
        assertThat(own.err())
                .isEqualTo("Searched 2 of 9 records, and found 2. Not looked at: 7 in other partitions than 1, where"
                        + " Kafka's producers place the key (--every-partition looks there too).\n");
        assertThat(places(every)).containsExactly("1:0", "1:1", "2:2");
        assertThat(every.err()).isEqualTo("Searched 9 of 9 records, all of them, and found 3.\n");
    }

    @Test
    void looksAtOnePartitionFromAnOffsetUntilAnother() {
        Result part = search(TOPIC, "--partition", "0", "--from", "1", "--until", "3");

        assertThat(places(part)).containsExactly("0:1", "0:2");
        assertThat(part.err())
                .isEqualTo("Searched 2 of 9 records. Not looked at: 1 before --from, 1 from --until on,"
                        + " 5 in other partitions than 0.\n");
    }

    @Test
    void looksAtATimeUntilAnother() {
        Result part = search(TOPIC, "--from", "2026-03-01T12:02:00Z", "--until", "2026-03-01T12:05:00Z");

        assertThat(places(part)).containsExactly("0:1", "1:1", "2:0");
        assertThat(part.err())
                .isEqualTo("Searched 3 of 9 records. Not looked at: 2 before --from, 4 from --until on.\n");
    }

    @Test
    void looksForATypeAndForHeadersAllOfWhichARecordHas() {
        Result type = search(TOPIC, "--type", "Sold");
        Result header = search(TOPIC, "--header", "trace", "--header", "ce_type=shop.Sold");

        assertThat(places(type)).containsExactly("0:1", "0:2", "0:3", "2:1", "2:2");
        assertThat(places(header)).containsExactly("0:1", "0:3", "2:1");
        assertThat(header.err()).isEqualTo("Searched 9 of 9 records, all of them, and found 3.\n");
    }

    @Test
    void saysOfWhichRecordsAnExpressionSaysNothing() {
        Result found = search(TOPIC, "--where", "value.n >= 5");

        assertThat(places(found)).containsExactly("2:1", "2:2");
        assertThat(found.err()).isEqualTo("""
                Of 2 events it cannot be said whether the expression holds; the first is 0:2: at character 6: Error resolving field 'n'. Field selections must be performed on messages or maps.
                Searched 9 of 9 records, all of them, and found 2.
                """);
    }

    @Test
    void endsWhenItHasFoundAsManyAsAreWanted() {
        Result one = search(TOPIC, "--type", "Sold", "--partition", "2", "--max", "1");

        assertThat(places(one)).containsExactly("2:1");
        assertThat(one.err())
                .isEqualTo("Searched 2 of 9 records, and found 1. Not looked at: 1 since --max ended it, 6 in other"
                        + " partitions than 2.\n");
    }

    @Test
    void printsTheNewestTheOldestOfThemFirst() {
        Result newest = search(TOPIC, "--newest", "3");
        Result ofAType = search(TOPIC, "--newest", "2", "--type", "Bought");

        assertThat(newest.out().lines().map(line -> line.split(" ", 2)[0])).containsExactly("2:2", "0:2", "0:3");
        assertThat(newest.err()).isEqualTo("Searched 3 of 9 records. Not looked at: 6 since --newest ended it.\n");
        assertThat(ofAType.out().lines().map(line -> line.split(" ", 2)[0])).containsExactly("2:0", "1:1");
        assertThat(ofAType.err())
                .isEqualTo("Searched 9 of 9 records, all of them, and found 4, of which the newest 2 are shown.\n");
    }

    @Test
    void printsTheRecordsAtPlaces() {
        Result both = search(TOPIC, "--offset", "2:1", "--offset", "0:2");
        Result none = search(TOPIC, "--offset", "2:7");

        assertThat(places(both)).containsExactly("0:2", "2:1");
        assertThat(none)
                .isEqualTo(new Result(
                        ExitCode.USAGE,
                        "",
                        "There is no record at 2:7 of sought-events. Partition 2 holds 0 to 2, with gaps maybe.\n"));
        assertThat(search(TOPIC, "--offset", "3:0").err())
                .isEqualTo("There is no record at 3:0 of sought-events, which has 3 partitions.\n");
    }

    @Test
    void saysThatNothingWasFound() {
        Result nothing = search(TOPIC, "--key", "z", "--every-partition");

        assertThat(nothing)
                .isEqualTo(new Result(ExitCode.FINDINGS, "", "Searched 9 of 9 records, all of them, and found 0.\n"));
    }

    @Test
    void printsOneObjectALineForPrograms() throws Exception {
        Result found = search(TOPIC, "--partition", "0", "--format", "json");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : found.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        int id = lines.get(0).path("schemaId").asInt();
        assertThat(lines.get(0)).isEqualTo(JSON.readTree("""
                {"topic": "sought-events", "partition": 0, "offset": 0, "time": "2026-03-01T12:01:00Z", "key": "f",
                 "type": "shop.Bought", "schemaId": "%d",
                 "headers": [{"name": "ce_type", "value": "shop.Bought"}, {"name": "trace", "value": "t1"}],
                 "value": {"n": 1}}
                """.formatted(id)));
        assertThat(lines.get(2)).isEqualTo(JSON.readTree("""
                {"topic": "sought-events", "partition": 0, "offset": 2, "time": "2026-03-01T12:07:00Z", "key": "f",
                 "type": "shop.Sold", "schemaId": null, "headers": [{"name": "ce_type", "value": "shop.Sold"}],
                 "value": null}
                """));
        assertThat(lines.get(3)).isEqualTo(JSON.readTree("""
                {"topic": "sought-events", "partition": 0, "offset": 3, "time": "2026-03-01T12:08:00Z", "key": null,
                 "type": "shop.Sold", "schemaId": null,
                 "headers": [{"name": "ce_type", "value": "shop.Sold"}, {"name": "trace", "value": "t8"}],
                 "problem": "no Avro in Confluent's wire format", "valueBase64": "4oCubm8gQXZybw=="}
                """));
        assertThat(lines).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --partition 3                  | Expected a partition of sought-events, which has 0 to 2, but found 3.
            --partition -1                 | Expected a --partition of at least 0 but found -1.
            --from 5                       | Expected --partition with an offset, since sought-events has 3 partitions.
            --until 5                      | Expected --partition with an offset, since sought-events has 3 partitions.
            --from 2 --until 1 --partition 0 | Expected a --from before --until but found 2 and 1.
            --from 2026-03-02 --until 2026-03-01 | Expected a --from before --until but found 2026-03-02T00:00:00Z and 2026-03-01T00:00:00Z.
            --until beginning              | Expected --until to be a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how long ago (30s, 15m, 2h, 7d) but found beginning.
            --max 0                        | Expected a --max of at least 1 but found 0.
            --newest 0                     | Expected a --newest of at least 1 but found 0.
            --newest 1 --max 1             | Expected one of --max and --newest but found both.
            --header =x                    | Expected --header NAME or NAME=TEXT but found "=x".
            --every-partition              | Expected --every-partition with --key and without --partition but found it without a --key.
            --every-partition --key a --partition 1 | Expected --every-partition with --key and without --partition but found it with both.
            --offset 5                     | Expected --offset PARTITION:OFFSET, such as 0:3, but found 5.
            --offset 0:1 --key a           | Expected --offset without a filter, --from, --until and --newest, since it names its record, but found one beside it.
            --where n>1                    | Expected an expression in CEL over key, value, headers, partition, offset, timestamp, type and schema_id but found a fault at line 1, column 1: undeclared reference to 'n'.
            --format yaml                  | Invalid value for option '--format': expected one of [TEXT, JSON] (case-insensitive) but was 'yaml'.
            """)
    void takesWhatCannotBeMeantForWrongUsage(String words, String said) {
        Result refused = search(
                Stream.concat(Stream.of(TOPIC), Stream.of(words.split(" ", -1))).toArray(String[]::new));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith(said + "\n");
    }

    @Test
    void saysWhatKafkaHasDeletedOfWhatIsMeant() throws Exception {
        topics.create(1, "shortened");
        for (int i = 0; i < 5; i++) {
            topics.send(new ProducerRecord<>("shortened", bytes("k"), bytes("v")));
        }
        topics.deleteBefore("shortened", 0, 3);

        Result found = search("shortened", "--from", "1");

        assertThat(places(found)).containsExactly("0:3", "0:4");
        assertThat(found.err())
                .isEqualTo("Searched 2 of 2 records, all of them. Kafka has deleted 2 that would be meant too.\n");
    }

    @Test
    void writesOutWhatATerminalWouldObey() throws Exception {
        topics.create(1, "hostile");
        SchemaAlias.register(
                registry,
                "hostile-value",
                "{\"type\": \"record\", \"name\": \"H\", \"fields\": [{\"name\": \"s\", \"type\": \"string\"}]}");
        int id = Objects.requireNonNull(new HttpRegistryClient(registry.url(), Duration.ofSeconds(20))
                .latest("hostile-value")
                .orElseThrow()
                .id());
        byte[] text = bytes("\u202e\u009b2J\u001b[2J");
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(new byte[] {0, 0, 0, 0, (byte) id, (byte) (2 * text.length)});
        value.writeBytes(text);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("hostile", text, value.toByteArray());
        record.headers().add("h\u202e", text);
        topics.send(record);

        String lines = search("hostile", "--details").out();
        String json = search("hostile", "--format", "json").out();

        String shown = "\\u202e\\u009b2J\\u001b[2J";
        assertThat(lines).contains(" " + shown + " [", "h\\u202e=" + shown, "{\"s\":\"\\u202e\\u009b2J\\u001B[2J\"}");
        assertThat(lines + json)
                .matches("[^\\p{Cntrl}\\p{Cf}]+\n[^\\p{Cntrl}\\p{Cf}]+\n")
                .doesNotContain("\u009b");
        assertThat(JSON.readTree(json).path("value").path("s").textValue()).isEqualTo("\u202e\u009b2J\u001b[2J");
        assertThat(JSON.readTree(json).path("key").textValue()).isEqualTo("\u202e\u009b2J\u001b[2J");
    }

    @Test
    void saysThatThereIsNoSuchTopic() {
        assertThat(search("sought-event"))
                .isEqualTo(new Result(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "Kafka at " + kafka.bootstrapServers() + " has no topic \"sought-event\". Check the name.\n"));
    }

    @Test
    void tailTakesTheSameFilters() {
        Result key = platform(
                "",
                "events",
                "tail",
                TOPIC,
                "--from-beginning",
                "--until-end",
                "--key",
                "a",
                "--header",
                "trace=t3",
                "--format",
                "json",
                "--registry",
                registry.url().toString());
        Result missing = platform(
                "",
                "events",
                "tail",
                TOPIC,
                "--partition",
                "3",
                "--registry",
                registry.url().toString());

        assertThat(key.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"sought-events\",\"partition\":1,\"offset\":1,")
                .endsWith(",\"value\":{\"n\":3}}");
        assertThat(missing)
                .isEqualTo(new Result(
                        ExitCode.USAGE, "", "Expected a partition of sought-events, which has 0 to 2, but found 3.\n"));
    }

    @Test
    void tailEndsAfterAtLeastOneEvent() {
        assertThat(platform("", "events", "tail", TOPIC, "--max", "0"))
                .isEqualTo(new Result(ExitCode.USAGE, "", "Expected a --max of at least 1 but found 0.\n"));
    }

    @Test
    void followsWhatBelongsTogetherThroughTopics() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        for (String topic : List.of("followed-orders", "followed-bills")) {
            topics.create(1, topic);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes("k"), null);
            record.headers().add("traceparent", bytes("00-" + trace + "-00f067aa0ba902b7-01"));
            topics.send(record);
            topics.send(new ProducerRecord<>(topic, bytes("other"), bytes("other")));
        }
        String[] words = {
            "events",
            "follow",
            trace,
            "--topic",
            "followed-orders",
            "--topic",
            "followed-bills",
            "--registry",
            registry.url().toString()
        };

        Result found = platform("", words);
        Result everywhere = platform(
                "", "events", "follow", trace, "--registry", registry.url().toString());
        Result nowhere = platform(
                "",
                "events",
                "follow",
                trace,
                "--topic",
                "nobody",
                "--registry",
                registry.url().toString());

        assertThat(found.exitCode()).isZero();
        assertThat(found.out().lines().map(line -> line.replaceFirst(" \\S+Z ", " ")))
                .containsExactly(
                        "followed-orders 0:0 k (no value: a tombstone)",
                        "followed-bills 0:0 k (no value: a tombstone)");
        assertThat(found.err())
                .matches("Searched 4 of 4 records since \\S+ in 2 topics, all of them, and found 2\\.\n");
        assertThat(everywhere.out()).isEqualTo(found.out());
        assertThat(nowhere)
                .isEqualTo(new Result(
                        ExitCode.USAGE,
                        "",
                        "Expected a --topic that Kafka at " + kafka.bootstrapServers()
                                + " has but found nobody. avenant topics list shows them.\n"));
    }
}
