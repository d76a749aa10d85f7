package dev.avenant.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avenant.distribution.Unpacked.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two Javas on one machine, where there are two: what one has made is nothing to the other. */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the script is avenant.cmd, which only Windows can run")
class OtherJavaIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path work;

    private Unpacked clone;

    @BeforeEach
    void findAnotherJava() throws IOException {
        List<Path> others = otherJavas();
        assumeTrue(!others.isEmpty(), "there is no other Java of 17 or newer beside " + THIS_JAVA);
        clone = new Unpacked(ROOT, work.resolve("cache"), others.get(0));
    }

    @Test
    void startsInACloneThatAnotherJavaHasBuilt() throws Exception {
        Result first = help();
        List<Path> archives = clone.awaitArchives(1);
        Result second = help();

        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(second).isEqualTo(first);
        assertThat(clone.awaitArchives(1)).isEqualTo(archives);
    }

    @Test
    @Tag("long")
    void passesOverWhatAnotherJavaHasMade() throws Exception {
        // Given the archive of the other Java under the name of that of this one
        help();
        Path others = clone.awaitArchives(1).get(0);
        byte[] content = Files.readAllBytes(others);
        Unpacked unpacked = Unpacked.of(archive(), work.resolve("unpacked"), work.resolve("cache of this"));
        Result right = unpacked.run(work, "check", "--help");
        Path own = unpacked.awaitArchives(1).get(0);
        Files.delete(own);
        Files.write(own, content);
        Files.writeString(Path.of(own + ".size"), content.length + "\n");

        Result result = unpacked.run(work, "check", "--help");

        assertThat(result).isEqualTo(right);
        assertThat(result.err()).isEmpty();
    }

    private Result help() throws IOException, InterruptedException {
        return clone.run(ROOT.resolve("avenant"), work, Map.of("AVENANT_BUILD", "skip"), "check", "--help");
    }

    private static List<Path> otherJavas() throws IOException {
        Path thisOne = THIS_JAVA.toRealPath();
        try (Stream<Path> beside = Files.list(thisOne.getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isRegularFile(home.resolve("release")))
                    .filter(home -> !isTheSame(home, thisOne) && feature(home) >= 17)
                    .filter(home -> feature(home) != feature(thisOne))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isTheSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException failed) {
            return false;
        }
    }

    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").replaceFirst("\\..*", ""))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException failed) {
            return 0;
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("platform/distribution/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("avenant-[^-]+(-SNAPSHOT)?\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
