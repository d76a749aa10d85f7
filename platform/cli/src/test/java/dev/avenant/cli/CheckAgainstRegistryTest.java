package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says of schemas that a registry has under other subjects than expected, or not at all. */
@Tag("process")
class CheckAgainstRegistryTest {
    private static final String PING = """
            {"type": "record", "name": "Ping", "namespace": "radar", "fields": [{"name": "x", "type": "int"}]}
            """;
    private static final String BROKEN = PING.replace("\"int\"", "\"string\"");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private RegistryClient client;

    @BeforeEach
    void aRegistryAndAProject() throws IOException {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
        client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(20));
        contracts("");
        write("schemas/radar/Ping/v1.avsc", PING);
    }

    @AfterEach
    void noRegistry() {
        registry.close();
    }

    @Test
    void failsWhenNothingIsUnderItsSubjectAndSaysTheSettingThatFindsIt() throws IOException {
        register("radar-value", PING);
        write("schemas/radar/Ping/v1.avsc", BROKEN);

        Result before = check();
        contracts("  subject: TopicName\n");
        Result after = check();

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(shown(before)).contains("""
                schemas/contracts.yaml:1:1: subject-differs: expected 1 schema under other subjects in REGISTRY: radar.Ping is under radar-value, not under radar-radar.Ping. [error]
                    fix     Set `subject: TopicName` under defaults, in contracts.yaml.
                """);
        assertThat(before.out()).contains(": type-changed: ");
        assertThat(after.exitCode()).isEqualTo(1);
        assertThat(after.out()).contains(": type-changed: ").doesNotContain("subject-differs");
    }

    @Test
    void comparesFilesWithTheirNameUnderEverySubjectAlsoWhereAnotherTypeIsTheLatest() throws IOException {
        register("a-value", BROKEN);
        client.setLevel("b-value", CompatibilityLevel.NONE);
        register("b-value", PING);
        register("b-value", PING.replace("Ping", "Pong"));
        write("avro/Ping.avsc", BROKEN);

        Result result = Shell.runWith(
                "",
                List.of(
                        "check",
                        "--project",
                        folder.toString(),
                        "avro",
                        "--against",
                        registry.url().toString()));

        assertThat(result.exitCode()).as(result.out()).isEqualTo(1);
        assertThat(result.out()).contains("b-value v1").contains(" 2 pairs compared ");
    }

    @Test
    void saysThePatternOfSubjectsThatNoStrategyMakes() throws IOException {
        contracts("", "      Pong: { consumers: [b] }\n");
        write("schemas/radar/Pong/v1.avsc", PING.replace("Ping", "Pong"));
        register("events.radar.Ping.v", PING);
        register("events.radar.Pong.v", PING.replace("Ping", "Pong"));

        Result before = check();
        contracts("  subject: \"events.{record}.v\"\n", "      Pong: { consumers: [b] }\n");
        Result after = check();

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.out()).contains("Set `subject: \"events.{record}.v\"` under defaults, in contracts.yaml.\n");
        assertThat(after.exitCode()).isZero();
        assertThat(after.out()).doesNotContain("subject-differs", "not-registered");
    }

    @Test
    void passesWithWhatIsNewNamedAsNew() throws IOException {
        register("radar-radar.Ping", PING);
        contracts("", "      Pong: { consumers: [b] }\n");
        write("schemas/radar/Pong/v1.avsc", PING.replace("Ping", "Pong"));

        Result result = check();

        assertThat(result.exitCode()).isZero();
        assertThat(shown(result))
                .contains(
                        "not-registered: radar.Pong is new to REGISTRY, under whatever subject, and compared with nothing."
                                + " [warning]\n");
    }

    @Test
    void comparesWhatIsUnderAnotherSubjectThanTheRestAllTheSame() throws IOException {
        contracts("", "      Pong: { consumers: [b] }\n");
        write("schemas/radar/Pong/v1.avsc", BROKEN.replace("Ping", "Pong"));
        register("radar-radar.Ping", PING);
        register("pongs", PING.replace("Ping", "Pong"));

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result))
                .contains(
                        "subject-differs: expected 1 schema under other subjects in REGISTRY: radar.Pong is under pongs, not"
                                + " under radar-radar.Pong. [warning]\n")
                .contains("Set `subject: pongs` for the event Pong, in contracts.yaml.\n")
                .contains("schemas/radar/Pong/v1.avsc:1:")
                .contains(": type-changed: ");
    }

    @Test
    void findsWhatIsNotTheLatestOfItsSubject() throws IOException {
        client.setLevel("radar-value", CompatibilityLevel.NONE);
        register("radar-value", PING);
        register("radar-value", PING.replace("Ping", "Other"));

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("radar.Ping is under radar-value, not under radar-radar.Ping");
    }

    @Test
    void saysNothingOfSubjectsWhenTheFileThatNamesThemCannotBeRead() throws IOException {
        register("radar-value", PING);
        contracts("  subject: topicname\n");

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains(": contracts-file: ").doesNotContain("subject-differs");
    }

    @Test
    void failsWhenTheRegistryHasNoneOfTheNames() {
        register("payments-value", PING.replace("Ping", "Paid"));

        Result result = check();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result)).contains("""
                schemas/contracts.yaml:1:1: nothing-compared: expected 1 schema in REGISTRY but found none of their names (radar.Ping); it has payments-value. [error]
                    fix     Correct the URL; when all of them are new there, register them first with avenant push.
                """);
    }

    @Test
    void passesWhenTheRegistryIsEmptyAndSaysSo() {
        Result result = check();

        assertThat(result.exitCode()).isZero();
        assertThat(shown(result))
                .contains("not-registered: REGISTRY has no Avro schemas yet, so nothing was compared. [warning]\n");
    }

    @Test
    void statusSaysWhereTheSchemasAre() {
        register("radar-value", PING);
        run("release");

        Result result = run("contracts", "status", "--registry", registry.url().toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("""
                1 registered under another subject than contracts.yaml says:
                  radar.Ping is under radar-value, not under radar-radar.Ping
                Set `subject: TopicName` under defaults, in contracts.yaml.
                """);
    }

    @Test
    void comparesFilesOfAnyLayoutWithTheLatestOfTheirNameUnderWhateverSubject() throws IOException {
        register("radar-value", PING);
        register("archive-value", PING);
        write("src/main/avro/Ping.avsc", BROKEN);

        Result result = checkFiles("src");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result))
                .contains("the new version reads what radar-value v1, archive-value v1 wrote")
                .endsWith("1 version, 2 pairs compared against REGISTRY, seed 20260101.\n");
    }

    @Test
    void comparesFilesOfAnyLayoutWithEachVersionThatTheLevelAsksFor() throws IOException {
        client.setLevel("radar-value", CompatibilityLevel.NONE);
        register("radar-value", BROKEN);
        register("radar-value", PING);
        write("src/main/avro/Ping.avsc", PING);

        assertThat(checkFiles("src").exitCode()).isZero();
        Result transitive = checkFiles("src", "--level", "BACKWARD_TRANSITIVE");

        assertThat(transitive.exitCode()).isEqualTo(1);
        assertThat(transitive.out()).contains("the new version reads what radar-value v1 wrote");
    }

    @Test
    void passesFilesOfAnyLayoutThatARegistryKnowsAndNamesTheNewOnes() throws IOException {
        register("radar-value", PING);
        write("src/main/avro/Ping.avsc", PING);
        write("src/main/avro/Pong.avsc", PING.replace("Ping", "Pong"));

        Result result = checkFiles("src");

        assertThat(result.exitCode()).isZero();
        assertThat(shown(result))
                .contains(
                        "not-registered: radar.Pong is new to REGISTRY, under whatever subject, and compared with nothing."
                                + " [warning]\n");
    }

    @Test
    void failsForFilesOfAnyLayoutThatARegistryDoesNotKnow() throws IOException {
        register("payments-value", PING.replace("Ping", "Paid"));
        write("src/main/avro/Ping.avsc", PING);

        Result result = checkFiles("src");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shown(result))
                .contains(
                        "nothing-compared: expected 1 schema in REGISTRY but found none of their names (radar.Ping); it has"
                                + " payments-value. [error]\n");
    }

    @Test
    void passesFilesOfAnyLayoutWhenTheRegistryIsEmpty() throws IOException {
        write("src/main/avro/Ping.avsc", PING);

        Result result = checkFiles("src");

        assertThat(result.exitCode()).isZero();
        assertThat(shown(result))
                .contains("not-registered: REGISTRY has no Avro schemas yet, so nothing was compared.");
    }

    @Test
    void walksNoHistoryOfARegistry() throws IOException {
        write("src/main/avro/Ping.avsc", PING);

        Result result = checkFiles("src", "--history");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "Expected a git revision in --against with --history but found a URL. Name a branch, a tag or"
                                + " a commit.\n");
    }

    private Result checkFiles(String path, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "check",
                folder.resolve(path).toString(),
                "--against",
                registry.url().toString()));
        all.addAll(List.of(more));
        return Shell.runWith("", all);
    }

    private void contracts(String defaults, String... events) throws IOException {
        write("schemas/contracts.yaml", """
                preset: breaking
                defaults:
                  compatibility: BACKWARD
                %stopics:
                  radar:
                    owner: a
                    producers: [a]
                    events:
                      Ping: { consumers: [b] }
                %s""".formatted(defaults, String.join("", events)));
    }

    private void register(String subject, String schema) {
        client.register(subject, SchemaDefinition.of(schema), false);
    }

    private Result check() {
        return run("check", "--against", registry.url().toString());
    }

    private Result run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-C", folder.toString()));
        return Shell.runWith("", all);
    }

    private String shown(Result result) {
        return result.out().replace(folder + "/", "").replaceAll("http://localhost:\\d+", "REGISTRY");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
