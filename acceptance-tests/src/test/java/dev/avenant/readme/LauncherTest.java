package dev.avenant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/**
 * What the script {@code avenant} builds and starts, in a clone whose java says what it was called with and whose Maven
 * makes empty jars.
 */
@Tag("process")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the script is avenant.cmd, which only Windows can run")
class LauncherTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PROGRAMS = List.of("platform/cli", "platform/schema-registry", "a-service");

    @TempDir
    Path folder;

    private Path clone;
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void aFreshClone() throws IOException {
        clone = Files.createDirectory(folder.resolve("clone"));
        Files.copy(REPOSITORY.resolve("avenant"), clone.resolve("avenant"));
        Path launcher = Path.of("platform/cli/src/main/launcher/java.sh");
        Files.createDirectories(clone.resolve(launcher).getParent());
        Files.copy(REPOSITORY.resolve(launcher), clone.resolve(launcher));
        Files.writeString(
                clone.resolve("stack.yaml"),
                String.join(
                        "",
                        PROGRAMS.stream()
                                .map(module -> "    module: " + module + "\n")
                                .toList()));
        Files.writeString(clone.resolve("pom.xml"), "");
        for (String module : PROGRAMS) {
            Files.createDirectories(clone.resolve(module).resolve("src/main"));
            Files.writeString(clone.resolve(module).resolve("pom.xml"), "");
        }
        script(
                clone.resolve("mvnw"),
                "echo \"mvnw $*\" >>calls",
                "for module in " + String.join(" ", PROGRAMS) + "; do",
                "  case \",$5,\" in *\",$module,\"*) mkdir -p $module/target/app; : >$module/target/app/${module##*/}.jar ;; esac",
                "done");
        script(
                folder.resolve("jdk/bin/java"),
                "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit 0; }",
                "while [ $# -gt 0 ] && [ \"$1\" != -jar ]; do",
                "  case $1 in -XX:SharedArchiveFile=*) echo \"maps ${1#*=}\" ;; esac",
                "  shift",
                "done",
                "echo \"java $*\"");
    }

    @Test
    void buildsAllOfStackYamlOnceAndStartsTheCommandLine() throws Exception {
        String first = avenant("up", "--ephemeral");
        String again = avenant("up", "--ephemeral");

        String started = "java -jar CLONE/platform/cli/target/app/cli.jar up --ephemeral";
        assertThat(first.lines())
                .containsExactly(
                        "Building, because a-service is not built. The log is CLONE/.avenant/build.log", started);
        assertThat(again.lines()).containsExactly(started);
        assertThat(calls())
                .containsExactly("mvnw -B -DskipTests -Dmaven.test.skip=true -pl"
                        + " a-service,platform/cli,platform/schema-registry, -am package");
    }

    @Test
    void buildsOnlyTheProgramThatIsAskedFor() throws Exception {
        assertThat(avenant("check", "--help"))
                .endsWith("\njava -jar CLONE/platform/cli/target/app/cli.jar check --help\n");
        assertThat(avenant("registry", "--in-memory"))
                .endsWith("\njava -jar CLONE/platform/schema-registry/target/app/schema-registry.jar --in-memory\n");

        assertThat(calls())
                .containsExactly(
                        "mvnw -B -DskipTests -Dmaven.test.skip=true -pl platform/cli -am package",
                        "mvnw -B -DskipTests -Dmaven.test.skip=true -pl platform/schema-registry -am package");
    }

    @Test
    void startsTheCommandLineWithoutAWordToo() throws Exception {
        assertThat(avenant()).endsWith("\njava -jar CLONE/platform/cli/target/app/cli.jar\n");
    }

    @Test
    void mapsTheArchiveThatTheBuildLaidOutUnlessItIsCutOff() throws Exception {
        avenant("check");
        Path archive = clone.resolve("platform/cli/target/app/cli.jsa");
        Files.writeString(archive, "classes");
        Files.writeString(
                archive.resolveSibling("cli.jsa.java"), folder.resolve("jdk").toRealPath() + "\n");
        String unknown = avenant("check");
        Files.writeString(archive.resolveSibling("cli.jsa.size"), "7\n");
        String whole = avenant("check");
        Files.writeString(archive, "class");
        String cutOff = avenant("check");

        String started = "java -jar CLONE/platform/cli/target/app/cli.jar check";
        assertThat(whole.lines()).containsExactly("maps CLONE/platform/cli/target/app/cli.jsa", started);
        assertThat(unknown.lines()).containsExactly(started);
        assertThat(cutOff.lines()).containsExactly(started);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(clone.resolve("calls"));
    }

    /** What it printed, with the folder of the clone called CLONE. */
    @Test
    void namesACollectorUnlessTheEnvironmentDoes() throws Exception {
        script(folder.resolve("jdk/bin/java"), "[ \"$1\" = -version ] || echo \"java $*\"");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");

        assertThat(avenant("check")).contains(" -XX:+UseParallelGC ").doesNotContain("SerialGC");
        assertThat(avenant("registry")).contains(" -XX:+UseSerialGC ").doesNotContain("ParallelGC");
        assertThat(avenant("up")).contains(" -XX:+UseSerialGC ").doesNotContain("ParallelGC");
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            environment = Map.of(variable, "-Da=b -XX:+UseG1GC -Dc=d");
            assertThat(avenant("check")).as(variable).doesNotContain("ParallelGC", "SerialGC");
            assertThat(avenant("registry")).as(variable).doesNotContain("ParallelGC", "SerialGC");
            assertThat(avenant("up")).as(variable).doesNotContain("ParallelGC", "SerialGC");
        }
    }

    private String avenant(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(clone.resolve("avenant").toString()), Stream.of(words))
                                .toList())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", folder.resolve("jdk").toString()));
        builder.environment().remove("AVENANT_BUILD");
        builder.environment().put("AVENANT_CACHE", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.replace(clone.toRealPath().toString(), "CLONE");
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
