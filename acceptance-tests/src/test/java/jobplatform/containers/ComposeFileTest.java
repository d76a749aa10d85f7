package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of docker-compose.yml without an engine: that it is whole and agrees with the programs. */
@Tag("fast")
class ComposeFileTest {

    private static final Path REPOSITORY = Path.of("..");

    private static Map<String, Object> services;

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(REPOSITORY.resolve("docker-compose.yml"));
        services = map(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text))
                .get("services"));
    }

    @Test
    void hasEverythingThatTheServicesNeed() {
        assertThat(services)
                .containsOnlyKeys(
                        "kafka",
                        "schema-registry",
                        "postgres",
                        "contracts",
                        "user-service",
                        "job-service",
                        "console",
                        "kafka-ui");
    }

    @Test
    void waitsOnlyForWhatSaysThatItIsWellOrEnds() {
        for (String name : services.keySet()) {
            Map<String, Object> needs = map(service(name).getOrDefault("depends_on", Map.of()));
            needs.forEach((needed, how) -> {
                assertThat(services).as("%s needs %s", name, needed).containsKey(needed);
                String condition = String.valueOf(map(how).get("condition"));
                if (condition.equals("service_healthy")) {
                    assertThat(service(needed)).as("%s of %s", needed, name).containsKey("healthcheck");
                } else {
                    assertThat(condition).isEqualTo("service_completed_successfully");
                    assertThat(needed).isEqualTo("contracts");
                }
            });
        }
    }

    @Test
    void buildsOnlyProgramsThatAreThere() {
        Set<String> modules = new TreeSet<>();
        for (String name : services.keySet()) {
            if (service(name).get("build") instanceof Map<?, ?> build) {
                modules.add(String.valueOf(map(map(build).get("args")).get("MODULE")));
            } else {
                assertThat(String.valueOf(service(name).get("image")))
                        .as("image of %s, with its version", name)
                        .matches("[a-z./-]+:v?[0-9][0-9.]*");
            }
        }

        assertThat(modules).containsExactly("job-service", "platform/cli", "platform/console", "user-service");
        assertThat(modules)
                .allSatisfy(module -> assertThat(
                                Files.readString(REPOSITORY.resolve(module).resolve("pom.xml")))
                        .contains("<app.directory>${project.build.directory}/app</app.directory>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-service", "job-service"})
    void setsWhatTheServiceReads(String name) throws IOException {
        String settings = Files.readString(REPOSITORY.resolve(name).resolve("src/main/resources/application.yaml"));
        Map<String, Object> environment = map(service(name).get("environment"));

        assertThat(environment.keySet())
                .filteredOn(variable -> !variable.startsWith("SPRING_DATASOURCE_"))
                .containsExactlyInAnyOrder(
                        "SERVER_PORT",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "KAFKA_GROUP_ID",
                        "KAFKA_TOPICS_USER_EVENTS",
                        "KAFKA_TOPICS_JOB_EVENTS",
                        "SCHEMA_REGISTRY_URL")
                .allSatisfy(variable -> assertThat(settings).contains("${" + variable + ":"));
        assertThat(environment.get("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/" + name.replace('-', '_'));
        assertThat(service(name).get("ports"))
                .isEqualTo(List.of(environment.get("SERVER_PORT") + ":" + environment.get("SERVER_PORT")));
    }

    private static Map<String, Object> service(String name) {
        return map(services.get(name));
    }

    @SuppressWarnings("unchecked") // the names in a compose file are texts
    private static Map<String, Object> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
