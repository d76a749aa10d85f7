package dev.avenant.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An archive, unpacked somewhere, and the cache of the user who calls it.
 *
 * @param home the folder that was in the archive
 * @param cache where the user's programs keep what they can make anew
 * @param javaHome which Java the user has
 */
record Unpacked(Path home, Path cache, Path javaHome) {

    /** What a call came to. */
    record Result(int exitCode, String out, String err) {}

    /** Unpacks an archive into an empty folder. */
    static Unpacked of(Path archive, Path folder, Path cache) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = archive.toString().endsWith(".zip")
                ? List.of("unzip", "-q", archive.toString(), "-d", folder.toString())
                : List.of("tar", "xzf", archive.toString(), "-C", folder.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as("%s", command)
                .isZero();
        try (Stream<Path> unpacked = Files.list(folder)) {
            return new Unpacked(unpacked.findFirst().orElseThrow(), cache, Path.of(System.getProperty("java.home")));
        }
    }

    Unpacked with(Path otherHome) {
        return new Unpacked(otherHome, cache, javaHome);
    }

    Unpacked withJava(Path otherJava) {
        return new Unpacked(home, cache, otherJava);
    }

    Result run(Path here, String... words) throws IOException, InterruptedException {
        return run(home.resolve("bin/avenant"), here, Map.of(), words);
    }

    Result run(Path program, Path here, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("avenant", ".out");
        Path err = Files.createTempFile("avenant", ".err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(words))
                        .toList())
                .directory(here.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> inherited = new HashMap<>(Map.of(
                "JAVA_HOME", javaHome.toString(),
                "XDG_CACHE_HOME", cache.toString()));
        inherited.putAll(environment);
        builder.environment().keySet().removeAll(List.of("AVENANT_CACHE", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().putAll(inherited);
        int exitCode = builder.start().waitFor();
        Result result = new Result(exitCode, text(out), text(err));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The archives of loaded classes that were made so far, once nobody makes one any more. */
    List<Path> archives() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> cached().stream().noneMatch(file -> file.toString().endsWith(".lock")));
        return cached().stream()
                .filter(file ->
                        file.toString().endsWith(".jsa") || file.toString().endsWith(".aot"))
                .toList();
    }

    /** All archives, when there is the number of them that is waited for. */
    List<Path> awaitArchives(int number) {
        await().atMost(Duration.ofMinutes(2)).until(() -> archives().size() >= number);
        assertThat(archives()).hasSize(number);
        return archives();
    }

    List<Path> cached() {
        Path folder = cache.resolve("avenant");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
