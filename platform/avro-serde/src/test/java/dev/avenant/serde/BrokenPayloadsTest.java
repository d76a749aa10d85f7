package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes that are no record of their schema: refused where plain Avro refuses them, with Avro's exception or one of the
 * same kind as the cause, so that a handler that looks at the cause keeps working.
 */
@Tag("fast")
class BrokenPayloadsTest {

    private static final Schema ALL = new Schema.Parser().parse("""
            {"type": "record", "name": "All", "fields": [
              {"name": "b", "type": "boolean"},
              {"name": "i", "type": "int"},
              {"name": "l", "type": "long"},
              {"name": "s", "type": "string"},
              {"name": "y", "type": "bytes"},
              {"name": "u", "type": ["null", "string", {"type": "record", "name": "In", "fields": [
                {"name": "x", "type": "double"}]}]},
              {"name": "a", "type": {"type": "array", "items": "string"}},
              {"name": "m", "type": {"type": "map", "values": "int"}},
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
              {"name": "f", "type": {"type": "fixed", "name": "F", "size": 3}}]}
            """);
    private static final byte[] GOOD = {1, 2, 4, 2, 'a', 2, 9, 2, 2, 'b', 2, 2, 'c', 0, 2, 2, 'k', 6, 0, 2, 1, 2, 3};
    private static final int ROUNDS = 20_000;

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    @Test
    void failAsInPlainAvro() {
        registry.register("t-value", SchemaDefinition.of(ALL.toString()), false);
        KafkaAvroDeserializer deserializer =
                new KafkaAvroDeserializer(registry, Map.of("schema.registry.url", "mock://unused"));
        Random random = new Random(42);
        int failed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = broken(random);
            Throwable plain = catchThrowable(() -> plain(payload));

            Throwable ours = catchThrowable(() -> deserializer.deserialize("t", withPrefix(payload)));

            String bytes = HexFormat.of().formatHex(payload);
            if (plain == null) {
                assertThat(ours).as(bytes).isNull();
            } else {
                failed++;
                assertThat(ours).as(bytes).isInstanceOf(SerializationException.class);
                assertThat(causes(ours)).as(bytes).anyMatch(plain.getClass()::isInstance);
            }
        }
        assertThat(failed).isGreaterThan(ROUNDS / 2);
    }

    private static byte[] broken(Random random) {
        byte[] payload = GOOD.clone();
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(payload, random.nextInt(payload.length)) : payload;
    }

    private static List<Throwable> causes(@Nullable Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown == null ? null : thrown.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static Object plain(byte[] payload) throws Exception {
        GenericData data = new GenericData();
        data.setFastReaderEnabled(false);
        return new GenericDatumReader<>(ALL, ALL, data)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
    }

    private static byte[] withPrefix(byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .put((byte) 0)
                .putInt(1)
                .put(payload)
                .array();
    }
}
