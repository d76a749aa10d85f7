package dev.avenant.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./mvnw} on a machine that has a JDK and what every Debian has, with and without the tools that it prefers, and
 * a Maven of its own to fetch.
 */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the wrapper is mvnw.cmd, which fetches the zip only")
class MavenWrapperTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path PROPERTIES = Path.of(".mvn", "wrapper", "maven-wrapper.properties");
    private static final List<String> IN_EVERY_DEBIAN = List.of(
            "basename",
            "cat",
            "dirname",
            "gzip",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "sh",
            "sha256sum",
            "tar",
            "tr",
            "uname");
    private static final String WRONG = "0".repeat(64);

    private record Outcome(int exitCode, List<String> said) {}

    @TempDir
    private Path folder;

    private MavenRepository maven;

    @BeforeEach
    void openTheRepository() throws Exception {
        maven = MavenRepository.open(Files.createDirectories(folder.resolve("repository")));
    }

    @AfterEach
    void closeTheRepository() throws IOException {
        maven.close();
        Path path = folder.resolve("path");
        if (Files.exists(path)) {
            // JUnit would warn of each link that leads out of its folder.
            try (Stream<Path> links = Files.list(path)) {
                for (Path link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    @ParameterizedTest(name = "with only [{0}]")
    @ValueSource(strings = {"", "unzip", "wget", "curl", "unzip wget", "unzip curl", "wget curl", "unzip wget curl"})
    void fetchesMavenWithWhateverIsThere(String tools) throws Exception {
        Path clone = cloneWith(maven.zipChecksum(), maven.tarGzChecksum());

        Outcome outcome = mvnw(clone, tools);

        assertThat(outcome.said()).containsExactly("this is Maven 9.9.9, called with -v");
        assertThat(outcome.exitCode()).isZero();
        assertThat(maven.asked()).containsExactly(isThere("unzip", tools) ? "-bin.zip" : "-bin.tar.gz");
    }

    @ParameterizedTest(name = "with only [{0}]")
    @ValueSource(strings = {"", "unzip", "wget", "unzip wget curl"})
    void refusesAMavenThatDoesNotHaveItsChecksum(String tools) throws Exception {
        // Given that the checksum of what is fetched is another, and that of the other archive is right
        boolean unzips = isThere("unzip", tools);
        Path clone = cloneWith(unzips ? WRONG : maven.zipChecksum(), unzips ? maven.tarGzChecksum() : WRONG);

        assertThatItIsRefused(mvnw(clone, tools));
    }

    @Test
    void refusesATarGzWhenOnlyTheChecksumOfTheZipIsKnown() throws Exception {
        Path clone = cloneWith(maven.zipChecksum(), "");

        assertThatItIsRefused(mvnw(clone, ""));
    }

    @Test
    void knowsTheChecksumsOfBothArchives() throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(REPOSITORY.resolve(PROPERTIES))) {
            properties.load(reader);
        }

        assertThat(properties.getProperty("distributionUrl")).endsWith("-bin.zip");
        assertThat(properties.getProperty("distributionSha256Sum"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(properties.getProperty("distributionTarGzSha256Sum"));
        assertThat(properties.getProperty("distributionTarGzSha256Sum")).matches("[0-9a-f]{64}");
    }

    private void assertThatItIsRefused(Outcome outcome) {
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.said())
                .containsExactly(
                        "Error: Failed to validate Maven distribution SHA-256, your Maven distribution might be"
                                + " compromised.",
                        "If you updated your Maven version, you need to update the specified distributionSha256Sum"
                                + " property.");
        assertThat(maven.asked()).hasSize(1);
    }

    /** The wrapper as it is in this repository, with another Maven and its checksums. */
    private Path cloneWith(String zipChecksum, String tarGzChecksum) throws IOException {
        Path clone = Files.createDirectories(folder.resolve("clone"));
        Files.copy(REPOSITORY.resolve("mvnw"), clone.resolve("mvnw"));
        Map<String, String> values = Map.of(
                "distributionUrl", maven.zipUrl(),
                "distributionSha256Sum", zipChecksum,
                "distributionTarGzSha256Sum", tarGzChecksum);
        String properties = Files.readString(REPOSITORY.resolve(PROPERTIES));
        for (Map.Entry<String, String> value : values.entrySet()) {
            Pattern line = Pattern.compile("(?m)^" + value.getKey() + "=.*$");
            assertThat(properties).containsPattern(line);
            properties = line.matcher(properties).replaceFirst(value.getKey() + "=" + value.getValue());
        }
        Files.createDirectories(clone.resolve(PROPERTIES).getParent());
        Files.writeString(clone.resolve(PROPERTIES), properties);
        return clone;
    }

    private Outcome mvnw(Path clone, String tools) throws IOException, InterruptedException {
        Path path = Files.createDirectories(folder.resolve("path"));
        for (String program : IN_EVERY_DEBIAN) {
            Files.createSymbolicLink(path.resolve(program), find(program).orElseThrow());
        }
        for (String program : List.of("java", "javac")) {
            Files.createSymbolicLink(path.resolve(program), Path.of(System.getProperty("java.home"), "bin", program));
        }
        for (String tool : words(tools)) {
            if (isThere(tool, tools)) {
                Files.createSymbolicLink(path.resolve(tool), find(tool).orElseThrow());
            }
        }
        ProcessBuilder wrapper = new ProcessBuilder("/bin/sh", "./mvnw", "-v")
                .directory(clone.toFile())
                .redirectErrorStream(true);
        wrapper.environment().clear();
        wrapper.environment()
                .putAll(Map.of(
                        "PATH", path.toString(),
                        "HOME", folder.toString(),
                        "MAVEN_USER_HOME", folder.resolve("m2").toString()));
        Process process = wrapper.start();
        List<String> said = new ArrayList<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(said::add);
        }
        return new Outcome(process.waitFor(), said);
    }

    /** Whether a tool is to be used and this machine has it; one that it lacks is tried as one that is left out. */
    private static boolean isThere(String tool, String tools) {
        return words(tools).contains(tool) && find(tool).isPresent();
    }

    private static List<String> words(String text) {
        return Pattern.compile(" ").splitAsStream(text).toList();
    }

    private static Optional<Path> find(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, name))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }
}
