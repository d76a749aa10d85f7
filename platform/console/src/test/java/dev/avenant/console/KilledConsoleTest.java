package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A console that is killed while it replays many letters, and another one that goes on. */
@Tag("process")
class KilledConsoleTest {

    /** Each look reads the whole topic, which takes from what is looked at. */
    private static final Duration LOOK = Duration.ofMillis(500);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private final List<Process> consoles = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        consoles.forEach(Process::destroyForcibly);
        topics.deleteAll();
    }

    @Test
    void leavesNoLetterOutAndReplaysNoneTwice() throws Exception {
        killInTheMiddle(20_000, 400, 300);
    }

    /** The same when half of very many are replayed. */
    @Test
    @Tag("long")
    void leavesNoneOfAHundredThousandLettersOutAndReplaysNoneTwice() throws Exception {
        killInTheMiddle(100_000, 5_000, 50_000);
    }

    /** @param kill how many letters are replayed when the console is killed, or a few more */
    private void killInTheMiddle(int count, int rate, int kill) throws Exception {
        topics.create(1, "killed", "killed.books.dlt", "killed.books.replay");
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            letters.add(LetterTopics.own("killed", number, "k" + number, "HANDLER_FAILED", new byte[] {1}));
        }
        topics.send(letters);
        String address = "/dead-letters/killed.books.dlt/replay?cause=HANDLER_FAILED";

        int first = FreePorts.pick(1).get(0);
        Process killed = console(first);
        awaitText(first, address, String.format("%,d letters would be replayed.", count));
        Page.submit(first, address, address, Map.of("rate", String.valueOf(rate)));
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(LOOK)
                .until(() -> replayed().size() > kill);
        killed.destroyForcibly().waitFor();
        int before = replayed().size();

        int second = FreePorts.pick(1).get(0);
        console(second);
        String left = awaitText(second, address, String.format("%,d letters would be replayed.", count - before));
        Page.submit(second, address, address, Map.of());
        awaitText(second, address, "Done");

        assertThat(before).isBetween(kill, count - 1);
        assertThat(left).contains(String.format("%,d replayed since they failed", before));
        Set<String> keys = replayed().stream()
                .map(record -> new String(record.key(), UTF_8))
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(count);
        assertThat(replayed()).hasSize(count);
    }

    /** A long topic is read at several looks, so the page is opened until it has read all. */
    private static String awaitText(int port, String address, String text) {
        return await().atMost(Duration.ofMinutes(2))
                .until(() -> Page.at(port, address).text(), page -> page.contains(text));
    }

    private List<ConsumerRecord<byte[], byte[]>> replayed() {
        return topics.read("killed.books.replay");
    }

    private Process console(int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ConsoleApplication.class.getName()));
        command.add("--server.port=" + port);
        command.add("--avenant.console.access.everybody[0].role=admin");
        command.add("--avenant.console.timeout=10s");
        command.add("--avenant.console.registry-url=http://localhost:1");
        command.add("--avenant.console.bootstrap-servers=" + kafka.bootstrapServers());
        File log = folder.resolve(port + ".log").toFile();
        Process console = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        consoles.add(console);
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            try (var socket = new Socket("localhost", port)) {
                return socket.isConnected();
            }
        });
        return console;
    }
}
