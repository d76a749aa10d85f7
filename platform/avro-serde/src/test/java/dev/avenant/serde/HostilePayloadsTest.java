package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.codec.HostileSource;
import dev.avenant.serde.model.Price;
import dev.avenant.serde.model.Shipment;
import dev.avenant.serde.model.ShipmentStatus;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, an ordinary exception comes out, soon, and little memory is taken. */
@Tag("fast")
class HostilePayloadsTest {

    private static final long PAYLOADS = Long.getLong("avenant.fuzz.payloads", 40_000);
    private static final long SEED = Long.getLong("avenant.seed", 20_261_123L);
    private static final byte[] SHIPMENT = shipment();
    private static final long ONE_SECOND = 1_000_000_000L;
    private static final long MOST_MEMORY = 64L << 20;
    private static final int PAYLOADS_OF_A_SCHEMA = 500;

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
    private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry, Map.of());

    @Test
    void refusesOrReadsWhateverItIsGiven() {
        HostileSource source = new HostileSource(SEED);
        HostileOutcomes outcomes = new HostileOutcomes();
        for (long i = 0; i < PAYLOADS; i += 4 * PAYLOADS_OF_A_SCHEMA) {
            source.changeSchema();
            // New ones each time, since what is kept for a schema is kept for ever.
            KafkaAvroDeserializer generic = new KafkaAvroDeserializer(
                    registryOf(source.schema()), Map.of(KafkaAvroSerdeConfig.AVRO_USE_LOGICAL_TYPE_CONVERTERS, true));
            readAll(outcomes, source, () -> source.payload(1), bytes -> generic.deserialize("s", bytes));
            readAll(
                    outcomes,
                    source,
                    () -> source.payload(1),
                    bytes -> generic.deserialize("s", null, inABuffer(bytes)));
            Schema reader = source.otherVersion();
            readAll(outcomes, source, () -> source.payload(1), bytes -> generic.deserialize("s", bytes, reader));
            KafkaAvroDeserializer specific = new KafkaAvroDeserializer(
                    registryOf(Shipment.SCHEMA$), Map.of(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER, true));
            readAll(outcomes, source, () -> source.payload(1, SHIPMENT), bytes -> specific.deserialize("s", bytes));
        }
        if (PAYLOADS >= 100_000) {
            System.out.println("seed " + SEED + ": " + outcomes);
        }
        assertThat(outcomes.read()).as("payloads that are records all the same").isPositive();
        assertThat(outcomes.failures())
                .containsKeys(
                        SerdeFailure.Kind.TRUNCATED,
                        SerdeFailure.Kind.MALFORMED,
                        SerdeFailure.Kind.NOT_AVRO,
                        SerdeFailure.Kind.INCOMPATIBLE,
                        SerdeFailure.Kind.LIMIT_EXCEEDED);
        assertThat(outcomes.mostMemory()).as("bytes for the costliest").isLessThan(MOST_MEMORY);
        if (PAYLOADS >= 1_000_000) {
            assertThat(outcomes.slowest()).as("nanoseconds for the slowest").isLessThan(ONE_SECOND);
        }
    }

    private static void readAll(
            HostileOutcomes outcomes, HostileSource source, Supplier<byte[]> payloads, Consumer<byte[]> reader) {
        for (int i = 0; i < PAYLOADS_OF_A_SCHEMA; i++) {
            byte[] payload = payloads.get();
            Throwable thrown = outcomes.of(() -> reader.accept(payload));
            if (thrown != null) {
                assertThat(thrown)
                        .as("seed %d, payload %s of %s", SEED, HexFormat.of().formatHex(payload), source.schema())
                        .isInstanceOf(SerializationException.class)
                        .isInstanceOf(SerdeFailure.class);
            }
        }
    }

    private static InMemoryRegistryClient registryOf(Schema schema) {
        InMemoryRegistryClient registry = new InMemoryRegistryClient();
        registry.register("s-value", SchemaDefinition.of(schema.toString()), false);
        return registry;
    }

    /** The bytes where a consumer's buffer may hold them: inside of a larger array, or outside of the heap. */
    private static ByteBuffer inABuffer(byte[] bytes) {
        return bytes.length % 2 == 0
                ? ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()
                : ByteBuffer.wrap(
                        ByteBuffer.allocate(bytes.length + 7).put(3, bytes).array(), 3, bytes.length);
    }

    private static byte[] shipment() {
        Shipment shipment = Shipment.newBuilder()
                .setId(new UUID(1, 2))
                .setVersion(3)
                .setSender("Ada")
                .setReceiver("Grace")
                .setWeight(1.5)
                .setPieces(4)
                .setUrgent(true)
                .setSentAt(Instant.ofEpochMilli(1_764_000_000_123L))
                .setDueOn(LocalDate.of(2027, 1, 2))
                .setStatus(ShipmentStatus.SENT)
                .setPrice(new Price(new BigDecimal("12.50"), "EUR"))
                .setLabels(List.of("fragile", "cold"))
                .setNotes(Map.of("door", "left"))
                .build();
        byte[] written = new KafkaAvroSerializer(
                        new InMemoryRegistryClient(), Map.of(KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS, true))
                .serialize("s", shipment);
        return Arrays.copyOfRange(Objects.requireNonNull(written), 5, written.length);
    }

    @Test
    void refusesALengthThatNoPayloadHas() {
        SerdeException thrown = failureOf("\"string\"", "feffffff0f");

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.LIMIT_EXCEEDED);
        assertThat(thrown)
                .hasMessage(
                        "[value of s, subject s-value, schema 1, byte 10] Error deserializing Avro message for id 1:"
                                + " A length of 2147483647 bytes is declared, above the limit of 268435456,"
                                + " avenant.max.declared.length");
    }

    @Test
    void refusesAnArrayOfElementsWithoutBytes() {
        SerdeException thrown = failureOf("{\"type\":\"array\",\"items\":\"null\"}", "feffffffffffffffff01");

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.LIMIT_EXCEEDED);
    }

    @Test
    void refusesMoreElementsThanThePayloadHasBytes() {
        SerdeException thrown = failureOf("{\"type\":\"array\",\"items\":\"double\"}", "80a8d6b907");

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.LIMIT_EXCEEDED);
    }

    @Test
    void refusesRecordsNestedTooDeep() {
        String list =
                "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}";
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000_000; i++) {
            deep.write(2);
        }
        deep.write(0);

        SerdeException thrown = failureOf(list, HexFormat.of().formatHex(deep.toByteArray()));

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.LIMIT_EXCEEDED);
        assertThat(Objects.requireNonNull(thrown.getCause()))
                .hasMessage("Records are nested deeper than 1000 levels, the limit avenant.max.depth");
    }

    @Test
    void namesTheFieldAndTheByteWhereARecordIsCutShort() {
        String order = "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                + "{\"name\":\"lines\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Line\","
                + "\"fields\":[{\"name\":\"sku\",\"type\":\"string\"}]}}}]}";

        SerdeException thrown = failureOf(order, "5404024102");

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.TRUNCATED);
        assertThat(thrown.site().fieldPath()).isEqualTo("lines[1].sku");
        assertThat(thrown)
                .hasMessage("[value of s, subject s-value, schema 1, field lines[1].sku, byte 10] Error deserializing"
                        + " Avro message for id 1: the payload ends before the record does");
    }

    private SerdeException failureOf(String schema, String hex) {
        registry.register("s-value", SchemaDefinition.of(schema), false);
        byte[] body = HexFormat.of().parseHex(hex);
        byte[] payload = ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(1)
                .put(body)
                .array();
        return (SerdeException) catchThrowable(() -> deserializer.deserialize("s", payload));
    }
}
