package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may stand alone as a key or a value, against what plain Avro makes of it. */
@Tag("fast")
class TopLevelValuesTest {

    private static final Map<String, Object> REGISTERING =
            Map.of("schema.registry.url", "mock://unused", "auto.register.schemas", true);

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    static Stream<Arguments> values() {
        Schema color = schema("{'type':'enum','name':'Color','namespace':'n','symbols':['RED','GREEN']}");
        Schema hash = schema("{'type':'fixed','name':'Hash','namespace':'n','size':2}");
        Schema either = schema("['null','string','long',{'type':'array','items':'string'}]");
        return Stream.of(
                Arguments.of("\"boolean\"", true),
                Arguments.of("\"int\"", Integer.MIN_VALUE),
                Arguments.of("\"long\"", Long.MAX_VALUE),
                Arguments.of("\"float\"", Float.NaN),
                Arguments.of("\"double\"", -0.0),
                Arguments.of("\"string\"", ""),
                Arguments.of("\"string\"", "Zoë 漢字 😀"),
                Arguments.of("\"string\"", new Utf8("utf8")),
                Arguments.of("\"string\"", java.nio.CharBuffer.wrap("wrapped")),
                Arguments.of(color.toString(), new GenericData.EnumSymbol(color, "GREEN")),
                Arguments.of(hash.toString(), new GenericData.Fixed(hash, new byte[] {1, -1})),
                array("int", List.of(1, -2)),
                array("long", List.of(1L, Long.MIN_VALUE)),
                array("float", List.of(1.5f)),
                array("double", List.of(1.5)),
                array("boolean", List.of(true, false)),
                array("string", List.of("a", "")),
                array("bytes", List.of(ByteBuffer.wrap(new byte[] {1}))),
                array("int", List.of()),
                Arguments.of(either.toString(), new NonRecordContainer(either, null)),
                Arguments.of(either.toString(), new NonRecordContainer(either, "x")),
                Arguments.of(either.toString(), new NonRecordContainer(either, 5L)),
                Arguments.of(either.toString(), new NonRecordContainer(either, List.of("x", "y"))),
                Arguments.of("{\"type\":\"map\",\"values\":\"int\"}", Map.of("k", 1)),
                Arguments.of("{\"type\":\"map\",\"values\":\"string\"}", Map.of("k", "v")),
                Arguments.of("{\"type\":\"map\",\"values\":\"null\"}", Map.of()),
                Arguments.of(
                        "{\"type\":\"map\",\"values\":" + color + "}",
                        Map.of("k", new GenericData.EnumSymbol(color, "RED"))),
                Arguments.of(
                        "{\"type\":\"map\",\"values\":{\"type\":\"map\",\"values\":\"long\"}}",
                        Map.of("k", Map.of("l", 7L))));
    }

    private static Arguments array(String items, List<?> values) {
        Schema schema = Schema.createArray(schema("'" + items + "'"));
        return Arguments.of(schema.toString(), new GenericData.Array<>(schema, values));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void areWrittenAndReadAsByPlainAvro(String schema, Object value) throws IOException {
        byte[] bytes = Objects.requireNonNull(serializer().serialize("t", value));

        RegisteredSchema registered = registry.fetchLatest("t-value");
        Schema parsed = new Schema.Parser().parse(schema);
        assertThat(new Schema.Parser().parse(registered.schema())).isEqualTo(parsed);
        assertThat(hex(bytes)).isEqualTo("0000000001" + hex(plain(parsed, value)));
        Object read = deserializer().deserialize("t", bytes);
        Object expected = plainlyRead(parsed, bytes);
        assertThat(read).isEqualTo(expected);
        if (read != null && expected != null) {
            assertThat(read.getClass()).isEqualTo(expected.getClass());
        }
    }

    @Test
    void areRawWhenTheyAreBytes() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);

        byte[] ofArray = serializer().serialize("t", new byte[] {1, 2});
        byte[] ofBuffer = serializer().serialize("t", buffer);

        assertThat(hex(ofArray)).isEqualTo("00000000010102");
        assertThat(hex(ofBuffer)).isEqualTo("00000000010102");
        assertThat(deserializer().deserialize("t", ofArray)).isEqualTo(new byte[] {1, 2});
        assertThat(hex(serializer().serialize("t", new byte[0]))).isEqualTo("0000000001");
    }

    @Test
    void areRefusedWhenAvroKnowsNoSchemaForThem() {
        Throwable thrown = catchThrowable(() -> serializer().serialize("t", Instant.EPOCH));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported Avro type 'java.time.Instant'. Supported types are null, Boolean, Integer,"
                        + " Long, Float, Double, String, byte[], maps of these and IndexedRecord; other classes need"
                        + " schema.reflection=true");
    }

    @Test
    void areRefusedWhenAMapHoldsWhatAvroDoesNotKnow() {
        Throwable thrown = catchThrowable(() -> serializer().serialize("t", Map.of("k", Instant.EPOCH)));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Unsupported Avro type 'java.time.Instant'.");
    }

    private KafkaAvroSerializer serializer() {
        return new KafkaAvroSerializer(registry, REGISTERING);
    }

    private KafkaAvroDeserializer deserializer() {
        return new KafkaAvroDeserializer(registry, REGISTERING);
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    private static byte[] plain(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<@Nullable Object>(schema)
                .write(value instanceof NonRecordContainer held ? held.value() : value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static @Nullable Object plainlyRead(Schema schema, byte[] bytes) throws IOException {
        byte[] payload = Arrays.copyOfRange(bytes, 5, bytes.length);
        GenericData data = new GenericData();
        data.setFastReaderEnabled(false); // the recorded reader makes other lists than the fast one
        Object read = new GenericDatumReader<>(schema, schema, data)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
        return schema.getType() == Schema.Type.STRING ? String.valueOf(read) : read;
    }

    private static String hex(byte @Nullable [] bytes) {
        return HexFormat.of().formatHex(Objects.requireNonNull(bytes));
    }
}
