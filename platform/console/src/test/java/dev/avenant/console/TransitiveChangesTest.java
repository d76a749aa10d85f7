package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.report.AddressedSchema;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A level that asks about all versions, of subjects that have many. Only their first version has a total, as text; the change is to
 * one that is a number, which reads no record of the first version. Kafka is away.
 */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"avenant.console.bootstrap-servers=localhost:1", "avenant.console.timeout=3s"})
class TransitiveChangesTest {

    private static final String SIXTY = "sixty-shop.Placed";
    private static final String MORE = "sixty-one-shop.Placed";
    private static final String LARGE = "large-shop.Placed";
    private static final String LARGE_ONCE = "large-once-shop.Placed";

    private static final String PLACED = """
            {"type":"record","name":"Placed","namespace":"shop","doc":"%s","fields":[{"name":"id","type":"string"}%s]}""";
    private static final String NEXT =
            PLACED.formatted("next", ",{\"name\":\"total\",\"type\":\"long\",\"default\":0}");

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
    }

    @BeforeAll
    static void subjectsOfManyVersions() {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            register(client, SIXTY, 60, "");
            register(client, MORE, 61, "");
            register(client, LARGE, 10, fields(500));
            register(client, LARGE_ONCE, 2, fields(1_800));
        }
    }

    private static void register(RegistryClient client, String subject, int versions, String fields) {
        client.setLevel(subject, CompatibilityLevel.NONE);
        String first = ",{\"name\":\"total\",\"type\":\"string\"}";
        for (int version = 1; version <= versions; version++) {
            String more = (version == 1 ? first : "") + fields;
            client.register(subject, SchemaDefinition.of(PLACED.formatted("v" + version, more)), false);
        }
        client.setLevel(subject, CompatibilityLevel.BACKWARD_TRANSITIVE);
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ",{\"name\":\"f" + number + "\",\"type\":\"int\"}")
                .collect(Collectors.joining());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String proposed(String subject, String schema) {
        return "/changes/" + subject + "/proposed?schema=" + AddressedSchema.encode(schema);
    }

    @Test
    void aChangeIsComparedWithAllVersionsAndShownWithTheLatestAndThoseThatItBreaks() {
        Page page = Page.at(port, proposed(SIXTY, NEXT));

        assertThat(page.main())
                .contains("BREAKS under BACKWARD_TRANSITIVE", "Compared with v60", "Compared with v1 ")
                .doesNotContain("Compared with v59", "Compared with v2 ", "were not compared");
    }

    @Test
    void ofMoreThanSixtyVersionsTheOldestAreNotComparedAndThePageSaysSo() {
        Page page = Page.at(port, proposed(MORE, NEXT));
        String api = Visitor.of(port)
                .at("/api/v1" + proposed(MORE, NEXT), Map.of("Accept", "application/json"))
                .page()
                .html();

        assertThat(page.main())
                .contains(
                        "SAFE under BACKWARD_TRANSITIVE",
                        "The newest 60 versions were compared; 1 older version was not.")
                .doesNotContain("Compared with v1 ");
        assertThat(api).contains("\"uncompared\":1");
        assertThat(Page.at(port, "/changes/" + MORE + "/60..61").main())
                .contains("SAFE under BACKWARD_TRANSITIVE")
                .doesNotContain("older version");
    }

    @Test
    void aTrialIsComparedWithAllVersionsHoweverManyThereAre() {
        Page page = Page.submit(port, "/subjects/" + MORE + "/check", "schema", NEXT);

        assertThat(page.main())
                .contains("BREAKS under BACKWARD_TRANSITIVE", "The registry would refuse it:", "Compared with v61")
                .contains("Compared with v2 ", "Compared with v1 ");
    }

    /** A plan compares each version before, so what it takes grows with their number. */
    @Test
    void noPlanIsMadeOverManyVersionsOfLargeSchemas() {
        String next = PLACED.formatted("next", fields(500) + ",{\"name\":\"more\",\"type\":\"long\"}");

        assertThat(Page.at(port, proposed(LARGE, next)).main())
                .contains("BREAKS under BACKWARD_TRANSITIVE", "avenant plan Placed");
    }

    @Test
    void neitherAPlanNorEachWayOutIsLookedForFromALargeSchemaToASmallOne() {
        String next = PLACED.formatted("next", ",{\"name\":\"more\",\"type\":\"long\"}");

        assertThat(Page.at(port, proposed(LARGE_ONCE, next)).main())
                .contains("BREAKS under BACKWARD_TRANSITIVE", "avenant plan Placed")
                .containsPattern(
                        "For [0-9]{3} of these findings no way out was looked for, since the schema is large\\.");
    }
}
