package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of docker-compose.yml without an engine: that it is whole and agrees with the programs. */
@Tag("fast")
class ComposeFileTest {

    private static final Path REPOSITORY = Path.of("..");

    private static Map<String, Object> services;
    private static String databases;
    private static final StackDefinition STACK = StackDefinition.of(REPOSITORY);

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(REPOSITORY.resolve("docker-compose.yml"));
        Map<String, Object> file = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        services = map(file.get("services"));
        databases =
                String.valueOf(map(map(file.get("configs")).get("databases")).get("content"));
    }

    /** The components of the stack by the names that they have here. */
    private static Map<String, Component> components() {
        return STACK.components().stream()
                .collect(Collectors.toMap(
                        component -> component.name().equals("registry") ? "schema-registry" : component.name(),
                        Function.identity()));
    }

    private static List<Component> withDatabase() {
        return STACK.components().stream()
                .filter(component -> component.database().isPresent())
                .toList();
    }

    @Test
    void hasEveryComponentOfTheStackAndAConsoleForKafka() {
        Set<String> expected = new TreeSet<>(components().keySet());
        expected.add("kafka-ui");

        assertThat(services.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void listensOnThePortsOfTheStack() {
        components().forEach((name, component) -> {
            if (!component.isTask()) {
                assertThat(map(services.get(name)).get("ports"))
                        .as("ports of %s", name)
                        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                        .singleElement()
                        .asString()
                        .startsWith(component.ports().get(component.name()) + ":");
            }
        });
    }

    @Test
    void makesTheDatabasesOfTheStack() {
        assertThat(databases.lines().map(String::strip))
                .containsExactlyInAnyOrderElementsOf(STACK.databases().stream()
                        .map(database -> "create database " + database + ";")
                        .toList());
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

        // Kafka, PostgreSQL and the registry are the images of others here.
        Set<String> expected = new TreeSet<>(STACK.modules());
        expected.removeAll(Set.of("platform/stack-servers", "platform/schema-registry"));
        assertThat(modules).containsExactlyElementsOf(expected);
        assertThat(modules)
                .allSatisfy(module -> assertThat(
                                Files.readString(REPOSITORY.resolve(module).resolve("pom.xml")))
                        .contains("<app.directory>${project.build.directory}/app</app.directory>"));
    }

    @ParameterizedTest
    @MethodSource("withDatabase")
    void setsWhatTheServiceReads(Component component) throws IOException {
        String name = component.name();
        String settings = Files.readString(
                REPOSITORY.resolve(component.program().module()).resolve("src/main/resources/application.yaml"));
        Map<String, Object> environment = map(service(name).get("environment"));

        // What only a machine of one's own needs is not here.
        Set<String> expected = new TreeSet<>(component.program().environment().keySet());
        expected.remove("SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS");
        assertThat(environment.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(environment.keySet())
                .filteredOn(variable -> !variable.startsWith("SPRING_DATASOURCE_"))
                .allSatisfy(variable -> assertThat(settings).contains("${" + variable + ":"));
        assertThat(environment.get("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/"
                        + component.database().orElseThrow());
        assertThat(environment.get("KAFKA_GROUP_ID")).isEqualTo(name);
        assertThat(service(name).get("ports"))
                .isEqualTo(List.of(environment.get("SERVER_PORT") + ":" + environment.get("SERVER_PORT")));
    }

    @Test
    void isBuiltFromModulesThatTheScriptsFindInTheFile() throws IOException {
        // The scripts have no YAML parser: a module stands alone on its line.
        assertThat(Files.readAllLines(REPOSITORY.resolve(StackDefinition.FILE)).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("module: "))
                        .map(line -> line.substring("module: ".length()))
                        .distinct())
                .containsExactlyElementsOf(STACK.modules());
    }

    @Test
    void takesAllContractsIntoTheImages() throws IOException {
        assertThat(Files.readAllLines(REPOSITORY.resolve("Dockerfile"))).contains("COPY schemas schemas");
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
