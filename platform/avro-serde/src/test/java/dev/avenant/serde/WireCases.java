package dev.avenant.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The recorded cases, and the values that they speak of. */
final class WireCases {

    static final ObjectMapper JSON = new ObjectMapper();

    private WireCases() {}

    static Stream<Arguments> of(String file) {
        return StreamSupport.stream(read(file).path("cases").spliterator(), false)
                .filter(each -> !each.path("case").asText().startsWith("("))
                .map(each -> Arguments.of(each.path("case").asText(), each));
    }

    static JsonNode read(String file) {
        try (InputStream in = WireCases.class.getResourceAsStream("/wire/" + file)) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The recording ran with registration on, which is off here unless it is asked for. */
    static Map<String, Object> settings(JsonNode config, String url) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", url);
        settings.put("auto.register.schemas", true);
        settings.put("retries.wait.ms", 1);
        config.properties().forEach(entry -> settings.put(entry.getKey(), plain(entry.getValue())));
        return settings;
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isInt() ? (Object) value.asInt() : value.asText();
    }

    /** The value of a case, as its producer had it. */
    static @Nullable Object value(JsonNode recorded) throws IOException {
        if (!recorded.has("writerSchema")) {
            return null;
        }
        Schema schema = new Schema.Parser().parse(recorded.path("writerSchema").asText());
        if (schema.getType() == Schema.Type.BYTES) {
            return HexFormat.of().parseHex(recorded.path("decoded").asText());
        }
        GenericData data = new GenericData();
        if (recorded.path("config").path("avro.use.logical.type.converters").asBoolean()) {
            data.addLogicalTypeConversion(new Conversions.DecimalConversion());
            data.addLogicalTypeConversion(new Conversions.UUIDConversion());
            data.addLogicalTypeConversion(new TimeConversions.DateConversion());
            data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        }
        Object value = new GenericDatumReader<>(schema, schema, data)
                .read(
                        null,
                        DecoderFactory.get()
                                .jsonDecoder(schema, recorded.path("value").toString()));
        return schema.getType() == Schema.Type.UNION && !(value instanceof GenericContainer)
                ? new NonRecordContainer(schema, value)
                : value;
    }
}
