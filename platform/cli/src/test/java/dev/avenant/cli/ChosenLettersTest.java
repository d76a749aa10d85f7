package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.messaging.api.DeadLetterHeaders;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which dead letters a filter means, what became of them, and what is refused as a slip of the pen. */
@Tag("broker")
class ChosenLettersTest extends PlatformCommands {
    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private String topic = "";

    @BeforeEach
    void threeLetters(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName() + System.nanoTime();
        topics.create(1, topic + ".books.dlt", topic + ".books.replay");
        topics.send(
                LetterTopics.own(topic, 1, "a", "NOT_AVRO"),
                LetterTopics.own(topic, 2, "b", "HANDLER_REFUSED"),
                LetterTopics.own(topic, 3, "c", "HANDLER_REFUSED"));
    }

    @Test
    void saysHowManyAreNotShown() {
        Result first = dead("show", "--max", "1");
        Result second = dead("show", "--max", "1", "--skip", "1", "--category", "HANDLER_REFUSED");

        assertThat(first.out())
                .startsWith("0:2  HANDLER_REFUSED\n")
                .endsWith("Shown 1 of 3 messages. --skip 1 shows older ones, --max more at a time.\n");
        assertThat(second.out())
                .startsWith("0:1  HANDLER_REFUSED\n")
                .endsWith("Shown 1 of 2 messages that are meant, of 3 in all.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        --category NOT_AVR0   | No message of TOPIC has the category NOT_AVR0. The categories are HANDLER_REFUSED, NOT_AVRO.
        --exception NoAcount  | No message of TOPIC has the exception NoAcount. The exceptions are shop.NoAccountException.
        --key d               | No message of TOPIC has the key d. avenant dead-letters show TOPIC lists them.
        --offset 0:9          | There is no dead letter at 0:9 of TOPIC. avenant dead-letters show TOPIC lists them.
        --offset 9            | Expected --offset PARTITION:OFFSET, such as 0:3, but found 9.
        --since yesterday     | Expected --since to be a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how long ago (30s, 15m, 2h, 7d) but found yesterday.
        --all --max-attempts 0 | Expected --max-attempts of at least 1 but found 0.
        --state opne          | Invalid value for option '--state': expected one of [OPEN, REPLAYED, RESOLVED, DROPPED] (case-insensitive) but was 'opne'.
        """)
    void refusesAFilterThatNoMessagePasses(String filter, String said) {
        Result result = dead("replay", filter.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines().findFirst()).hasValue(said.replace("TOPIC", topic + ".books.dlt"));
        assertThat(topics.read(topic + ".books.replay")).isEmpty();
    }

    @Test
    void takesWhatFailedWithinATimeAndWithAnException() {
        String none = "No message of " + topic + ".books.dlt has all that is asked for. avenant dead-letters show "
                + topic + ".books.dlt lists them.\n";
        assertThat(dead("replay", "--exception", "NoAccountException", "--until", "2026-01-01"))
                .isEqualTo(new Result(ExitCode.FINDINGS, none, ""));
        assertThat(dead("drop", "--category", "NOT_AVRO", "--key", "b", "--reason", "none"))
                .isEqualTo(new Result(ExitCode.FINDINGS, none, ""));
        assertThat(dead("replay", "--exception", "NoAccountException", "--since", "2026-01-01", "--dry-run")
                        .out())
                .contains("Would replay 3 messages ");
    }

    @Test
    void tellsOpenReplayedResolvedAndDroppedApart() throws Exception {
        dead("replay", "--offset", "0:0");
        dead("replay", "--offset", "0:1");
        topics.commit("books", topic + ".books.replay", 0, 1);
        topics.send(LetterTopics.own(topic, 4, "d", "NOT_AVRO"));
        dead("drop", "--offset", "0:3", "--reason", "a test");

        assertThat(states()).containsExactly("resolved", "replayed", "open", "dropped");
        assertThat(dead("replay", "--all").out())
                .isEqualTo("Replayed 1 message to " + topic + ".books.replay."
                        + " (1 is left out: it was replayed since it failed)"
                        + " (1 is left out: it was replayed and handled) (1 is left out: it was dropped)\n");
    }

    @Test
    void writesDownWhoDroppedAndWhyAndDropsOnce() {
        Result dryRun = dead("drop", "--category", "HANDLER_REFUSED", "--reason", "sent again", "--dry-run");
        Result first = dead("drop", "--category", "HANDLER_REFUSED", "--reason", "sent again");
        Result second = dead("drop", "--category", "HANDLER_REFUSED", "--reason", "sent again");

        assertThat(dryRun.out())
                .isEqualTo("0:1  HANDLER_REFUSED  key b\n0:2  HANDLER_REFUSED  key c\n" + "Would drop 2 messages of "
                        + topic + ".books.dlt.\n");
        assertThat(first.out()).isEqualTo("Dropped 2 messages of " + topic + ".books.dlt.\n");
        assertThat(second.out())
                .isEqualTo("Dropped 0 messages of " + topic + ".books.dlt. (2 are left out: they were dropped)\n");
        assertThat(topics.read(topic + ".books.dlt").stream().filter(record -> record.value() == null))
                .hasSize(2)
                .allSatisfy(marker -> {
                    assertThat(text(marker, DeadLetterHeaders.DROPPED)).isEqualTo("sent again");
                    assertThat(text(marker, DeadLetterHeaders.DROPPED_BY)).isEqualTo(System.getProperty("user.name"));
                    assertThat(text(marker, DeadLetterHeaders.DROPPED_AT))
                            .startsWith("20")
                            .endsWith("Z");
                    assertThat(text(marker, DeadLetterHeaders.ATTEMPT)).isEqualTo("1");
                });
    }

    @Test
    void saysWhyWhenAndByWhomARecordWasDropped() throws Exception {
        dead("drop", "--key", "b", "--reason", "sent \u202eagain");

        String shown = dead("show").out();
        JsonNode json =
                new JsonMapper().readTree(dead("show", "--format", "json").out());

        String who = System.getProperty("user.name");
        assertThat(shown)
                .containsOnlyOnce("  dropped    ")
                .containsPattern(
                        "0:1  HANDLER_REFUSED\n(  .*\n)*  state      dropped\n  dropped    20[0-9-]{8}T[0-9:.]+Z by "
                                + Pattern.quote(who) + "\n  reason     sent \\\\u202eagain\n\n");
        JsonNode drop = json.path("shown").get(1).path("drop");
        assertThat(drop.path("reason").asText()).isEqualTo("sent \\u202eagain");
        assertThat(drop.path("by").asText()).isEqualTo(who);
        assertThat(Instant.parse(drop.path("at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(json.path("shown").get(0).has("drop")).isFalse();

        ProducerRecord<byte[], byte[]> again = LetterTopics.own(topic, 2, "b", "HANDLER_REFUSED");
        again.headers().remove("avenant-dlt-attempt").add("avenant-dlt-attempt", bytes("2"));
        topics.send(again);
        assertThat(dead("show").out()).doesNotContain("sent ", "  dropped    ");
    }

    @Test
    void wantsAReasonToDrop() {
        assertThat(dead("drop", "--all").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(dead("drop", "--reason", "none").err())
                .isEqualTo("Expected which messages to drop (--offset, --key, --category or --all) but found none.\n");
    }

    @Test
    void answersProgramsInJson() throws Exception {
        JsonNode show = new JsonMapper()
                .readTree(dead("show", "--key", "a", "--format", "json").out());
        JsonNode dryRun = new JsonMapper()
                .readTree(dead("replay", "--key", "a", "--dry-run", "--format", "json")
                        .out());

        assertThat(show.path("letters").asLong()).isEqualTo(3);
        assertThat(show.path("shown").get(0).path("category").asText()).isEqualTo("NOT_AVRO");
        assertThat(show.path("shown").get(0).path("state").asText()).isEqualTo("open");
        assertThat(show.path("shown").get(0).path("valueBase64").asText()).isEqualTo("Z2FyYmFnZQ==");
        assertThat(dryRun.path("replayed").asLong()).isEqualTo(1);
        assertThat(dryRun.path("letters").get(0).path("place").asText()).isEqualTo("0:0");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return DeadLetterHeaders.text(record.headers(), header).orElse("");
    }

    private Stream<String> states() throws Exception {
        JsonNode show =
                new JsonMapper().readTree(dead("show", "--format", "json").out());
        return Stream.iterate(0, i -> i + 1)
                .limit(show.path("shown").size())
                .map(i -> show.path("shown").get(i).path("state").asText());
    }

    private Result dead(String command, String... options) {
        return platform(
                "",
                Stream.concat(Stream.of("dead-letters", command, topic + ".books.dlt"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
