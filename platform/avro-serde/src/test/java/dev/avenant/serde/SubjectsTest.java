package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.serde.context.ContextNameStrategy;
import dev.avenant.serde.subject.SubjectNameStrategy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which subject the registry is asked, seen from the registry. */
class SubjectsTest {

    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
    private static final String CONFLUENT = "io.confluent.kafka.serializers.subject.";

    @SuppressWarnings("NullAway.Init") // started before each test
    private RecordedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        String answer = WireCases.JSON
                .createObjectNode()
                .put("id", 7)
                .put("schema", SCHEMA)
                .toString();
        registry = new RecordedRegistry().otherwise(200, answer);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, t-value, t-key",
        "RecordNameStrategy, shop.Order, shop.Order",
        "TopicRecordNameStrategy, t-shop.Order, t-shop.Order"
    })
    void areNamedByConfluentsStrategies(String strategy, String ofValue, String ofKey) {
        Map<String, Object> settings = Map.of(
                "value.subject.name.strategy", CONFLUENT + strategy,
                "key.subject.name.strategy", CONFLUENT + strategy);

        write(settings, false);
        write(settings, true);

        assertThat(registry.requests())
                .containsExactly(
                        "POST /subjects/" + ofValue + "/versions?normalize=false",
                        "POST /subjects/" + ofKey + "/versions?normalize=false");
    }

    @Test
    void areNamedForKeysAndValuesEachByTheirOwnStrategy() {
        Map<String, Object> settings = Map.of(
                "value.subject.name.strategy", CONFLUENT + "RecordNameStrategy",
                "key.subject.name.strategy", CONFLUENT + "TopicNameStrategy");

        write(settings, false);
        write(settings, true);

        assertThat(registry.requests())
                .containsExactly(
                        "POST /subjects/shop.Order/versions?normalize=false",
                        "POST /subjects/t-key/versions?normalize=false");
    }

    @Test
    void areNamedByAClassOfTheUsersOwnThatGetsTheSettings() {
        write(Map.of("value.subject.name.strategy", Prefixed.class.getName(), "my.prefix", "eu."), false);

        assertThat(registry.requests()).containsExactly("POST /subjects/eu.t/versions?normalize=false");
    }

    /** A strategy as a user would write it. */
    public static final class Prefixed implements SubjectNameStrategy {
        private String prefix = "";

        @Override
        public void configure(Map<String, ?> settings) {
            prefix = String.valueOf(settings.get("my.prefix"));
        }

        @Override
        public String subjectName(String topic, boolean isKey, @Nullable Schema schema) {
            return prefix + topic;
        }
    }

    @Test
    void areThoseThatTheRegistryAssociates() {
        registry.on(
                "GET",
                "/associations/resources/-/t?resourceType=topic&associationType=value",
                200,
                "[{\"subject\":\"orders\",\"resourceName\":\"t\",\"associationType\":\"value\"}]");

        write(Map.of(), false);
        read(Map.of());

        assertThat(registry.requests())
                .containsExactly(
                        "GET /associations/resources/-/t?resourceType=topic&associationType=value",
                        "POST /subjects/orders/versions?normalize=false",
                        "GET /associations/resources/-/t?resourceType=topic&associationType=value",
                        "GET /schemas/ids/7?fetchMaxId=false&subject=orders");
    }

    @Test
    void areAskedForInTheClusterThatIsSet() {
        String path = "/associations/resources/lkc-1/t?resourceType=topic&associationType=key";
        registry.on("GET", path, 200, "[]");

        write(Map.of("subject.name.strategy.kafka.cluster.id", "lkc-1"), true);

        assertThat(registry.requests()).containsExactly("GET " + path, "POST /subjects/t-key/versions?normalize=false");
    }

    @ParameterizedTest
    @CsvSource({"TOPIC, t-value", "record, shop.Order", "TOPIC_RECORD, t-shop.Order"})
    void fallBackAsIsSetWhereTheRegistryAssociatesNone(String type, String subject) {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        registry.on("GET", path, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");

        write(Map.of("subject.name.strategy.fallback.type", type), false);

        assertThat(registry.requests())
                .containsExactly("GET " + path, "POST /subjects/" + subject + "/versions?normalize=false");
    }

    @Test
    void areMissingWhereTheRegistryAssociatesNoneAndNothingElseMayNameThem() {
        registry.on("GET", "/associations/resources/-/t?resourceType=topic&associationType=value", 200, "[]");

        SerdeException thrown = catchThrowableOfType(
                SerdeException.class, () -> write(Map.of("subject.name.strategy.fallback.type", "NONE"), false));

        assertThat(thrown)
                .hasMessage("[value of t] The registry associates no subject with the topic, and"
                        + " subject.name.strategy.fallback.type is NONE. Associate one");
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.NOT_REGISTERED);
    }

    @Test
    void areAmbiguousWhenTheRegistryAssociatesTwo() {
        registry.on(
                "GET",
                "/associations/resources/-/t?resourceType=topic&associationType=value",
                200,
                "[{\"subject\":\"a\"},{\"subject\":\"b\"}]");

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> write(Map.of(), false));

        assertThat(thrown)
                .hasMessage(
                        "[value of t] The registry associates 2 subjects with the topic: [a, b]. Leave one of them");
    }

    @Test
    void areAskedForAgainWhenTheAnswerIsNotKept() {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        registry.on("GET", path, 200, "[]");
        registry.on("GET", path, 200, "[{\"subject\":\"orders\"}]");
        try (KafkaAvroSerializer serializer = serializer(Map.of("subject.name.strategy.cache.expiry.secs", 0), false)) {

            serializer.serialize("t", order());
            serializer.serialize("t", order());
            serializer.serialize("t", order());
        }

        assertThat(registry.requests())
                .containsExactly(
                        "GET " + path,
                        "POST /subjects/t-value/versions?normalize=false",
                        "GET " + path,
                        "POST /subjects/orders/versions?normalize=false",
                        "GET " + path);
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
                CONFLUENT + "TopicNameStrategy");

        write(settings, false);
        read(settings);

        assertThat(registry.requests())
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
                CONFLUENT + "RecordNameStrategy");

        read(settings);

        assertThat(registry.requests()).containsExactly("GET /schemas/ids/7?fetchMaxId=false&subject=%3A.staging%3A");
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
        registry.on("GET", "/schemas/ids/7?fetchMaxId=false&subject=%3A.b%3Ab-value", 200, other);
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(
                    settings(Map.of(
                            "context.name.strategy",
                            NamedAsTheTopic.class.getName(),
                            "value.subject.name.strategy",
                            CONFLUENT + "TopicNameStrategy")),
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
                .put("schema", SCHEMA.replace("\"int\"", "\"shop.Id\""))
                .set(
                        "references",
                        WireCases.JSON.valueToTree(List.of(Map.of("name", "shop.Id", "subject", "ids", "version", 3))))
                .toString();
        String referred = WireCases.JSON
                .createObjectNode()
                .put("schema", "{\"type\":\"enum\",\"name\":\"Id\",\"namespace\":\"shop\",\"symbols\":[\"A\"]}")
                .toString();
        registry.on("GET", "/schemas/ids/7?fetchMaxId=false&subject=%3A.staging%3At-value", 200, referring)
                .on("GET", "/subjects/%3A.staging%3Aids/versions/3?deleted=true", 200, referred);

        Object read = read(Map.of(
                "context.name.strategy",
                Named.class.getName(),
                "my.context",
                "staging",
                "value.subject.name.strategy",
                CONFLUENT + "TopicNameStrategy"));

        assertThat(read).hasToString("{\"id\": \"A\"}");
    }

    @Test
    void areAskedForByOneThreadHoweverManyWrite() throws InterruptedException {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        registry.on("GET", path, 200, "[]");
        try (KafkaAvroSerializer serializer = serializer(Map.of(), false)) {

            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(i -> new Thread(() -> serializer.serialize("t", order())))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(registry.requests())
                .containsExactly("GET " + path, "POST /subjects/t-value/versions?normalize=false");
    }

    private void write(Map<String, ?> more, boolean isKey) {
        try (KafkaAvroSerializer serializer = serializer(more, isKey)) {
            serializer.serialize("t", order());
        }
    }

    private KafkaAvroSerializer serializer(Map<String, ?> more, boolean isKey) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings(more), isKey);
        return serializer;
    }

    private @Nullable Object read(Map<String, ?> more) {
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings(more), false);
            return deserializer.deserialize("t", new byte[] {0, 0, 0, 0, 7, 0});
        }
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("auto.register.schemas", true);
        settings.putAll(more);
        return settings;
    }

    private static GenericRecord order() {
        GenericRecord order = new GenericData.Record(new Schema.Parser().parse(SCHEMA));
        order.put("id", 1);
        return order;
    }
}
