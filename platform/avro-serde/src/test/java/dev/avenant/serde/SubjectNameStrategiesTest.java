package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.subject.SubjectNameStrategy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which subject the registry is asked, seen from the registry. */
@Tag("fast")
class SubjectNameStrategiesTest {

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
    @CsvSource({
        "TopicNameStrategy, t-value, t-key",
        "RecordNameStrategy, shop.Order, shop.Order",
        "TopicRecordNameStrategy, t-shop.Order, t-shop.Order"
    })
    void areNamedByConfluentsStrategies(String strategy, String ofValue, String ofKey) {
        Map<String, Object> settings = Map.of(
                "value.subject.name.strategy", Orders.CONFLUENT + strategy,
                "key.subject.name.strategy", Orders.CONFLUENT + strategy);

        orders.write(settings, false);
        orders.write(settings, true);

        assertThat(orders.registry().requests())
                .containsExactly(
                        "POST /subjects/" + ofValue + "/versions?normalize=false",
                        "POST /subjects/" + ofKey + "/versions?normalize=false");
    }

    @Test
    void areNamedForKeysAndValuesEachByTheirOwnStrategy() {
        Map<String, Object> settings = Map.of(
                "value.subject.name.strategy", Orders.CONFLUENT + "RecordNameStrategy",
                "key.subject.name.strategy", Orders.CONFLUENT + "TopicNameStrategy");

        orders.write(settings, false);
        orders.write(settings, true);

        assertThat(orders.registry().requests())
                .containsExactly(
                        "POST /subjects/shop.Order/versions?normalize=false",
                        "POST /subjects/t-key/versions?normalize=false");
    }

    @Test
    void areNamedByAClassOfTheUsersOwnThatGetsTheSettings() {
        orders.write(Map.of("value.subject.name.strategy", Prefixed.class.getName(), "my.prefix", "eu."), false);

        assertThat(orders.registry().requests()).containsExactly("POST /subjects/eu.t/versions?normalize=false");
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
        orders.registry()
                .on(
                        "GET",
                        "/associations/resources/-/t?resourceType=topic&associationType=value",
                        200,
                        "[{\"subject\":\"orders\",\"resourceName\":\"t\",\"associationType\":\"value\"}]");

        orders.write(Map.of(), false);
        orders.read(Map.of());

        assertThat(orders.registry().requests())
                .containsExactly(
                        "GET /associations/resources/-/t?resourceType=topic&associationType=value",
                        "POST /subjects/orders/versions?normalize=false",
                        "GET /associations/resources/-/t?resourceType=topic&associationType=value",
                        "GET /schemas/ids/7?fetchMaxId=false&subject=orders");
    }

    @Test
    void areAskedForInTheClusterThatIsSet() {
        String path = "/associations/resources/lkc-1/t?resourceType=topic&associationType=key";
        orders.registry().on("GET", path, 200, "[]");

        orders.write(Map.of("subject.name.strategy.kafka.cluster.id", "lkc-1"), true);

        assertThat(orders.registry().requests())
                .containsExactly("GET " + path, "POST /subjects/t-key/versions?normalize=false");
    }

    @ParameterizedTest
    @CsvSource({"TOPIC, t-value", "record, shop.Order", "TOPIC_RECORD, t-shop.Order"})
    void fallBackAsIsSetWhereTheRegistryAssociatesNone(String type, String subject) {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        orders.registry().on("GET", path, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");

        orders.write(Map.of("subject.name.strategy.fallback.type", type), false);

        assertThat(orders.registry().requests())
                .containsExactly("GET " + path, "POST /subjects/" + subject + "/versions?normalize=false");
    }

    @Test
    void areMissingWhereTheRegistryAssociatesNoneAndNothingElseMayNameThem() {
        orders.registry().on("GET", "/associations/resources/-/t?resourceType=topic&associationType=value", 200, "[]");

        SerdeException thrown = catchThrowableOfType(
                SerdeException.class, () -> orders.write(Map.of("subject.name.strategy.fallback.type", "NONE"), false));

        assertThat(thrown)
                .hasMessage("[value of t] The registry associates no subject with the topic, and"
                        + " subject.name.strategy.fallback.type is NONE. Associate one");
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.NOT_REGISTERED);
    }

    @Test
    void areAmbiguousWhenTheRegistryAssociatesTwo() {
        orders.registry()
                .on(
                        "GET",
                        "/associations/resources/-/t?resourceType=topic&associationType=value",
                        200,
                        "[{\"subject\":\"a\"},{\"subject\":\"b\"}]");

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> orders.write(Map.of(), false));

        assertThat(thrown)
                .hasMessage(
                        "[value of t] The registry associates 2 subjects with the topic: [a, b]. Leave one of them");
    }

    @Test
    void areAskedForAgainWhenTheAnswerIsNotKept() {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        orders.registry().on("GET", path, 200, "[]");
        orders.registry().on("GET", path, 200, "[{\"subject\":\"orders\"}]");
        try (KafkaAvroSerializer serializer =
                orders.serializer(Map.of("subject.name.strategy.cache.expiry.secs", 0), false)) {

            serializer.serialize("t", Orders.order());
            serializer.serialize("t", Orders.order());
            serializer.serialize("t", Orders.order());
        }

        assertThat(orders.registry().requests())
                .containsExactly(
                        "GET " + path,
                        "POST /subjects/t-value/versions?normalize=false",
                        "GET " + path,
                        "POST /subjects/orders/versions?normalize=false",
                        "GET " + path);
    }

    @Test
    void areAskedForByOneThreadHoweverManyWrite() throws InterruptedException {
        String path = "/associations/resources/-/t?resourceType=topic&associationType=value";
        orders.registry().on("GET", path, 200, "[]");
        try (KafkaAvroSerializer serializer = orders.serializer(Map.of(), false)) {

            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(i -> new Thread(() -> serializer.serialize("t", Orders.order())))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(orders.registry().requests())
                .containsExactly("GET " + path, "POST /subjects/t-value/versions?normalize=false");
    }
}
