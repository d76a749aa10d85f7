package dev.avenant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes that the build lays out beside a program, so that its start maps them in place of loading them. */
@Tag("process")
class ClassArchivesTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @CsvSource({
        "platform/cli, dev.avenant.cli.Avenant, picocli.CommandLine",
        "platform/schema-registry, dev.avenant.registry.RegistryMain, ch.qos.logback.core.Context"
    })
    void aProgramMapsTheClassesThatTheBuildLaidOut(String module, String own, String ofALibrary) throws Exception {
        Path app = REPOSITORY.resolve(module).resolve("target/app");
        String name = Path.of(module).getFileName().toString();
        Process program = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedArchiveFile=" + app.resolve(name + ".jsa"),
                        "-Xlog:class+load=info",
                        "-jar",
                        app.resolve(name + ".jar").toString(),
                        "--version"))
                .redirectErrorStream(true)
                .start();
        program.getOutputStream().close();

        String log = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(log).isZero();
        assertThat(log)
                .contains(" " + own + " source: shared objects file (top)\n")
                .contains(" " + ofALibrary + " source: shared objects file (top)\n");
    }
}
