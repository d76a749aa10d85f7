package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.serde.context.ContextNameStrategy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which context the registry is asked, seen from the registry. */
@Tag("fast")
class ContextsTest {

    @SuppressWarnings("NullAway.Init") // started before each test
    private Orders orders;

    @BeforeEach
    void start() throws IOException {
        orders = new Orders();
    }

    @AfterEach
    void stop() {
        orders.close();
    }

    @ParameterizedTest
    @CsvSource({"staging", ".staging", ":.staging:"})
    void areInTheContextThatAStrategyNames(String context) {
        Map<String, Object> settings = Map.of(
                "context.name.strategy",
                Named.class.getName(),
                "my.context",
                context,
                "value.subject.name.strategy",
                Orders.CONFLUENT + "TopicNameStrategy");

        orders.write(settings, false);
        orders.read(settings);

        assertThat(orders.registry().requests())
                .containsExactly(
                        "POST /subjects/%3A.staging%3At-value/versions?normalize=false",
                        "GET /schemas/ids/7?fetchMaxId=false&subject=%3A.staging%3At-value");
    }

    @Test
    void nameAtLeastTheContextWhereTheSchemaWouldBeNeeded() {
        Map<String, Object> settings = Map.of(
                "context.name.strategy",
                Named.class.getName(),
                "my.context",
                "staging",
                "value.subject.name.strategy",
                Orders.CONFLUENT + "RecordNameStrategy");

        orders.read(settings);

        assertThat(orders.registry().requests())
                .containsExactly("GET /schemas/ids/7?fetchMaxId=false&subject=%3A.staging%3A");
    }

    /** A context strategy as a user would write it. */
    public static final class Named implements ContextNameStrategy {
        private String context = "";

        @Override
        public void configure(Map<String, ?> settings) {
            context = String.valueOf(settings.get("my.context"));
        }

        @Override
        public String contextName(String topic) {
            return context;
        }
    }

    @Test
    void tellTheIdsOfOneContextFromThoseOfAnother() {
        String other =
                WireCases.JSON.createObjectNode().put("schema", "\"int\"").toString();
        orders.registry().on("GET", "/schemas/ids/7?fetchMaxId=false&subject=%3A.b%3Ab-value", 200, other);
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(
                    orders.settings(Map.of(
                            "context.name.strategy",
                            NamedAsTheTopic.class.getName(),
                            "value.subject.name.strategy",
                            Orders.CONFLUENT + "TopicNameStrategy")),
                    false);
            byte[] payload = {0, 0, 0, 0, 7, 2};

            assertThat(deserializer.deserialize("a", payload)).hasToString("{\"id\": 1}");
            assertThat(deserializer.deserialize("b", payload)).isEqualTo(1);
            assertThat(deserializer.deserialize("a", payload)).hasToString("{\"id\": 1}");
        }
    }

    /** Every topic is in a context of its own. */
    public static final class NamedAsTheTopic implements ContextNameStrategy {
        @Override
        public String contextName(String topic) {
            return topic;
        }
    }

    @Test
    void ofReferencesAreInTheContextOfTheSchemaThatRefersToThem() {
        String referring = WireCases.JSON
                .createObjectNode()
                .put("schema", Orders.SCHEMA.replace("\"int\"", "\"shop.Id\""))
                .set(
                        "references",
                        WireCases.JSON.valueToTree(List.of(Map.of("name", "shop.Id", "subject", "ids", "version", 3))))
                .toString();
        String referred = WireCases.JSON
                .createObjectNode()
                .put("schema", "{\"type\":\"enum\",\"name\":\"Id\",\"namespace\":\"shop\",\"symbols\":[\"A\"]}")
                .toString();
        orders.registry()
                .on("GET", "/schemas/ids/7?fetchMaxId=false&subject=%3A.staging%3At-value", 200, referring)
                .on("GET", "/subjects/%3A.staging%3Aids/versions/3?deleted=true", 200, referred);

        Object read = orders.read(Map.of(
                "context.name.strategy",
                Named.class.getName(),
                "my.context",
                "staging",
                "value.subject.name.strategy",
                Orders.CONFLUENT + "TopicNameStrategy"));

        assertThat(read).hasToString("{\"id\": \"A\"}");
    }
}
