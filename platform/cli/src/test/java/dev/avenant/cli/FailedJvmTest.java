package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command where its JVM has too little memory or stack, or a class is not there: a sentence, and no trace. */
@Tag("process")
class FailedJvmTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void saysHowToGiveMoreMemory() throws Exception {
        String doc = "d".repeat(1_000_000);
        for (int i = 0; i < 40; i++) {
            Files.writeString(
                    folder.resolve("R" + i + ".avsc"),
                    "{\"type\":\"record\",\"name\":\"R" + i + "\",\"doc\":\"" + doc + "\",\"fields\":[]}");
        }

        Shell.Result result = check("-Xmx16m", entry -> true);

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        3,
                        "",
                        "The command needs more memory than it may take (Java heap space). Set the environment variable"
                                + " _JAVA_OPTIONS to -Xmx2g, or to more, and try again.\n"));
    }

    @Test
    void saysThatAPartOfTheProgramIsMissing() throws Exception {
        Files.writeString(folder.resolve("R.avsc"), "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");

        Shell.Result result = check("-Xmx64m", entry -> !bringsAvro(entry));

        assertThat(result)
                .isEqualTo(new Shell.Result(
                        3,
                        "",
                        "A part of the program is missing or does not fit the others"
                                + " (java.lang.NoClassDefFoundError: org/apache/avro/AvroRuntimeException). Install it"
                                + " again, or in a clone build it again, and try again.\n"));
    }

    /** Avro itself, and a program's jar, which names the libraries beside it. */
    private static boolean bringsAvro(String entry) {
        return entry.matches(".*[/\\\\](avro-[0-9.]+|app[/\\\\][^/\\\\]+)[.]jar");
    }

    private Shell.Result check(String memory, Predicate<String> classes) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                Arrays.stream(classPath.split(File.pathSeparator, -1))
                        .filter(classes)
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                Avenant.class.getName(),
                "check",
                "."));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Shell.Result(
                exitCode,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }
}
