package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project is checked against a revision in which its schemas were laid out in another way. */
@Tag("process")
class CheckAgainstOtherLayoutTest {
    private static final String PING = """
            {"type": "record", "name": "Ping", "namespace": "radar", "fields": [
              {"name": "x", "type": "int"}
            ]}
            """;
    private static final String BROKEN = PING.replace("\"int\"", "\"string\"");
    private static final String CONTRACTS = """
            preset: breaking
            topics:
              radar:
                owner: a
                producers: [a]
                events:
                  Ping: { consumers: [b] }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void aRepository() throws Exception {
        git("init", "-q");
    }

    @Test
    void comparesWithTheTypeOfTheNameInARevisionWithoutContracts() throws Exception {
        write("src/main/avro/Ping.avsc", PING);
        commit();
        delete("src");
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", BROKEN);

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result)).startsWith("""
                schemas/radar/Ping/v1.avsc:2:3: type-changed: int was written and string is expected, which Avro cannot read from it. [BREAKS backward]
                    means   the new version reads what HEAD:src/main/avro/Ping.avsc wrote
                """);
    }

    @Test
    void passesATypeThatOnlyMoved() throws Exception {
        write("src/main/avro/Ping.avsc", PING);
        commit();
        delete("src");
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", PING);

        assertThat(check().exitCode()).isZero();
    }

    @Test
    void comparesWithTheProjectInItsFormerFolder() throws Exception {
        write("services/radar/schemas/contracts.yaml", CONTRACTS);
        write("services/radar/schemas/radar/Ping/v1.avsc", PING);
        commit();
        delete("services");
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", BROKEN);

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("HEAD:services/radar/schemas/radar/Ping/v1.avsc wrote");
    }

    @Test
    void comparesWithTheEventOnATopicThatWasCalledOtherwise() throws Exception {
        write("schemas/contracts.yaml", CONTRACTS.replace("  radar:", "  sonar:"));
        write("schemas/sonar/Ping/v1.avsc", PING);
        commit();
        delete("schemas");
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", BROKEN);

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains(": type-changed: ");
    }

    @Test
    void failsWhenTheRevisionHasNoneOfTheNames() throws Exception {
        write("src/main/avro/Pong.avsc", PING.replace("Ping", "Pong"));
        commit();
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", PING);

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result)).contains("""
                schemas/contracts.yaml:1:1: nothing-compared: expected 1 schema in HEAD too but found none of their names there. [error]
                    fix     Name a revision that has them.
                """);
    }

    @Test
    void passesWhenTheRevisionHasNoSchemas() throws Exception {
        write("README.md", "nothing yet");
        commit();
        write("schemas/contracts.yaml", CONTRACTS);
        write("schemas/radar/Ping/v1.avsc", PING);

        assertThat(check().exitCode()).isZero();
    }

    private Result check() {
        return Shell.runWith("", List.of("check", "-C", folder.toString(), "--against", "HEAD"));
    }

    private String shown(Result result) throws IOException {
        return result.out().replace(folder.toRealPath() + "/", "").replace(folder + "/", "");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void delete(String path) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(path))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "Before");
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
