package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Pages of subjects in a context, which has ids, references and a level of its own. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"avenant.console.bootstrap-servers=localhost:1", "avenant.console.timeout=3s"})
class ContextPagesTest {

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
    }

    @BeforeAll
    static void theSameNamesInTwoContexts() {
        RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10));
        client.register("shop.Money", SchemaDefinition.of(money("dollars")), false);
        client.register(":.eu:shop.Money", SchemaDefinition.of(money("euros")), false);
        client.setLevel(":.eu:", CompatibilityLevel.NONE);
        client.register(
                ":.eu:shop.Tax",
                SchemaDefinition.of("{\"type\":\"fixed\",\"name\":\"Tax\",\"namespace\":\"shop\",\"size\":1}"),
                false);
        List<SchemaReference> references = List.of(
                new SchemaReference("shop.Money", "shop.Money", 1), new SchemaReference("shop.Tax", "shop.Tax", 1));
        client.register(":.eu:orders", new SchemaDefinition(order("int"), references), false);
        client.register(":.eu:orders", new SchemaDefinition(order("string"), references), false);
    }

    private static String money(String field) {
        return "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"shop\",\"fields\":[{\"name\":\"" + field
                + "\",\"type\":\"int\"}]}";
    }

    private static String order(String type) {
        return "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":["
                + "{\"name\":\"total\",\"type\":\"shop.Money\"},"
                + "{\"name\":\"tax\",\"type\":\"shop.Tax\"},{\"name\":\"number\",\"type\":\"" + type + "\"}]}";
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @Test
    void theListHasTheSubjectsOfAllContexts() {
        assertThat(Page.at(port, "/subjects").main()).contains("4 subjects", ":.eu:orders", ":.eu:shop.Money");
    }

    @Test
    void aReferenceLeadsToTheSubjectOfTheSameContext() {
        Page orders = Page.at(port, "/subjects/%3A.eu%3Aorders");

        assertThat(orders.main())
                .contains("References :.eu:shop.Money v1 :.eu:shop.Tax v1", "total Money :.eu:shop.Money v1");
        assertThat(orders.html()).contains("euros").doesNotContain("dollars");
    }

    @Test
    void theLevelIsThatOfTheContext() {
        assertThat(Page.at(port, "/subjects/%3A.eu%3Aorders").main()).contains("Compatibility NONE");
    }

    @Test
    void anIdIsThatOfTheContext() {
        Page money = Page.at(port, "/subjects/%3A.eu%3Ashop.Money");

        assertThat(money.main()).contains("Referenced by :.eu:orders v1 :.eu:orders v2");
        List<String> ids = money.links("/schemas/");
        assertThat(ids).hasSize(1);
        assertThat(Page.at(port, ids.get(0)).main())
                .contains("Registered as :.eu:shop.Money v1", "euros int")
                .doesNotContain("dollars");
    }
}
