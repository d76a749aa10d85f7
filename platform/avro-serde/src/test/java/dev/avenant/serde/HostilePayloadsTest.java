package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.internal.HostileSource;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, an ordinary exception comes out, soon, and little memory is taken. */
class HostilePayloadsTest {

    private static final long PAYLOADS = Long.getLong("avenant.fuzz.payloads", 40_000);
    private static final long SEED = Long.getLong("avenant.seed", 20_261_123L);
    /** The processor's time, which a pause of the garbage collector or a busy machine does not add to. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long ONE_SECOND = 1_000_000_000L;

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
    private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry, Map.of());

    @Test
    void refusesOrReadsWhateverItIsGiven() {
        Map<SerdeFailure.Kind, Long> seen = new EnumMap<>(SerdeFailure.Kind.class);
        HostileSource source = new HostileSource(SEED);
        long slowest = 0;
        long read = 0;
        int id = 0;
        for (long i = 0; i < PAYLOADS; i++) {
            if (i % 500 == 0) {
                source.changeSchema();
                id = registered(source.schema());
            }
            byte[] payload = source.payload(id);
            long start = THREADS.getCurrentThreadCpuTime();
            Throwable thrown = catchThrowable(() -> deserializer.deserialize("s", payload));
            slowest = Math.max(slowest, THREADS.getCurrentThreadCpuTime() - start);
            if (thrown == null) {
                read++;
                continue;
            }
            assertThat(thrown)
                    .as("seed %d, payload %s of %s", SEED, HexFormat.of().formatHex(payload), source.schema())
                    .isInstanceOf(SerializationException.class)
                    .isInstanceOf(SerdeFailure.class);
            seen.merge(((SerdeFailure) thrown).kind(), 1L, Long::sum);
        }
        assertThat(read).as("payloads that are records all the same").isPositive();
        assertThat(seen)
                .containsKeys(SerdeFailure.Kind.TRUNCATED, SerdeFailure.Kind.MALFORMED, SerdeFailure.Kind.NOT_AVRO);
        if (PAYLOADS >= 1_000_000) {
            System.out.println(
                    PAYLOADS + " payloads, " + read + " read, slowest " + slowest / 1_000_000 + " ms, " + seen);
            assertThat(slowest).as("nanoseconds for the slowest").isLessThan(ONE_SECOND);
        }
    }

    private int registered(Schema schema) {
        return Objects.requireNonNull(registry.register("s-value", SchemaDefinition.of(schema.toString()), false)
                .id());
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
