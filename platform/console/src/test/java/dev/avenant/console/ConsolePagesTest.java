package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.SchemaReference;
import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ConsolePagesTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
    }

    @BeforeAll
    static void somethingToSee() throws Exception {
        RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10));
        client.register(
                "shop.Money",
                SchemaDefinition.of("{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"shop\",\"fields\":[]}"),
                false);
        client.register(
                "orders-shop.Order",
                new SchemaDefinition("""
                        {"type":"record","name":"Order","namespace":"shop","doc":"<script>alert(1)</script>","fields":[
                          {"name":"buyer","type":["null","string"],"default":null,"doc":"Who pays.","tags":["PII"]},
                          {"name":"total","type":"shop.Money","doc":"What it comes to."},
                          {"name":"paid","type":"boolean","default":false,"doc":"Whether it was paid."}]}""", List.of(new SchemaReference("shop.Money", "shop.Money", 1))),
                false);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders", 3, (short) 1), keptForEver("orders.billing.dlt")))
                    .all()
                    .get();
        }
        RecordHeaders headers = new RecordHeaders();
        headers.add("avenant-dlt-category", "NOT_AVRO".getBytes(StandardCharsets.UTF_8));
        headers.add("avenant-dlt-message", "the first byte is 116, not 0".getBytes(StandardCharsets.UTF_8));
        headers.add("avenant-dlt-topic", "orders".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_id", "<b>42</b>".getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "orders.billing.dlt",
                            1,
                            0L,
                            "order-7",
                            "this is no Avro".getBytes(StandardCharsets.UTF_8),
                            headers))
                    .get();
        }
    }

    /** The record in it is of 1970, which Kafka would delete within a minute. */
    private static NewTopic keptForEver(String topic) {
        return new NewTopic(topic, 3, (short) 1).configs(Map.of("retention.ms", "-1"));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void theOverviewListsTopicsSubjectsAndDeadLetters() {
        Page page = Page.at(port, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Schema registry 2 subjects, compatibility BACKWARD unless a subject says otherwise")
                .contains(
                        "Kafka 1 topic, 1 broker",
                        "Dead letters 1 message that a consumer group sent to its dead-letter topic")
                .contains("orders 3 0 0.0", "orders.billing.dlt 1");
    }

    @Test
    void theOverviewRenewsItsFiguresAlone() {
        String renewal = renewalOf(Page.at(port, "/"));

        Page figures = Page.at(port, renewal);

        assertThat(figures.html())
                .contains(
                        "<span id=\"subject-count\" hx-swap-oob=\"innerHTML\">2</span>",
                        "<span id=\"letter-count\" hx-swap-oob=\"innerHTML\">1</span>",
                        "<span id=\"topic-0\" hx-swap-oob=\"innerHTML\">0</span>",
                        "<span id=\"letters-0\" hx-swap-oob=\"innerHTML\">1</span>")
                .doesNotContain("<table", "<a ");
    }

    @Test
    void theOverviewIsDrawnAnewWhenMoreThanItsFiguresChanged() {
        Page whole = Page.at(port, "/overview?shape=another");

        assertThat(whole.header("HX-Retarget")).isEqualTo("#overview");
        assertThat(whole.header("HX-Reswap")).isEqualTo("outerHTML");
        assertThat(whole.html().strip()).startsWith("<div id=\"overview\"").endsWith("</div>");
        assertThat(whole.text()).contains("orders.billing.dlt").doesNotContain("Avenant");
    }

    private static String renewalOf(Page overview) {
        Matcher address = Pattern.compile("hx-get=\"([^\"]+)\"").matcher(overview.html());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    @Test
    void aSubjectsPageShowsFieldsTagsAndReferences() {
        Page page = Page.at(port, "/subjects/orders-shop.Order");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Schema id 2", "Compatibility BACKWARD", "References shop.Money v1")
                .contains(
                        "buyer PII null or string null Who pays.",
                        "total Money shop.Money v1 What it comes to.",
                        "paid boolean false Whether it was paid.");
    }

    @Test
    void whatSchemasAndHeadersSayIsTextAndNeverMarkup() {
        assertThat(Page.at(port, "/subjects/orders-shop.Order").html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
        assertThat(Page.at(port, "/dead-letters/orders.billing.dlt/1/0").html())
                .contains("&lt;b&gt;42&lt;/b&gt;")
                .doesNotContain("<b>42");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(Page.at(port, "/subjects/nobody"))
                .satisfies(page -> assertThat(page.status()).isEqualTo(404))
                .satisfies(page -> assertThat(page.text())
                        .contains("No subject nobody is registered. The list of subjects has those that are."));
        assertThat(Page.at(port, "/subjects/shop.Money?version=9").text())
                .contains("No subject shop.Money with a version 9 is registered.");
        assertThat(Page.at(port, "/dead-letters/orders").text())
                .contains("There is no dead-letter topic orders. The overview lists those that there are.");
        assertThat(Page.at(port, "/nowhere").text()).contains("There is no page /nowhere.");
    }

    @Test
    void aVersionThatIsNoNumberIsSaidSo() {
        Page page = Page.at(port, "/subjects/shop.Money?version=two");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("version: expected a whole number but found 'two'.");
    }

    /** Else each link of each page would be looked for in all jars. */
    @Test
    void noLinkIsTakenForThatOfAFile(@Autowired ServletContext server) {
        assertThat(server.getFilterRegistrations().values())
                .extracting(filter -> String.valueOf(filter.getClassName()))
                .isNotEmpty()
                .doesNotContain(ResourceUrlEncodingFilter.class.getName());
    }
}
