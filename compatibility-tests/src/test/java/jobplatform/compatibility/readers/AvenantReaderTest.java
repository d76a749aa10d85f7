package jobplatform.compatibility.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import dev.avenant.serde.NonRecordContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replays the vectors with Avenant's own serde, through a registry; it leaves its outcomes for {@code replay.py}. */
@Tag("fast")
class AvenantReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 160;

    @Test
    void readsWhatIsRecorded() throws IOException {
        // Given
        Map<String, JsonNode> recorded = new TreeMap<>();
        Map<String, JsonNode> read = new TreeMap<>();

        // When
        try (SchemaRegistry registry =
                        SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
                KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("schema.registry.url", registry.url().toString());
            settings.put("avro.fail.on.trailing.data", true);
            settings.put("auto.register.schemas", true);
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
            for (Vector vector : Vector.all()) {
                recorded.put(vector.id(), vector.outcomes().get("avenant"));
                read.put(vector.id(), outcome(serializer, deserializer, vector));
            }
        }
        Files.writeString(Path.of("target", "avenant-outcomes.json"), JSON.writeValueAsString(read));

        // Then
        Map<String, JsonNode> told = new TreeMap<>();
        JSON.readTree(JSON.writeValueAsBytes(read))
                .properties()
                .forEach(outcome -> told.put(outcome.getKey(), outcome.getValue()));
        assertThat(told).isEqualTo(recorded);
    }

    private static ObjectNode outcome(
            KafkaAvroSerializer serializer, KafkaAvroDeserializer deserializer, Vector vector) {
        Schema writer = vector.writer();
        byte[] message = message(serializer, vector, writer);
        ObjectNode outcome = read(deserializer, vector, message, vector.reader());
        ObjectNode unchanged = read(deserializer, vector, message, writer);
        if (unchanged.has("error")) {
            outcome.set("unchanged", unchanged.get("error"));
        }
        return outcome;
    }

    /** The recorded bytes behind the id under which the serializer has registered the writer's schema. */
    private static byte @Nullable [] message(KafkaAvroSerializer serializer, Vector vector, Schema writer) {
        Object value = VectorValues.fromJson(writer, vector.json().get("value"));
        boolean knowsItsSchema = value instanceof IndexedRecord;
        byte[] written =
                serializer.serialize(vector.id(), knowsItsSchema ? value : new NonRecordContainer(writer, value));
        byte[] bytes = HexFormat.of().parseHex(vector.json().get("bytes").textValue());
        return written == null
                ? null
                : ByteBuffer.allocate(5 + bytes.length)
                        .put(written, 0, 5)
                        .put(bytes)
                        .array();
    }

    private static ObjectNode read(
            KafkaAvroDeserializer deserializer, Vector vector, byte @Nullable [] message, Schema reader) {
        ObjectNode outcome = JSON.createObjectNode();
        try {
            @Nullable Object value = deserializer.deserialize(vector.id(), message, reader);
            return outcome.set("value", value == null ? outcome.nullNode() : VectorValues.toJson(reader, value));
        } catch (RuntimeException | StackOverflowError e) {
            return outcome.put("error", summary(e));
        }
    }

    private static String summary(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getClass().getSimpleName() + ": "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
