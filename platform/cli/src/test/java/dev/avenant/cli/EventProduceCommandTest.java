package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of events beside their values when they are written, and what is not written. */
@Tag("broker")
class EventProduceCommandTest extends PlatformCommands {
    private static final String EVENT =
            "{\"customerId\":\"d9b7a2f0-6c1e-4d3a-8f55-0c9e2b7a1d44\",\"version\":3,\"customerType\":\"BUSINESS\","
                    + "\"deletedAt\":1767225600000}";

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @BeforeAll
    void aTopicThatStaysEmpty() throws Exception {
        topics.create(3, "unwritten-events");
    }

    private Result produce(String input, String... words) {
        return platform(
                input,
                Stream.of(
                                Stream.of("events", "produce"),
                                Stream.of(words),
                                Stream.of("--registry", registry.url().toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    @Test
    void writesHeadersAndATimeToAPartition() throws Exception {
        push(registry);
        topics.create(3, "headed-events");
        SchemaAlias.copy(registry, "customer-events", "headed-events", "shop.customer.events.CustomerDeleted");

        Result produced = produce(
                EVENT,
                "headed-events",
                "--event",
                "CustomerDeleted",
                "--header",
                "origin=support=2",
                "--header",
                "empty=",
                "--partition",
                "2",
                "--time",
                "2026-03-01",
                "--format",
                "json");

        assertThat(produced)
                .isEqualTo(new Result(0, "{\"topic\":\"headed-events\",\"partition\":2,\"offset\":0}\n", ""));
        assertThat(topics.read("headed-events")).singleElement().satisfies(record -> {
            assertThat(textOf(record, "origin")).isEqualTo("support=2");
            assertThat(textOf(record, "empty")).isEmpty();
            assertThat(textOf(record, "ce_time")).isEqualTo("2026-03-01T00:00:00Z");
            assertThat(textOf(record, "ce_type")).isEqualTo("shop.customer.events.CustomerDeleted");
        });
    }

    @Test
    void writesATombstoneAsTheMessagingStarterDoes() throws Exception {
        topics.create(1, "buried-events");

        Result produced = produce("not read", "buried-events", "--tombstone", "--key", "7", "--header", "why=asked");

        assertThat(produced).isEqualTo(new Result(0, "written to buried-events, partition 0, offset 0\n", ""));
        assertThat(topics.read("buried-events")).singleElement().satisfies(record -> {
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("7");
            assertThat(record.value()).isNull();
            assertThat(textOf(record, "ce_type")).isEqualTo("tombstone");
            assertThat(textOf(record, "ce_source")).isEqualTo("/avenant/cli");
            assertThat(textOf(record, "why")).isEqualTo("asked");
        });
    }

    private static String textOf(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader(header)).value(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --key 7                            | Expected one of --event EVENT, --raw and --tombstone but found none.
            --raw --tombstone --key 7          | Expected one of --event EVENT, --raw and --tombstone but found --raw and --tombstone.
            --tombstone                        | Expected --tombstone with the --key that Kafka forgets but found it without one.
            --raw --time 2h                    | Expected --time with --event or --tombstone but found it with --raw, whose record has no ce_time.
            --raw --header x                   | Expected --header NAME=TEXT but found "x".
            --raw --header =x                  | Expected --header NAME=TEXT but found "=x".
            --raw --header a=1 --header a=2    | Expected one --header a but found several.
            --raw --header ce_id=1             | Expected another header than ce_id, which is set for the event or kept for others.
            --tombstone --key 7 --header avenant-dlt-id=1 | Expected another header than avenant-dlt-id, which is set for the event or kept for others.
            --raw --partition 3                | Expected a partition of unwritten-events, which has 0 to 2, but found 3.
            --tombstone --key 7 --time soon    | Expected --time to be a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how long ago (30s, 15m, 2h, 7d) but found soon.
            """)
    void writesNothingThatCannotBeMeant(String words, String said) {
        Result refused = produce(
                "x",
                Stream.concat(Stream.of("unwritten-events"), Stream.of(words.split(" ", -1)))
                        .toArray(String[]::new));

        assertThat(refused).isEqualTo(new Result(ExitCode.USAGE, "", said + "\n"));
        assertThat(topics.read("unwritten-events")).isEmpty();
    }

    @Test
    void writesNoTombstoneForADeadLetterAndMakesNoTopic() throws Exception {
        topics.create(1, "buried-events.billing.dlt");

        Result letters = produce("", "buried-events.billing.dlt", "--tombstone", "--key", "7");
        Result mistyped = produce("x", "never-made-events", "--raw");
        Result again = produce("x", "never-made-events", "--raw");

        assertThat(letters)
                .isEqualTo(new Result(
                        ExitCode.USAGE,
                        "",
                        "Expected a topic of events but buried-events.billing.dlt is one of dead letters or their"
                                + " replays. Replay a letter instead.\n"));
        assertThat(mistyped)
                .isEqualTo(again)
                .isEqualTo(new Result(
                        ExitCode.COULD_NOT_RUN,
                        "",
                        "Kafka at " + kafka.bootstrapServers()
                                + " has no topic \"never-made-events\". Check the name.\n"));
    }
}
