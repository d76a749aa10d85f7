package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.CalledInTest;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What commands for subjects say through the console is what they say of registry and Kafka themselves, for whoever may see all,
 * and no more than that for others.
 */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SubjectCommandsTest {

    private static final String ORDER = "sub-orders-sub.Order";
    private static final String MONEY = "sub.Money";

    /** What a terminal may take for the opposite of what it says is in a doc. */
    private static final String FIRST = """
            {"type": "record", "name": "Order", "namespace": "sub", "doc": "\u202etoo",
             "fields": [{"name": "buyer", "type": "string", "tags": ["PII"]}%s]}
            """;

    private static final String SECOND =
            FIRST.formatted(", {\"name\": \"sum\", \"type\": [\"null\", \"sub.Money\"], \"default\": null}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.timeout", () -> "30s");
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("vic", "p", "role=viewer,topics=sub-orders,subjects=sub.Money"));
    }

    /** An order of each version, of which books has read the first; one more version has no record. */
    @BeforeAll
    static void aRegistry() throws Exception {
        topics.create(1, "sub-orders", "sub-orders.books.dlt");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register(MONEY, SchemaDefinition.of("""
                    {"type": "record", "name": "Money", "namespace": "sub", "fields": [{"name": "cents", "type": "long"}]}
                    """), false);
            client.register(":.other:sub.Money", SchemaDefinition.of("\"long\""), false);
            client.register("sub-twin", SchemaDefinition.of(FIRST.formatted("")), false);
            List<SchemaDefinition> versions = List.of(
                    SchemaDefinition.of(FIRST.formatted("")),
                    new SchemaDefinition(SECOND, List.of(new SchemaReference("sub.Money", MONEY, 1))));
            for (SchemaDefinition schema : versions) {
                int id = Objects.requireNonNull(
                        client.register(ORDER, schema, false).id());
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        "sub-orders", "k".getBytes(UTF_8), new WirePrefix(id).before(new byte[] {2, 'a', 0}));
                record.headers().add("ce_source", "shop".getBytes(UTF_8));
                records.add(record);
            }
            client.setLevel(ORDER, CompatibilityLevel.NONE);
            client.register(ORDER, SchemaDefinition.of("\"string\""), false);
        }
        topics.send(records);
        topics.commit("sub-books", "sub-orders", 0, 1);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private Commands as(String user) {
        return Commands.of(port).as(user, "p");
    }

    private static CalledInTest direct(String line) {
        String servers = line.startsWith("subjects usage") ? " --bootstrap-servers " + kafka.bootstrapServers() : "";
        return Commands.direct(line + servers, "--registry", registry.url().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "subjects list, 0",
        "subjects list --format json, 0",
        "subjects list --search buyer, 0",
        "subjects list --search pii --prefix sub-t --format json, 0",
        "subjects list --search nothing-of-this-name --format json, 1",
        "subjects show ORDER, 0",
        "subjects show ORDER --format json, 0",
        "subjects show ORDER --version 1, 0",
        "subjects show ORDER --version 2 --format json, 0",
        "subjects show ORDER --version 2 --example, 0",
        "subjects show ORDER --example, 0",
        "subjects show ORDER --version 9, 2",
        "subjects show ORDER --version 0, 2",
        "subjects show MONEY, 0",
        "subjects show MONEY --format json, 0",
        "subjects show --id 2, 0",
        "subjects show --id 3 --format json, 0",
        "subjects show :.other:sub.Money --id 1 --format json, 0",
        "subjects versions ORDER, 0",
        "subjects versions ORDER --format json, 0",
        "subjects versions MONEY, 0",
        "subjects usage ORDER, 0",
        "subjects usage ORDER --format json, 0",
        "subjects usage MONEY, 0",
    })
    void saysTheSameAsWithoutTheConsole(String line, int exitCode) {
        String named = line.replace("ORDER", ORDER).replace("MONEY", MONEY);

        CalledInTest through = as("ada").run(named);

        assertThat(through).isEqualTo(direct(named));
        assertThat(through.exitCode()).as(through.toString()).isEqualTo(exitCode);
        assertThat(through.out() + through.err()).isNotEmpty();
    }

    @Test
    void saysWhatIsNotThereInTheWordsOfTheConsole() {
        String absent = "No subject none is registered. The list of subjects has those that are.\n";

        assertThat(as("ada").run("subjects list --search none-has-this"))
                .isEqualTo(new CalledInTest(
                        1,
                        "The console at http://localhost:" + port + " shows you no subject that is looked for.\n",
                        ""));
        assertThat(as("ada").run("subjects show none")).isEqualTo(new CalledInTest(3, "", absent));
        assertThat(as("ada").run("subjects show none --version 1")).isEqualTo(new CalledInTest(3, "", absent));
        assertThat(as("ada").run("subjects versions none")).isEqualTo(new CalledInTest(3, "", absent));
        assertThat(as("ada").run("subjects usage none")).isEqualTo(new CalledInTest(3, "", absent));
        assertThat(as("ada").run("subjects show --id 99"))
                .isEqualTo(new CalledInTest(3, "", "No schema has the id 99.\n"));
    }

    @Test
    void showsWhoMaySeeOneSubjectThatOneAlone() throws Exception {
        JsonNode all = json(as("ada").run("subjects show " + MONEY + " --format json"));
        JsonNode seen = json(as("vic").run("subjects show " + MONEY + " --format json"));

        assertThat(json(as("vic").run("subjects list --format json")).findValuesAsText("subject"))
                .containsExactly(MONEY);
        assertThat(all.path("referencedBy").findValuesAsText("subject")).containsExactly(ORDER);
        assertThat(seen.path("referencedBy")).isEmpty();
        assertThat(seen.path("schema")).isEqualTo(all.path("schema"));
        for (String line :
                List.of("show " + ORDER, "show " + ORDER + " --example", "versions " + ORDER, "usage " + ORDER)) {
            assertThat(as("vic").run("subjects " + line))
                    .as(line)
                    .isEqualTo(new CalledInTest(
                            3,
                            "",
                            "No subject " + ORDER + " is registered. The list of subjects has those that are.\n"));
        }
    }

    private static JsonNode json(CalledInTest result) throws Exception {
        assertThat(result.err()).isEmpty();
        return JSON.readTree(result.out());
    }

    @Test
    void theVersionsOfASubjectComeInParts() throws Exception {
        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "application/json");
        String path = "/api/v1/subjects/" + ORDER + "/versions?limit=2";

        JsonNode first = JSON.readTree(Visitor.of(port).at(path, headers).page().html());
        JsonNode rest = JSON.readTree(Visitor.of(port)
                .at(path + "&cursor=" + first.path("next").asText(), headers)
                .page()
                .html());

        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.path("items").findValuesAsText("id")).hasSize(2);
        assertThat(first.path("items").get(1).path("references").toString())
                .isEqualTo("[{\"name\":\"sub.Money\",\"subject\":\"sub.Money\",\"version\":1}]");
        assertThat(rest.path("items").size()).isEqualTo(1);
        assertThat(rest.path("items").get(0).path("version").asInt()).isEqualTo(3);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void refusesWhatMakesNoSenseTogether() {
        for (String line : List.of("list", "show " + ORDER, "show --id 1", "versions " + ORDER, "usage " + ORDER)) {
            assertThat(as("ada").run("subjects " + line + " --registry " + registry.url()))
                    .as(line)
                    .isEqualTo(new CalledInTest(2, "", "Expected --console or --registry but found both.\n"));
        }
        assertThat(as("ada").run("subjects usage " + ORDER + " --bootstrap-servers localhost:1"))
                .isEqualTo(new CalledInTest(2, "", "Expected --console or --bootstrap-servers but found both.\n"));
        assertThat(as("ada").run("subjects usage " + ORDER + " --project shop"))
                .isEqualTo(new CalledInTest(
                        2, "", "--project cannot be used with a console: it has contracts of its own.\n"));
        assertThat(direct("subjects list --cluster eu"))
                .isEqualTo(new CalledInTest(
                        2, "", "Expected --console with --cluster, which names a cluster of it, but found none.\n"));
    }
}
