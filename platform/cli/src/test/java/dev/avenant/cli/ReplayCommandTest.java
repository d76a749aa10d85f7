package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.messaging.api.DeadLetterHeaders;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** History that one group handles again. */
@Tag("broker")
class ReplayCommandTest extends PlatformCommands {
    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private String topic = "";

    @BeforeEach
    void fiveRecordsOfWhichTheGroupReadFour(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        topics.create(2, topic, topic + ".books.replay");
        for (int i = 0; i < 5; i++) {
            topics.send(new ProducerRecord<>(topic, 1, 1_767_225_600_000L + i, bytes("k" + i % 2), bytes("v" + i)));
        }
        topics.commit("books", topic, 1, 4);
    }

    @Test
    void copiesWhatTheGroupReadToItsReplayTopicAlone() {
        Result dryRun = replay("--from", "beginning", "--dry-run");
        Result done = replay("--from", "beginning");

        assertThat(dryRun.out()).isEqualTo("Would have books handle 4 records of " + topic + " again.\n");
        assertThat(done.out())
                .matches("Copied 4 records of " + topic + " to " + topic
                        + "\\.books\\.replay for books to handle again \\(run [-0-9a-f]{36}\\)\\.\n");
        assertThat(topics.read(topic + ".books.replay"))
                .allSatisfy(record -> {
                    assertThat(record.partition()).isEqualTo(1);
                    assertThat(done.out()).contains(header(record.headers(), "avenant-replay-run"));
                    assertThat(header(record.headers(), DeadLetterHeaders.TOPIC))
                            .isEqualTo(topic);
                    assertThat(header(record.headers(), DeadLetterHeaders.PARTITION))
                            .isEqualTo("1");
                })
                .extracting(record -> header(record.headers(), DeadLetterHeaders.OFFSET))
                .containsExactly("0", "1", "2", "3");
        assertThat(topics.read(topic)).hasSize(5);
    }

    @Test
    void copiesOfARunThatGoesOnWhatIsLeft() {
        replay("--from", "0", "--until", "2", "--partition", "1", "--run", "r1");

        Result rest = replay("--from", "beginning", "--run", "r1");

        assertThat(rest.out()).startsWith("Copied 2 records ");
        assertThat(topics.read(topic + ".books.replay")).hasSize(4);
    }

    @Test
    void saysWhatKafkaHasDeletedBeforeARunWentOn() throws Exception {
        replay("--from", "0", "--until", "2", "--partition", "1", "--run", "r2");
        topics.deleteBefore(topic, 1, 3);

        Result rest = replay("--from", "beginning", "--run", "r2");
        Result whole = replay("--from", "0", "--partition", "1", "--dry-run");

        assertThat(rest.out()).startsWith("Copied 1 record ");
        assertThat(rest.err())
                .isEqualTo("Kafka has deleted what " + topic + " held at 1:2-2, so books does not handle it again.\n");
        assertThat(whole.out()).startsWith("Would have books handle 1 record ");
        assertThat(whole.err())
                .isEqualTo("Kafka has deleted what " + topic + " held at 1:0-2, so books does not handle it again.\n");
    }

    @Test
    void takesAKeyAndATime() {
        assertThat(replay("--from", "2026-01-01T00:00:00.001Z", "--key", "k1", "--dry-run")
                        .out())
                .startsWith("Would have books handle 2 records ");
        assertThat(replay("--from", "1", "--dry-run").err())
                .isEqualTo("Expected --partition with an offset, since " + topic + " has 2 partitions.\n");
    }

    @Test
    void takesAKeyThatNoRecordHasForMistyped() {
        Result mistyped = replay("--from", "2026-01-01", "--until", "2026-02-01", "--key", "nobody");

        assertThat(mistyped)
                .isEqualTo(new Result(
                        ExitCode.USAGE,
                        "",
                        "No record of " + topic
                                + " that books has committed, from 2026-01-01 until 2026-02-01, has the key"
                                + " nobody.\n"));
    }

    @Test
    void saysWhatAGroupWithoutAReplayTopicCanDo() {
        Result result = platform("", "replay", "--topic", topic, "--group", "others", "--from", "beginning");

        assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(result.err())
                .isEqualTo("Kafka at " + kafka.bootstrapServers() + " has no topic " + topic + ".others.replay, which"
                        + " Avenant's messaging starter makes for a group. If others has no starter, stop it and use"
                        + " avenant groups reset others --topic " + topic + ".\n");
    }

    private static String header(org.apache.kafka.common.header.Headers headers, String name) {
        return DeadLetterHeaders.text(headers, name).orElse("");
    }

    private Result replay(String... options) {
        return platform(
                "",
                Stream.concat(Stream.of("replay", "--topic", topic, "--group", "books"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
