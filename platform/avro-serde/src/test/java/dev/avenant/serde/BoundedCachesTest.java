package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import dev.avenant.serde.subject.TopicNameStrategy;
import dev.avenant.serde.subject.TopicRecordNameStrategy;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A topic may name schemas without end. {@code -Davenant.bounded.schemas=100000} tries as many as that.
 */
@Tag("fast")
class BoundedCachesTest {

    private static final int SCHEMAS = Integer.getInteger("avenant.bounded.schemas", 2_000);
    private static final int KEPT = 50;
    /** What was used last is in small arrays besides, 64 of them, and a map may hold a little more for a moment. */
    private static final int ALIVE_AT_MOST = 3 * KEPT + 64;

    private static final Map<String, Object> SETTINGS = Map.of(
            "max.schemas.per.subject",
            KEPT,
            "auto.register.schemas",
            true,
            "value.subject.name.strategy",
            TopicRecordNameStrategy.class);

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    @Test
    void forgetTheSchemasThatATopicNamed() {
        List<WeakReference<Schema>> read = new ArrayList<>();
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry, SETTINGS)) {
            for (int i = 0; i < SCHEMAS; i++) {
                Schema schema = schema(i);
                Integer id = registry.register("t-" + schema.getFullName(), definition(schema), false)
                        .id();
                byte[] bytes = ByteBuffer.allocate(6)
                        .putInt(1, Objects.requireNonNull(id))
                        .put(5, (byte) 2)
                        .array();

                GenericRecord record = (GenericRecord) Objects.requireNonNull(deserializer.deserialize("t", bytes));

                assertThat(record.get("number")).isEqualTo(1);
                read.add(new WeakReference<>(record.getSchema()));
            }

            awaitFewOf(read);
        }
    }

    @Test
    void forgetTheSchemasThatWereWrittenWith() {
        List<WeakReference<Schema>> written = new ArrayList<>();
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, SETTINGS)) {
            for (int i = 0; i < SCHEMAS; i++) {
                GenericRecord record = new GenericData.Record(schema(i));
                record.put("number", 1);

                assertThat(serializer.serialize("t", record)).endsWith(2);
                written.add(new WeakReference<>(record.getSchema()));
            }

            awaitFewOf(written);
        }
    }

    @Test
    void readWhatTheyForgotAsBefore() {
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry, SETTINGS)) {
            List<byte[]> all = new ArrayList<>();
            try (KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, SETTINGS)) {
                for (int i = 0; i < 3 * KEPT; i++) {
                    GenericRecord record = new GenericData.Record(schema(i));
                    record.put("number", i);
                    all.add(serializer.serialize("t", record));
                }
            }
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < all.size(); i++) {
                    assertThat(deserializer.deserialize("t", all.get(i))).hasToString("{\"number\": " + i + "}");
                }
            }
        }
    }

    @Test
    void askAgainForTheLatestVersionsThatTheyForgot() throws IOException {
        assertThat(askedInTheSecondRound(20, Map.of("latest.cache.size", 5), "/subjects/"))
                .isBetween(20 - 5, 20);
        assertThat(askedInTheSecondRound(20, Map.of(), "/subjects/")).isZero();
    }

    @Test
    void askAgainForTheSubjectsOfTheTopicsThatTheyForgot() throws IOException {
        Map<String, Object> associated = Map.of("value.subject.name.strategy", AssociatedNameStrategy.class);
        Map<String, Object> few = Map.of(
                "value.subject.name.strategy", AssociatedNameStrategy.class, "subject.name.strategy.cache.size", 5);

        assertThat(askedInTheSecondRound(20, few, "/associations/")).isBetween(20 - 5, 20);
        assertThat(askedInTheSecondRound(20, associated, "/associations/")).isZero();
    }

    /** How often a serializer that keeps no writers asks a registry when it writes to so many topics for the second time. */
    private static int askedInTheSecondRound(int topics, Map<String, Object> settings, String path) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "use.latest.version",
                true,
                "max.schemas.per.subject",
                1,
                "value.subject.name.strategy",
                TopicNameStrategy.class));
        all.putAll(settings);
        Schema schema = schema(0);
        GenericRecord record = new GenericData.Record(schema);
        record.put("number", 1);
        try (RecordedRegistry answering = new RecordedRegistry();
                KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            for (int topic = 0; topic < topics; topic++) {
                answering.on(
                        "GET",
                        "/associations/resources/-/t" + topic + "?resourceType=topic&associationType=value",
                        200,
                        "[]");
            }
            answering.otherwise(
                    200,
                    WireCases.JSON
                            .createObjectNode()
                            .put("version", 1)
                            .put("id", 1)
                            .put("schema", schema.toString())
                            .toString());
            all.put("schema.registry.url", answering.url());
            serializer.configure(all, false);
            for (int topic = 0; topic < topics; topic++) {
                serializer.serialize("t" + topic, record);
            }
            int before = answering.requests().size();
            for (int topic = 0; topic < topics; topic++) {
                serializer.serialize("t" + topic, record);
            }
            return (int) answering.requests().stream()
                    .skip(before)
                    .filter(request -> request.startsWith("GET " + path))
                    .count();
        }
    }

    private static void awaitFewOf(List<WeakReference<Schema>> schemas) {
        await().untilAsserted(() -> {
            System.gc();
            assertThat(schemas.stream().filter(each -> !each.refersTo(null))).hasSizeLessThanOrEqualTo(ALIVE_AT_MOST);
        });
    }

    private static Schema schema(int number) {
        return SchemaBuilder.record("Record" + number)
                .fields()
                .requiredInt("number")
                .endRecord();
    }

    private static SchemaDefinition definition(Schema schema) {
        return SchemaDefinition.of(schema.toString());
    }
}
