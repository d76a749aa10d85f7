package jobplatform.containers;

import static jobplatform.containers.ComposeFile.list;
import static jobplatform.containers.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each part of docker-compose.yml may take, how it is asked whether it is well, and who reaches it. */
@Tag("process")
class ComposePartsTest {

    private static final ComposeFile COMPOSE = ComposeFile.read();

    private static Stream<String> all() {
        return COMPOSE.services().keySet().stream();
    }

    private static Stream<String> thatStay() {
        return all().filter(name -> !"no".equals(COMPOSE.service(name).get("restart")));
    }

    private static Stream<String> programs() {
        return all().filter(name -> COMPOSE.service(name).containsKey("build"));
    }

    private static Stream<String> thatUncompress() {
        return Stream.concat(Stream.of("kafka", "schema-registry", "kafka-ui"), programs());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isBoundedInMemoryLogAndRights(String name) {
        Map<String, Object> part = COMPOSE.service(name);

        assertThat(String.valueOf(part.get("mem_limit"))).matches("[0-9]+m");
        assertThat(map(map(part.get("logging")).get("options"))).containsKeys("max-size", "max-file");
        assertThat(part.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(part.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    }

    @ParameterizedTest
    @MethodSource("thatStay")
    void comesBackAndSaysWhetherItIsWell(String name) {
        Map<String, Object> part = COMPOSE.service(name);

        assertThat(part.get("restart")).isEqualTo("unless-stopped");
        assertThat(part.get("stop_grace_period")).isEqualTo("30s");
        assertThat(map(part.get("healthcheck")))
                .containsKeys("test", "interval", "timeout", "retries", "start_period", "start_interval");
    }

    @ParameterizedTest
    @MethodSource("thatStay")
    void isReachedFromThisMachineAlone(String name) {
        assertThat(COMPOSE.service(name).get("ports"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .asString()
                .matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+");
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesNowhereButInItsVolumesAndInMemoryThatIsBounded(String name) {
        Map<String, Object> part = COMPOSE.service(name);

        assertThat(part.get("read_only")).isEqualTo(true);
        assertThat(list(part.getOrDefault("tmpfs", List.of())))
                .allSatisfy(folder ->
                        assertThat(String.valueOf(folder)).matches("/[a-z/-]+:(exec,)?mode=1777,size=[0-9]+m"));
    }

    @ParameterizedTest
    @MethodSource("thatUncompress")
    void aJvmThatReadsWhatClientsCompressLoadsItsLibrariesFromItsTemporaryFolder(String name) {
        assertThat(String.valueOf(COMPOSE.service(name).get("tmpfs"))).startsWith("[/tmp:exec,");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void itsFilesInMemoryFitBesideItsHeap(String name) {
        Map<String, Object> part = COMPOSE.service(name);
        int limit = megabytes(String.valueOf(part.get("mem_limit")));
        int files = list(part.get("tmpfs")).stream()
                .mapToInt(folder -> megabytes(String.valueOf(folder).replaceFirst(".*size=", "")))
                .sum();

        // The Dockerfile gives 70 % of the limit to the heap.
        assertThat(files).isLessThanOrEqualTo(limit * 30 / 100);
    }

    @Test
    void theIndexOfSearchServiceHasRoomForAHundredThousandJobsTwice() {
        String folder = String.valueOf(
                list(COMPOSE.service("search-service").get("tmpfs")).get(0));

        // As measured: 20,000 jobs take 16 MB, and while it is rebuilt there are two.
        assertThat(megabytes(folder.replaceFirst(".*size=", ""))).isGreaterThanOrEqualTo(2 * 5 * 16);
    }

    private static int megabytes(String size) {
        assertThat(size).matches("[0-9]+m");
        return Integer.parseInt(size.substring(0, size.length() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, /opt/kafka/config",
        "schema-registry, /etc/schema-registry",
        "postgres, /var/run/postgresql",
    })
    void anImageOfOthersMayWriteWhatItWritesWhenItStarts(String name, String folder) {
        assertThat(list(COMPOSE.service(name).get("tmpfs")))
                .anySatisfy(writable -> assertThat(String.valueOf(writable)).startsWith(folder + ":"));
    }

    /** The engine makes a volume without a name of what an image calls one, and {@code down} leaves it behind. */
    @ParameterizedTest
    @CsvSource({
        "kafka, /var/lib/kafka/data",
        "kafka, /etc/kafka/secrets",
        "kafka, /mnt/shared/config",
        "schema-registry, /etc/schema-registry/secrets",
        "postgres, /var/lib/postgresql",
        "secrets, /var/lib/postgresql",
        "prometheus, /prometheus",
    })
    void aVolumeOfAnImageIsOneWithANameOrInMemory(String name, String folder) {
        Map<String, Object> part = COMPOSE.service(name);

        assertThat(Stream.concat(
                        list(part.getOrDefault("volumes", List.of())).stream().map(volume -> volume + ":"),
                        list(part.getOrDefault("tmpfs", List.of())).stream().map(memory -> ":" + memory)))
                .anySatisfy(mounted -> assertThat(String.valueOf(mounted)).contains(":" + folder + ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "schema-registry"})
    void anImageOfOthersKeepsNoLogFilesInItsProgram(String name) {
        assertThat(map(COMPOSE.service(name).get("environment")).get("LOG_DIR"))
                .asString()
                .startsWith("/tmp/");
    }

    @Test
    void kafkaWritesNoLogFilesThatGrowForEver() {
        Map<String, Object> environment = map(COMPOSE.service("kafka").get("environment"));

        // The settings of the tools log to the standard error output alone; those of the broker roll files each hour.
        // They
        // are those of the image: what it copies of them is not there yet when it begins.
        assertThat(environment)
                .containsEntry("KAFKA_LOG4J_OPTS", "-Dlog4j2.configurationFile=/etc/kafka/docker/tools-log4j2.yaml");
        assertThat(String.valueOf(environment.get("EXTRA_ARGS"))).doesNotContain("-loggc");
    }

    @Test
    void nothingIsCopiedIntoAPartSinceEachIsReadOnly() {
        assertThat(map(COMPOSE.content().get("configs"))).isNotEmpty().allSatisfy((name, config) -> {
            assertThat(map(config)).as(name).containsOnlyKeys("file");
            assertThat(COMPOSE.config(name)).isRegularFile();
        });
    }

    @Test
    void onlyPostgresHasRightsOfItsOwn() {
        assertThat(all().filter(name -> COMPOSE.service(name).containsKey("cap_add")))
                .containsExactly("postgres");
        assertThat(all().filter(name -> COMPOSE.service(name).containsKey("privileged")))
                .isEmpty();
    }

    @Test
    void givesNoPasswordAway() {
        for (String name : COMPOSE.services().keySet()) {
            map(COMPOSE.service(name).getOrDefault("environment", Map.of())).forEach((variable, value) -> {
                if (variable.contains("PASSWORD")) {
                    assertThat(String.valueOf(value))
                            .as("%s of %s", variable, name)
                            .matches("/run/secrets/.*|\\$\\{" + variable + ":-}");
                }
            });
        }
    }

    @Test
    void makesPasswordsOnceAndTakesThoseThatAreGiven(@TempDir Path folder) throws Exception {
        // Given a password for one of them
        Path database = folder.resolve("database/spring.datasource.password");
        Path grafana = folder.resolve("grafana/password");
        Path administrator = folder.resolve("administrator/jobplatform.administrator.password");

        // When they are made twice, with another password the second time
        assertThat(makeSecrets(folder, "of my own")).isEqualTo("0 ");
        String generated = Files.readString(database);
        assertThat(makeSecrets(folder, "another")).isEqualTo("0 ");

        // Then the first ones stay
        assertThat(generated).matches("[0-9a-f]{36}");
        assertThat(database).hasContent(generated);
        assertThat(grafana).hasContent("of my own");
        assertThat(administrator).content().matches("[0-9a-f]{36}").isNotEqualTo(generated);
    }

    @Test
    void givesTheConsoleAHashOfThePasswordThatItKeepsBesideIt(@TempDir Path folder) throws Exception {
        // When the secrets are made twice
        assertThat(makeSecrets(folder, "")).isEqualTo("0 ");
        Path user = folder.resolve("console/settings/avenant.console.access.users[0].password");
        String hash = Files.readString(user);
        assertThat(makeSecrets(folder, "")).isEqualTo("0 ");

        // Then the first ones stay, and the user is an administrator of the console
        assertThat(folder.resolve("console/plain/password")).content().matches("[0-9a-f]{36}");
        assertThat(hash).matches("\\{bcrypt}\\$2b\\$12\\$[./A-Za-z0-9]{53}");
        assertThat(user).hasContent(hash);
        assertThat(folder.resolve("console/settings/avenant.console.access.users[0].name"))
                .hasContent("admin");
        assertThat(folder.resolve("console/settings/avenant.console.access.users[0].grants[0].role"))
                .hasContent("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "{}", "'\"`%s\\n", " ", "päß"})
    void takesAPasswordAsItIs(String password, @TempDir Path folder) throws Exception {
        Path grafana = folder.resolve("grafana/password");

        assertThat(makeSecrets(folder, password)).isEqualTo("0 ");

        assertThat(Files.readString(grafana)).isEqualTo(password);
    }

    @Test
    void refusesAPasswordThatItsReadersWouldTakeForAPlaceholder(@TempDir Path folder) throws Exception {
        Path grafana = folder.resolve("grafana/password");

        assertThat(makeSecrets(folder, "it costs ${5}"))
                .isEqualTo("1 The password for " + grafana
                        + " has a dollar sign before a brace, which its readers replace: choose another.");
        assertThat(grafana).doesNotExist();
    }

    /** Runs the script as Compose gives it to the container, where {@code $$} is {@code $}: exit code and output. */
    private static String makeSecrets(Path folder, String grafanaPassword) throws IOException, InterruptedException {
        for (String volume : List.of("administrator", "console", "database", "grafana")) {
            Files.createDirectories(folder.resolve(volume));
        }
        List<?> command = list(COMPOSE.service("secrets").get("command"));
        String script = String.valueOf(command.get(0)).replace("$$", "$").replace("/run/secrets", folder.toString());
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        bash.environment().put("POSTGRES_PASSWORD", "");
        bash.environment().put("GRAFANA_PASSWORD", grafanaPassword);
        bash.environment().put("ADMINISTRATOR_PASSWORD", "");
        bash.environment().put("CONSOLE_PASSWORD", "");
        Process process = bash.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed.strip();
    }
}
