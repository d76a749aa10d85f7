package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.avenant.kafka.embedded.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that asks Kafka or a registry ends with a sentence when there is none, or one that never answers. */
@Tag("broker")
class UnansweringServersTest {

    /** More than a busy machine needs, and far less than the half minute that Kafka's clients take by themselves. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics list",
                "topics show orders",
                "events tail orders",
                "events search orders",
                "events follow 7",
                "events produce orders --tombstone --key 7",
                "events produce orders --raw",
                "dead-letters list",
                "dead-letters show orders.billing.dlt",
                "dead-letters replay orders.billing.dlt --all",
                "dead-letters drop orders.billing.dlt --all --reason none",
                "groups list",
                "groups show billing",
                "groups reset billing --to-earliest",
                "replay --topic orders --group billing --from beginning"
            })
    void saysThatKafkaDoesNotAnswer(String command) throws IOException {
        assertThatItEnds(deadPort(), "--bootstrap-servers", command);
        try (ServerSocket silent = silent()) {
            assertThatItEnds(silent.getLocalPort(), "--bootstrap-servers", command);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contracts status --project src/test/resources/dev/avenant/cli/shop",
                "subjects list",
                "subjects show order-events-Paid",
                "subjects versions order-events-Paid",
                "subjects usage order-events-Paid --bootstrap-servers localhost:1"
            })
    void saysThatTheRegistryDoesNotAnswer(String command) throws IOException {
        assertThatItEnds(deadPort(), "--registry", command);
        try (ServerSocket silent = silent()) {
            assertThatItEnds(silent.getLocalPort(), "--registry", command);
        }
    }

    @Test
    void waitsFiveSecondsUnlessItIsToldOtherwise() throws IOException {
        try (ServerSocket silent = silent()) {
            String address = "localhost:" + silent.getLocalPort();

            Shell.Result result = Shell.runWith("", List.of("dead-letters", "list", "--bootstrap-servers", address));

            assertThat(result)
                    .isEqualTo(new Shell.Result(
                            3,
                            "",
                            "Kafka at " + address + " did not answer within 5 s. Check that it runs"
                                    + " and can be reached from here." + System.lineSeparator()));
        }
    }

    @Test
    void saysTheSameWhereKafkasClientFindsNoBrokerForARequest() throws IOException {
        String address = "localhost:" + deadPort();

        Shell.Result result = Shell.runWith("", List.of("groups", "list", "--bootstrap-servers", address));

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        3,
                        "",
                        "Kafka at " + address + " did not answer within 5 s. Check that it runs"
                                + " and can be reached from here." + System.lineSeparator()));
    }

    @Test
    void asksForAnAddressWhenNoStackRunsHere(@TempDir Path home) {
        Shell.Result result = Shell.runWith("", List.of("dead-letters", "list", "--home", home.toString()));

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        3,
                        "",
                        "No stack with kafka runs from " + home + ", and neither --bootstrap-servers nor"
                                + " KAFKA_BOOTSTRAP_SERVERS names another. ./avenant up starts one."
                                + System.lineSeparator()));
    }

    @Test
    void refusesATimeoutOfNothing() {
        Shell.Result result = Shell.runWith(
                "", List.of("dead-letters", "list", "--bootstrap-servers", "localhost:1", "--timeout", "0"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().strip()).isEqualTo("Expected a --timeout of at least 1 second but found 0.");
    }

    private static void assertThatItEnds(int port, String option, String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        words.addAll(List.of(option, (option.equals("--registry") ? "http://" : "") + "localhost:" + port));
        words.addAll(List.of("--timeout", "1"));
        if (command.startsWith("events")) {
            words.addAll(List.of("--registry", "http://localhost:" + port));
        }

        Shell.Result result = assertTimeoutPreemptively(SOON, () -> Shell.runWith("no Avro", words));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains("localhost:" + port);
    }

    /** A port on which nobody listens. */
    private static int deadPort() {
        return FreePorts.pick(1).get(0);
    }

    /** Takes connections and never answers: the system accepts them, nobody reads. */
    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
