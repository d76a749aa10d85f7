package dev.avenant.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random texts that a stack makes once, for its user alone. */
@Tag("fast")
class SecretsTest {

    @TempDir
    private Path home;

    private Secrets secrets;

    @BeforeEach
    void inThatFolder() {
        secrets = secretsOf(home);
    }

    private static Secrets secretsOf(Path home) {
        return new Secrets(new Folders(
                home,
                home.resolve("data"),
                home.resolve("logs"),
                home.resolve("run"),
                home.resolve("tmp"),
                home.resolve("cache")));
    }

    @Test
    void areMadeOnceAndKept() {
        String made = secrets.get("door");

        assertThat(made).matches("[A-Za-z0-9_-]{24}");
        assertThat(secretsOf(home).get("door")).isEqualTo(made);
        assertThat(secrets.get("window")).isNotEqualTo(made);
        assertThat(secrets.file("door"))
                .isEqualTo(home.resolve("data").resolve("secrets").resolve("door"))
                .hasContent(made);
    }

    @Test
    void areTheSameForAllWhoAskAtTheSameMomentAndWholeFromTheBeginning() throws Exception {
        ExecutorService all = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < 50; round++) {
                String name = "door-" + round;
                Path file = secrets.file(name);
                AtomicBoolean isDone = new AtomicBoolean();
                Future<Set<String>> seen = all.submit(() -> contentsOf(file, isDone));
                Set<String> given = new HashSet<>();
                Callable<String> asker = () -> secretsOf(home).get(name);
                for (Future<String> each : all.invokeAll(Collections.nCopies(4, asker))) {
                    given.add(each.get());
                }
                isDone.set(true);

                assertThat(given).hasSize(1);
                assertThat(seen.get()).as("what the file held meanwhile").isSubsetOf(given);
            }
        } finally {
            all.shutdownNow();
        }
    }

    /** What a file held until that is done, as often as it could be looked at. */
    private static Set<String> contentsOf(Path file, AtomicBoolean isDone) {
        Set<String> contents = new HashSet<>();
        while (!isDone.get()) {
            try {
                contents.add(Files.readString(file).strip());
            } catch (NoSuchFileException notYet) {
                Thread.onSpinWait();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return contents;
    }

    @Test
    void areMadeAnewWhereAKilledProcessLeftNothingOrHalfOfOneBeside() throws IOException {
        secrets.get("window");
        Path file = secrets.file("door");
        Files.createFile(file);
        Files.writeString(file.resolveSibling(".door.new"), "hal");

        String made = secrets.get("door");

        assertThat(made).matches("[A-Za-z0-9_-]{24}");
        assertThat(file.resolveSibling(".door.new")).doesNotExist();
    }

    @Test
    void areForTheirUserAlone() throws IOException {
        assumeThat(home.getFileSystem().supportedFileAttributeViews()).contains("posix");

        secrets.get("door");

        Path file = secrets.file("door");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }
}
