package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that do not fit their schema: refused as plain Avro refuses them, with the field in the message. */
@Tag("fast")
class UnfitValuesTest {

    private static final String ENUM = "{'type':'enum','name':'E','symbols':['A','B']}";
    private static final String FIXED = "{'type':'fixed','name':'F','size':2}";

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    static Stream<Arguments> values() {
        Map<Object, Object> keyed = new HashMap<>();
        keyed.put("k", null);
        return Stream.of(
                Arguments.of("'string'", null),
                Arguments.of("'string'", 5),
                Arguments.of("'int'", null),
                Arguments.of("'int'", "5"),
                Arguments.of("'int'", 5L),
                Arguments.of("'long'", "5"),
                Arguments.of("'float'", "5"),
                Arguments.of("'double'", null),
                Arguments.of("'boolean'", 1),
                Arguments.of("'bytes'", "text"),
                Arguments.of("'bytes'", new byte[] {1}),
                Arguments.of("['null','string']", 5),
                Arguments.of("['int','string']", null),
                Arguments.of(ENUM, "C"),
                Arguments.of(ENUM, null),
                Arguments.of(FIXED, "x"),
                Arguments.of(FIXED, ByteBuffer.wrap(new byte[] {1, 2})),
                Arguments.of("{'type':'array','items':'int'}", 5),
                Arguments.of("{'type':'array','items':'int'}", null),
                Arguments.of("{'type':'array','items':'int'}", Arrays.asList(1, null)),
                Arguments.of("{'type':'array','items':'int'}", List.of("x")),
                Arguments.of("{'type':'map','values':'int'}", 5),
                Arguments.of("{'type':'map','values':'int'}", keyed),
                Arguments.of("{'type':'record','name':'In','fields':[{'name':'x','type':'int'}]}", 5),
                Arguments.of("{'type':'record','name':'In','fields':[{'name':'x','type':'int'}]}", null),
                Arguments.of("{'type':'bytes','logicalType':'decimal','precision':4,'scale':2}", "1.23"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void areRefusedAsByPlainAvro(String type, @Nullable Object value) {
        Schema schema = new Schema.Parser()
                .parse(("{'type':'record','name':'R','namespace':'n','fields':[{'name':'f','type':" + type + "}]}")
                        .replace('\'', '"'));
        GenericData.Record record = new GenericData.Record(schema);
        record.put("f", value);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, Map.of("auto.register.schemas", true));
        Throwable plain = catchThrowable(() -> plain(record));

        Throwable ours = catchThrowable(() -> serializer.serialize("t", record));

        if (plain == null) {
            assertThat(ours).isNull();
            return;
        }
        assertThat(ours)
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("[value of t, subject t-value, schema 1, field f")
                .hasMessageContaining("Error serializing Avro message: ");
        assertThat(causes(ours)).anyMatch(plain.getClass()::isInstance);
        assertThat(SerdeFailure.find(ours).orElseThrow().kind().isFaultOfTheRecord())
                .isTrue();
    }

    private static void plain(GenericData.Record record) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
        new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
        encoder.flush();
    }

    private static List<Throwable> causes(@Nullable Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown == null ? null : thrown.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
