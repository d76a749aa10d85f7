package jobplatform.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Reads test vectors with the Avro that is on the class path, of any version since 1.10. It takes an array of vectors on
 * standard input, writes an object of their outcomes by id, and is run as a single source file too. It reads twice: with
 * plain values, which are told, and with every logical type converted to its Java class, as generated classes do, where
 * only a failure counts.
 */
@SuppressWarnings("NullAway") // null is a value of Avro's, and no annotation is on the class path of a replay
public final class ReadVectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 160;
    private static final List<String> CONVERSIONS = List.of(
            "org.apache.avro.Conversions$DecimalConversion",
            "org.apache.avro.Conversions$BigDecimalConversion",
            "org.apache.avro.Conversions$UUIDConversion",
            "org.apache.avro.data.TimeConversions$DateConversion",
            "org.apache.avro.data.TimeConversions$TimeMillisConversion",
            "org.apache.avro.data.TimeConversions$TimeMicrosConversion",
            "org.apache.avro.data.TimeConversions$TimestampMillisConversion",
            "org.apache.avro.data.TimeConversions$TimestampMicrosConversion",
            "org.apache.avro.data.TimeConversions$TimestampNanosConversion",
            "org.apache.avro.data.TimeConversions$LocalTimestampMillisConversion",
            "org.apache.avro.data.TimeConversions$LocalTimestampMicrosConversion",
            "org.apache.avro.data.TimeConversions$LocalTimestampNanosConversion");

    private ReadVectors() {}

    /** Without an argument reads; with {@code write} answers with the bytes of each vector's value instead. */
    public static void main(String[] arguments) throws IOException {
        boolean writes = arguments.length > 0 && arguments[0].equals("write");
        run(System.in, System.out, writes);
    }

    /** Answers one list of vectors. */
    public static void run(InputStream vectors, OutputStream outcomes, boolean writes) throws IOException {
        ObjectNode answers = JSON.createObjectNode();
        for (JsonNode vector : JSON.readTree(vectors)) {
            answers.set(
                    vector.get("id").textValue(),
                    writes ? JSON.valueToTree(bytes(vector)) : outcome(vector, vector.get("reader")));
        }
        outcomes.write(JSON.writeValueAsBytes(answers));
        outcomes.flush();
    }

    private static String bytes(JsonNode vector) throws IOException {
        Schema schema = schema(vector.get("writer"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        Object value = VectorValues.fromJson(schema, vector.get("value"));
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static ObjectNode outcome(JsonNode vector, JsonNode readerSchema) {
        ObjectNode outcome = read(vector, readerSchema);
        ObjectNode unchanged = read(vector, vector.get("writer"));
        if (unchanged.has("error")) {
            outcome.set("unchanged", unchanged.get("error"));
        }
        return outcome;
    }

    private static ObjectNode read(JsonNode vector, JsonNode readerSchema) {
        ObjectNode outcome = JSON.createObjectNode();
        try {
            Schema writer = schema(vector.get("writer"));
            Schema reader = schema(readerSchema);
            byte[] bytes = HexFormat.of().parseHex(vector.get("bytes").textValue());
            Object value = decode(new GenericDatumReader<>(writer, reader), bytes);
            decode(new GenericDatumReader<>(writer, reader, converting()), bytes);
            return outcome.set("value", VectorValues.toJson(reader, value));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            return outcome.put("error", summary(e));
        }
    }

    private static Schema schema(JsonNode json) {
        return new Schema.Parser().parse(json.toString());
    }

    private static Object decode(GenericDatumReader<Object> reader, byte[] bytes) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        Object value = reader.read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes are left over");
        }
        return value;
    }

    /** With those conversions that this version of Avro has. */
    private static GenericData converting() {
        GenericData data = new GenericData();
        for (String name : CONVERSIONS) {
            try {
                data.addLogicalTypeConversion(Class.forName(name)
                        .asSubclass(Conversion.class)
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException notInThisVersion) {
                // The others may be.
            }
        }
        return data;
    }

    private static String summary(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String text = failure.getClass().getSimpleName() + ": " + message;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
