package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Dead letters that Spring Kafka wrote, for a team that has nothing else of ours. */
@Tag("broker")
class ForeignLettersTest extends PlatformCommands {
    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private String topic = "";

    @BeforeEach
    void twoLetters(TestInfo test) throws Exception {
        topic = "spring-" + test.getTestMethod().orElseThrow().getName();
        topics.create(2, topic, topic + "-dlt");
        topics.send(LetterTopics.spring(topic, 41, "a"), LetterTopics.spring(topic, 42, "b"));
    }

    @Test
    void areListedWithWhoWroteThem() {
        assertThat(platform("", "dead-letters", "list").out())
                .containsPattern(topic + "-dlt +2 messages  Spring Kafka\n");
    }

    @Test
    void areExplained() {
        Result result = platform(
                "",
                "dead-letters",
                "explain",
                topic + "-dlt",
                "--offset",
                "0:0",
                "--registry",
                registry.url().toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("failed     [^\n]*", "failed     NOW"))
                .isEqualTo("""
                        0:0  IllegalStateException
                          from       spring-areExplained, partition 1, offset 41, written 2026-01-01T00:00:00Z
                          group      books
                          failed     NOW
                          why        Listener failed; no account
                          exception  org.springframework.kafka.listener.ListenerExecutionFailedException
                          caused by  java.lang.IllegalStateException
                          key        a
                          value      10 bytes  6f 72 64 65 72 20 6f 66 20 61  |order of a|
                          headers    trace=t1
                          written by  Spring Kafka
                          id         %s, attempt 1
                          trace      a.B: Listener failed
                          trace      at a.B.c(B.java:1)
                          format     no Avro in Confluent's wire format: expected the magic byte 00 and a schema id
                          cause      The application's own code failed at the record.
                          to do      Find the exception in the application's log at the time above, correct it, then replay.
                        """.formatted(
                                dev.avenant.messaging.api.DeadLetterId.of("books", topic, 1, 41, 1_767_225_600_000L)));
    }

    @Test
    void goNowhereUnlessSomebodySaysWhere() {
        Result result = dead("replay", "--all");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo(
                        "The message at 0:0 is a letter of Spring Kafka, and its group has no replay topic of its own."
                                + " Name a topic with --to, or take --to-original, which every group that reads the topic gets again.\n");
        assertThat(topics.read(topic)).isEmpty();
    }

    @Test
    void goBackToWhereTheyCameFromOnce() {
        Result dryRun = dead("replay", "--all", "--to-original", "--dry-run");
        Result first = dead("replay", "--all", "--to-original");
        Result second = dead("replay", "--all", "--to-original");

        assertThat(dryRun.out()).isEqualTo("""
                        0:0  IllegalStateException  attempt 1  key a
                        0:1  IllegalStateException  attempt 1  key b
                        Would replay 2 messages to spring-goBackToWhereTheyCameFromOnce, for every group that reads it.
                        """);
        assertThat(first.out()).isEqualTo("Replayed 2 messages to " + topic + ", for every group that reads it.\n");
        assertThat(second.out())
                .isEqualTo(
                        "Replayed 0 messages to any topic. (2 are left out: they were replayed since they failed)\n");
        List<ConsumerRecord<byte[], byte[]>> replayed = topics.read(topic);
        assertThat(replayed).hasSize(2).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(1);
            assertThat(record.headers().toArray())
                    .extracting(header -> header.key())
                    .containsExactly("trace", "avenant-dlt-id", "avenant-dlt-attempt");
        });
    }

    @Test
    void areHandledWhenTheirGroupCommittedBehindTheReplay() throws Exception {
        dead("replay", "--offset", "0:0", "--to-original");
        topics.commit("books", topic, 1, 1);

        Result show = dead("show", "--to-original");

        assertThat(show.out().lines().filter(line -> line.startsWith("  state")))
                .containsExactly("  state      resolved", "  state      open");
    }

    @Test
    void areTakenForLettersByForce() throws Exception {
        topics.send(new ProducerRecord<>(topic, 0, bytes("c"), bytes("plain")));

        assertThat(platform("", "dead-letters", "show", topic).out())
                .isEqualTo(topic + " holds no dead letter: none of its 1 record has the headers of a dialect."
                        + " --dialect takes them for letters all the same.\n");
        assertThat(platform("", "dead-letters", "show", topic, "--dialect", "connect")
                        .out())
                .contains("0:0  no category\n", "  written by  Kafka Connect\n");
        assertThat(platform("", "dead-letters", "show", topic, "--dialect", "spingr")
                        .err())
                .isEqualTo(
                        "Expected a --dialect of avenant, spring, connect, streams, share-group but found spingr.\n");
    }

    private Result dead(String command, String... options) {
        return platform(
                "",
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("dead-letters", command, topic + "-dlt"),
                                java.util.stream.Stream.of(options))
                        .toArray(String[]::new));
    }
}
