package dev.avenant.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.contracts.tree.ContractTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks a contract in a copy of the repository and builds the module of the contracts there. */
@Tag("process")
class BrokenContractIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** The build of the contracts needs these, which are built already. */
    private static final List<String> BUILT =
            List.of("platform/registry-client", "platform/schema-compatibility", "platform/contracts");

    @Test
    void failsTheBuildWithWhatAvenantCheckSays(@TempDir Path copy) throws Exception {
        // Given
        Checkout.copy(REPOSITORY, copy);
        for (String module : BUILT) {
            Path target = Files.createDirectories(copy.resolve(module).resolve("target"));
            Files.createSymbolicLink(
                    target.resolve("classes"), REPOSITORY.resolve(module).resolve("target/classes"));
        }
        Path broken = copy.resolve("schemas/user-events/UserCreated/v3.avsc");
        String text = Files.readString(copy.resolve("schemas/user-events/UserCreated/v2.avsc"));
        Files.writeString(
                broken,
                text.replace("\"name\": \"email\", \"type\": \"string\"", "\"name\": \"email\", \"type\": \"int\""));

        // When
        Build build = build(copy);

        // Then
        ContractTree tree = ContractTree.load(ContractFiles.folder(copy.resolve("schemas"), "schemas/"));
        String check = TextReport.of(Gate.check(tree, Baseline.released(), LocalDate.now(ZoneOffset.UTC)), false);
        assertThat(check)
                .contains("schemas/user-events/UserCreated/v3.avsc:10:5: type-changed: ")
                .contains("\n    breaks  job-service, notification-service, application-service, analytics-service\n")
                .contains("\n    fix     ");
        assertThat(build.exitCode()).isNotZero();
        assertThat(build.output().replaceAll("(?m)^\\[ERROR] ?", ""))
                .contains("the contracts do not hold.\n\n" + check);
    }

    private record Build(int exitCode, String output) {}

    private static Build build(Path copy) throws IOException, InterruptedException {
        Path log = copy.resolve("build.log");
        Process maven = new ProcessBuilder(
                        "sh",
                        "mvnw",
                        "--offline",
                        "--batch-mode",
                        "--quiet",
                        "--projects",
                        "schemas",
                        "--also-make",
                        "test",
                        "-Dmaven.main.skip=true",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip=true")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Build(maven.waitFor(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
