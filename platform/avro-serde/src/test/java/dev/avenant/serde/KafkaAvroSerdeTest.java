package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.schema.JavaStringProperty;
import dev.avenant.serde.model.Price;
import dev.avenant.serde.model.Shipment;
import dev.avenant.serde.model.ShipmentStatus;
import dev.avenant.serde.streams.SpecificAvroSerde;
import dev.avenant.serde.subject.TopicRecordNameStrategy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class KafkaAvroSerdeTest {

    private static final String TOPIC = "shipments";
    private static final String SUBJECT = "shipments-dev.avenant.serde.model.Shipment";

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    @Test
    void readsTheGeneratedObjectThatWasWritten() {
        registry.register(SUBJECT, SchemaDefinition.of(Shipment.SCHEMA$.toString()), false);
        KafkaAvroSerializer serializer = serializer(Map.of());
        KafkaAvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", true));

        Object read = deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, shipment()));

        assertThat(read).isEqualTo(shipment());
    }

    @Test
    void findsAClassUnderASchemaThatKnowsNothingOfJavaAndRefersToItsTypes() {
        Schema plain = JavaStringProperty.removedFrom(Shipment.SCHEMA$);
        Schema status = JavaStringProperty.removedFrom(ShipmentStatus.SCHEMA$);
        registry.register(status.getFullName(), SchemaDefinition.of(status.toString()), false);
        String referring = plain.toString()
                .replace(
                        status.toString().replace("\"namespace\":\"dev.avenant.serde.model\",", ""),
                        "\"dev.avenant.serde.model.ShipmentStatus\"");
        registry.register(
                SUBJECT,
                new SchemaDefinition(
                        referring, List.of(new SchemaReference(status.getFullName(), status.getFullName(), 1))),
                false);
        assertThat(referring).doesNotContain("ARRIVED");

        int id = serializer(Map.of()).prepare(TOPIC, Shipment.class);

        assertThat(id).isEqualTo(2);
    }

    @Test
    void saysBeforeTheFirstRecordThatAClassIsNotRegistered() {
        KafkaAvroSerializer serializer = serializer(Map.of());

        SerdeException thrown =
                catchThrowableOfType(SerdeException.class, () -> serializer.prepare(TOPIC, Shipment.class));

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.NOT_REGISTERED);
        assertThat(thrown)
                .hasMessage("[value of shipments, subject " + SUBJECT + "] The value schema"
                        + " dev.avenant.serde.model.Shipment is not registered. Register it before it is written with"
                        + " (avenant push), or set auto.register.schemas=true: Subject '" + SUBJECT
                        + "' not found.");
    }

    @Test
    void writesWithTheLatestVersionByTheNamesOfTheFields() {
        String own = record("{\"name\":\"first\",\"type\":\"string\"},{\"name\":\"last\",\"type\":\"string\"}");
        String latest = record("{\"name\":\"last\",\"type\":\"string\"},{\"name\":\"first\",\"type\":\"string\"}");
        registry.register("shipments-n.Name", SchemaDefinition.of(own), false);
        registry.register("shipments-n.Name", SchemaDefinition.of(latest), false);
        GenericRecord name = new GenericData.Record(new Schema.Parser().parse(own));
        name.put("first", "Ada");
        name.put("last", "Lovelace");

        byte[] bytes = serializer(Map.of("use.latest.version", true)).serialize(TOPIC, name);

        assertThat(deserializer(Map.of()).deserialize(TOPIC, bytes))
                .hasToString("{\"last\": \"Lovelace\", \"first\": \"Ada\"}");
    }

    @Test
    void refusesALatestVersionWithAFieldThatTheClassLacks() {
        String own = record("{\"name\":\"first\",\"type\":\"string\"}");
        String latest = record(
                "{\"name\":\"last\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"first\",\"type\":\"string\"}");
        registry.register("shipments-n.Name", SchemaDefinition.of(latest), false);
        GenericRecord name = new GenericData.Record(new Schema.Parser().parse(own));
        name.put("first", "Ada");
        KafkaAvroSerializer serializer = serializer(Map.of("use.latest.version", true));

        assertThatThrownBy(() -> serializer.serialize(TOPIC, name))
                .isInstanceOf(SerializationException.class)
                .hasMessage("[value of shipments, subject shipments-n.Name, schema 1, field last] Field last of n.Name"
                        + " as it is registered is missing in the class to write. Build the producer with the"
                        + " registered version of the schema");
    }

    @Test
    void asksOnceForASchemaHoweverManyThreadsReadIt() throws Exception {
        String schema =
                WireCases.JSON.createObjectNode().put("schema", "\"string\"").toString();
        try (RecordedRegistry server =
                        new RecordedRegistry().on("GET", "/schemas/ids/7?fetchMaxId=false", 200, schema);
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings(server.url()), false);
            byte[] payload = {0, 0, 0, 0, 7, 2, 'a'};
            List<Object> read = Collections.synchronizedList(new ArrayList<>());

            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(i -> new Thread(() -> read.add(String.valueOf(deserializer.deserialize(TOPIC, payload)))))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(read).hasSize(8).containsOnly("a");
            assertThat(server.requests()).containsExactly("GET /schemas/ids/7?fetchMaxId=false");
        }
    }

    @Test
    void readsASchemaThatWasRegisteredAfterItWasMissed() {
        KafkaAvroDeserializer deserializer = deserializer(Map.of());
        byte[] payload = {0, 0, 0, 0, 1, 2, 'a'};
        SerdeException missed =
                catchThrowableOfType(SerdeException.class, () -> deserializer.deserialize(TOPIC, payload));

        registry.register("s", SchemaDefinition.of("\"string\""), false);

        assertThat(missed.kind()).isEqualTo(SerdeFailure.Kind.UNKNOWN_SCHEMA_ID);
        assertThat(deserializer.deserialize(TOPIC, payload)).isEqualTo("a");
    }

    @Test
    void goesOnWithTheNextRegistryWhenOneIsAway() throws Exception {
        String schema =
                WireCases.JSON.createObjectNode().put("schema", "\"string\"").toString();
        try (RecordedRegistry failing = new RecordedRegistry().otherwise(503, "");
                RecordedRegistry serving =
                        new RecordedRegistry().on("GET", "/schemas/ids/7?fetchMaxId=false", 200, schema);
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings(failing.url() + "," + serving.url()), false);

            assertThat(deserializer.deserialize(TOPIC, new byte[] {0, 0, 0, 0, 7, 2, 'a'}))
                    .isEqualTo("a");
            assertThat(failing.requests()).hasSize(1);
        }
    }

    @Test
    void startsAndWorksWithABundleWhileTheRegistryIsDown() {
        Map<String, Object> settings = settings("http://localhost:1");
        settings.put("avenant.schema.bundle", "bundle/schemas.json");
        settings.put("value.subject.name.strategy", TopicRecordNameStrategy.class);
        GenericRecord name =
                new GenericData.Record(new Schema.Parser().parse(record("{\"name\":\"first\",\"type\":\"string\"}")));
        name.put("first", "Ada");
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings, false);
            deserializer.configure(settings, false);

            byte[] bytes = serializer.serialize(TOPIC, name);

            assertThat(bytes).startsWith(0, 0, 0, 0, 41);
            assertThat(deserializer.deserialize(TOPIC, bytes)).hasToString("{\"first\": \"Ada\"}");
        }
    }

    @Test
    void readsOutOfTheMiddleOfABuffer() {
        registry.register(SUBJECT, SchemaDefinition.of(Shipment.SCHEMA$.toString()), false);
        byte[] bytes = Objects.requireNonNull(serializer(Map.of()).serialize(TOPIC, shipment()));
        ByteBuffer fetched = ByteBuffer.allocate(bytes.length + 20)
                .position(9)
                .put(bytes)
                .flip()
                .position(9);

        Object read = deserializer(Map.of("specific.avro.reader", true)).deserialize(TOPIC, null, fetched);

        assertThat(read).isEqualTo(shipment());
        assertThat(fetched.position()).isEqualTo(9);
    }

    @Test
    void servesKafkaStreams() {
        registry.register(SUBJECT, SchemaDefinition.of(Shipment.SCHEMA$.toString()), false);
        try (SpecificAvroSerde<Shipment> serde = new SpecificAvroSerde<>(registry)) {
            serde.configure(Map.of("value.subject.name.strategy", TopicRecordNameStrategy.class), false);

            Shipment read =
                    serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, shipment()));

            assertThat(read).isEqualTo(shipment());
        }
    }

    @Test
    void saysThatAValueHoldsItself() {
        String list =
                "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}";
        GenericRecord node = new GenericData.Record(new Schema.Parser().parse(list));
        node.put("next", node);
        KafkaAvroSerializer serializer = serializer(Map.of("auto.register.schemas", true));

        SerdeException thrown = catchThrowableOfType(SerdeException.class, () -> serializer.serialize(TOPIC, node));

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.LIMIT_EXCEEDED);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"Name\",\"namespace\":\"n\",\"fields\":[" + fields + "]}";
    }

    private static Map<String, Object> settings(String url) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", url);
        settings.put("value.subject.name.strategy", TopicRecordNameStrategy.class);
        settings.put("retries.wait.ms", 1);
        return settings;
    }

    private KafkaAvroSerializer serializer(Map<String, ?> more) {
        Map<String, Object> settings = settings("mock://unused");
        settings.putAll(more);
        return new KafkaAvroSerializer(registry, settings);
    }

    private KafkaAvroDeserializer deserializer(Map<String, ?> more) {
        Map<String, Object> settings = settings("mock://unused");
        settings.putAll(more);
        return new KafkaAvroDeserializer(registry, settings);
    }

    private static Shipment shipment() {
        return Shipment.newBuilder()
                .setId(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))
                .setVersion(3)
                .setSender("Ada Lovelace")
                .setReceiver("Zoë Ångström 漢字")
                .setWeight(12.5)
                .setPieces(-2)
                .setUrgent(true)
                .setSentAt(Instant.parse("2026-11-23T10:15:30.123Z"))
                .setDueOn(LocalDate.parse("2026-12-24"))
                .setStatus(ShipmentStatus.SENT)
                .setPrice(Price.newBuilder()
                        .setAmount(new BigDecimal("-1234.56"))
                        .setCurrency("EUR")
                        .build())
                .setLabels(List.of("a", "b"))
                .setNotes(Map.of("k", "v"))
                .setComment(null)
                .build();
    }
}
