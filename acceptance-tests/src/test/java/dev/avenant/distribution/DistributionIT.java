package dev.avenant.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.distribution.Unpacked.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive for any Java, unpacked outside this repository and used as whoever downloads it does. */
@Order(4)
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the script is avenant.cmd, which only Windows can run")
class DistributionIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path ARCHIVES = ROOT.resolve("platform/distribution/target");
    private static final String ORDER =
            "{\"type\": \"record\", \"name\": \"Order\", \"fields\": [{\"name\": \"id\", \"type\": \"%s\"}]}";

    @TempDir
    private Path work;

    private Path schemas;
    private Unpacked avenant;

    @BeforeEach
    void unpack() throws Exception {
        schemas = Files.createDirectories(work.resolve("a project"));
        Files.writeString(schemas.resolve("old.avsc"), ORDER.formatted("string"));
        Files.writeString(schemas.resolve("new.avsc"), ORDER.formatted("int"));
        avenant = Unpacked.of(archive(".tar.gz"), work.resolve("un packed"), work.resolve("cache"));
    }

    /** What is made in the background is made in a folder that goes away. */
    @AfterEach
    void letItFinish() {
        avenant.archives();
    }

    @ParameterizedTest
    @ValueSource(strings = {".tar.gz", ".zip"})
    void holdsTheCommandTheRegistryAndTheLicencesOfEverything(String ending) throws Exception {
        Path archive = archive(ending);
        Path home = Unpacked.of(archive, work.resolve("other"), work).home();

        assertThat(names(home))
                .contains("CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY.txt", "app", "bin", "lib");
        assertThat(names(home.resolve("bin"))).containsExactlyInAnyOrder("avenant", "avenant.cmd");
        assertThat(Files.isExecutable(home.resolve("bin/avenant"))).isTrue();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
        assertThat(Path.of(archive + ".sha256")).hasContent(digest + "  " + archive.getFileName() + "\n");
        String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
        assertThat(names(home.resolve("app/lib")))
                .filteredOn(name -> !name.startsWith("avenant-"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(licences)
                        .containsPattern("\\(.+\\) .*:" + name.replaceFirst("-(\\d.*)\\.jar$", ":$1") + " "));
        assertThat(licences).doesNotContain("Unknown license");
    }

    @Test
    void findsWhatIsWrongAndMakesAnArchiveOfItsClassesForTheNextStart() throws Exception {
        Result first = compare();
        List<Path> archives = avenant.awaitArchives(1);
        Result second = compare();

        assertThat(first.exitCode()).isEqualTo(second.exitCode());
        assertThat(first.out()).contains("BREAKS", "id").isEqualTo(second.out());
        assertThat(first.err() + second.err()).isEmpty();
        assertThat(avenant.awaitArchives(1)).isEqualTo(archives);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(avenant.cache().resolve("avenant"))))
                .isEqualTo("rwx------");
    }

    @Test
    void goesOnWithoutAWordWhenTheArchiveWasWrittenTo() throws Exception {
        compare();
        Path archive = avenant.awaitArchives(1).get(0);
        Result right = compare();
        byte[] damaged = Damage.MIDDLE.of(Files.readAllBytes(archive));

        Files.delete(archive);
        Files.write(archive, damaged);

        assertThat(compare()).isEqualTo(right);
    }

    @Test
    @Tag("long")
    void goesOnWithoutAWordWhenTheArchiveIsDamaged() throws Exception {
        compare();
        Path archive = avenant.awaitArchives(1).get(0);
        byte[] whole = Files.readAllBytes(archive);
        Result right = compare();
        for (Damage damage : Damage.values()) {
            Files.delete(archive);
            Files.write(archive, damage.of(whole));

            assertThat(compare()).as("%s", damage).isEqualTo(right);
            avenant.awaitArchives(1);
        }
        Path size = Path.of(archive + ".size");
        Files.delete(size);
        Files.createDirectory(size);
        assertThat(compare()).as("a folder of that name").isEqualTo(right);
        assertThat(right.err()).isEmpty();
    }

    @Test
    @Tag("long")
    void makesAnotherArchiveWhenItIsMoved() throws Exception {
        compare();
        avenant.awaitArchives(1);
        avenant = avenant.with(Files.move(avenant.home(), work.resolve("moved")));

        Result result = compare();

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("BREAKS");
        avenant.awaitArchives(2);
    }

    @Test
    void startsTwiceAtOnceForTheFirstTime() throws Exception {
        Executor ownThread = command -> new Thread(command).start();
        CompletableFuture<Result> one = CompletableFuture.supplyAsync(this::compareOrFail, ownThread);
        CompletableFuture<Result> two = CompletableFuture.supplyAsync(this::compareOrFail, ownThread);

        assertThat(one.get()).isEqualTo(two.get());
        assertThat(one.get().err()).isEmpty();
        avenant.awaitArchives(1);
        assertThat(compare()).isEqualTo(one.get());
    }

    @Test
    void takesAwayNothingButItsOwnFromTheFolderThatIsNamedForTheCache() throws Exception {
        Path named = Files.createDirectories(schemas.resolve("of many"));
        for (String name : List.of("thesis.txt", "1-2.jsa", "1-2.aot.size", "notes/1-2.jsa")) {
            Files.createDirectories(named.resolve(name).getParent());
            Files.setLastModifiedTime(
                    Files.writeString(named.resolve(name), name),
                    FileTime.from(Instant.now().minus(Duration.ofDays(60))));
        }

        Result result = avenant.run(
                avenant.home().resolve("bin/avenant"),
                schemas,
                Map.of("AVENANT_CACHE", "of many"),
                "compare",
                "old.avsc",
                "new.avsc");

        assertThat(result.err()).isEmpty();
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(names(named))
                        .hasSize(4)
                        .contains("thesis.txt", "notes")
                        .anyMatch(name -> name.matches("\\d+-\\d+\\.(jsa|aot)"))
                        .anyMatch(name -> name.matches("\\d+-\\d+\\.(jsa|aot)\\.size"))
                        .doesNotContain("1-2.jsa", "1-2.aot.size"));
        assertThat(names(named.resolve("notes"))).containsExactly("1-2.jsa");
    }

    @Test
    void namesFilesAndLiesInAFolderOfAnyNameInThePlainLocale() throws Exception {
        // The names are made by the shell: the JVM of the test may have the plain locale too
        String script = """
                name=$(printf 'B\\303\\274ro') && mv "$1" "../$name" && mkdir "$name" && mv *.avsc "$name" || exit
                "../$name/bin/avenant" compare "$name/old.avsc" "$name/new.avsc"
                """;

        Result result = avenant.run(
                Path.of("/bin/sh"),
                schemas,
                Map.of("LC_ALL", "C", "AVENANT_CACHE", "off"),
                "-c",
                script,
                "sh",
                avenant.home().toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("BREAKS", "B\u00fcro/new.avsc");
    }

    @Test
    void needsNoCache() throws Exception {
        Path file = Files.writeString(work.resolve("file"), "no folder");
        Path program = avenant.home().resolve("bin/avenant");
        for (Map<String, String> environment : List.of(
                Map.of("XDG_CACHE_HOME", file.toString()),
                Map.of("AVENANT_CACHE", file + "/below"),
                Map.of("AVENANT_CACHE", "off"),
                Map.of("XDG_CACHE_HOME", "relative", "HOME", ""))) {
            Result result = avenant.run(program, schemas, environment, "compare", "old.avsc", "new.avsc");

            assertThat(result.err()).as("%s", environment).isEmpty();
            assertThat(result.out()).as("%s", environment).contains("BREAKS");
        }
        assertThat(avenant.cached()).isEmpty();
        assertThat(names(schemas)).containsExactlyInAnyOrder("old.avsc", "new.avsc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
    void startsWithTheCollectorThatTheEnvironmentNames(String collector) throws Exception {
        Path program = avenant.home().resolve("bin/avenant");
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", collector);

        Result compared = avenant.run(program, schemas, environment, "compare", "old.avsc", "new.avsc");
        Result registry = avenant.run(program, schemas, environment, "registry", "--version");

        assertThat(compared.out()).contains("BREAKS");
        assertThat(registry.out()).startsWith("avenant ");
        assertThat(List.of(compared.err(), registry.err()))
                .containsOnly("Picked up JAVA_TOOL_OPTIONS: " + collector + "\n");
    }

    @Test
    void worksThroughALinkFromAFolderThatNobodyMayWrite() throws Exception {
        Path bin = Files.createDirectories(work.resolve("bin"));
        Path direct =
                Files.createSymbolicLink(bin.resolve("direct"), avenant.home().resolve("bin/avenant"));
        Path link = Files.createSymbolicLink(
                bin.resolve("avenant"), Path.of(direct.getFileName().toString()));
        writable(avenant.home(), false);
        try {
            Result result = avenant.run(link, schemas, Map.of(), "compare", "old.avsc", "new.avsc");

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).contains("BREAKS");
            avenant.awaitArchives(1);
        } finally {
            writable(avenant.home(), true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "stack"})
    void saysWhatNeedsAClone(String command) throws Exception {
        Result result = avenant.run(schemas, command);

        assertThat(result)
                .isEqualTo(new Result(
                        3,
                        "",
                        "avenant " + command
                                + " is for the platform in a clone of Avenant's repository, which it builds"
                                + " and starts. Run ./avenant " + command + " in a clone.\n"));
    }

    @Test
    void saysInOneSentenceThatTheJavaIsTooOld() throws Exception {
        Path java = Files.createDirectories(work.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(work.resolve("jdk/release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.22\"\n");

        Result result = avenant.withJava(work.resolve("jdk")).run(schemas, "check");

        assertThat(result)
                .isEqualTo(new Result(
                        3,
                        "",
                        "Avenant needs a JDK 17 or newer, but " + java
                                + " is Java 11.0.22. Set JAVA_HOME to a newer JDK and try again.\n"));
    }

    @Test
    void runsTheRegistry() throws Exception {
        Path output = work.resolve("registry.log");
        ProcessBuilder builder = new ProcessBuilder(
                        avenant.home().resolve("bin/avenant").toString(), "registry", "--in-memory", "--port", "0")
                .directory(schemas.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", avenant.javaHome().toString());
        Process registry = builder.start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains("http://localhost:"));
        } finally {
            registry.destroy();
            registry.waitFor();
        }
    }

    private Result compare() throws IOException, InterruptedException {
        return avenant.run(schemas, "compare", "old.avsc", "new.avsc", "--seed", "1");
    }

    private Result compareOrFail() {
        try {
            return compare();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void writable(Path folder, boolean writable) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                var permissions = Files.getPosixFilePermissions(file);
                if (writable) {
                    permissions.add(PosixFilePermission.OWNER_WRITE);
                } else {
                    permissions.removeAll(PosixFilePermissions.fromString("-w--w--w-"));
                }
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    private static Path archive(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ARCHIVES)) {
            return files.filter(file -> file.getFileName().toString().matches("avenant-[^-]+(-SNAPSHOT)?\\" + ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
