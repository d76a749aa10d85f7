package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.messaging.api.DeadLetter;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replay that is killed in the middle goes on where it ended. */
@Tag("process")
class KilledReplayTest extends PlatformCommands {
    private static final int LETTERS = 600;

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void sendsEachLetterOnce() throws Exception {
        topics.create(2, "killed.books.dlt", "killed.books.replay");
        ProducerRecord<byte[], byte[]>[] letters = new ProducerRecord[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            letters[i] = LetterTopics.own("killed", i, "k" + i % 50, "HANDLER_FAILED");
        }
        topics.send(letters);
        Path avenant = InstalledCommand.in(folder.resolve("bin"));
        Process replay = new ProcessBuilder(
                        avenant.toString(),
                        "dead-letters",
                        "replay",
                        "killed.books.dlt",
                        "--all",
                        "--rate",
                        "10",
                        "--timeout",
                        "60",
                        "--bootstrap-servers",
                        kafka.bootstrapServers())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("replay.log").toFile())
                .start();
        while (replay.isAlive() && topics.read("killed.books.replay").size() < 20) {
            Thread.onSpinWait();
        }
        replay.destroyForcibly().waitFor();
        int before = topics.read("killed.books.replay").size();

        Result second = platform("", "dead-letters", "replay", "killed.books.dlt", "--all");

        assertThat(before).as("killed in the middle").isBetween(20, LETTERS - 1);
        assertThat(second.out())
                .isEqualTo("Replayed " + (LETTERS - before) + " messages to killed.books.replay. (" + before
                        + " are left out: they were replayed since they failed)\n");
        assertThat(topics.read("killed.books.replay"))
                .extracting(record -> new DeadLetter(record).id())
                .doesNotHaveDuplicates()
                .hasSize(LETTERS);
    }
}
