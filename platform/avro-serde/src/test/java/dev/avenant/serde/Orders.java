package dev.avenant.serde;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An order written and read against a registry that knows one schema, under whatever id it is asked for. */
final class Orders implements AutoCloseable {

    static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
    static final String CONFLUENT = "io.confluent.kafka.serializers.subject.";

    private final RecordedRegistry registry;

    Orders() throws IOException {
        String answer = WireCases.JSON
                .createObjectNode()
                .put("id", 7)
                .put("schema", SCHEMA)
                .toString();
        registry = new RecordedRegistry().otherwise(200, answer);
    }

    RecordedRegistry registry() {
        return registry;
    }

    /** Writes an order with a serializer of its own. */
    void write(Map<String, ?> more, boolean isKey) {
        try (KafkaAvroSerializer serializer = serializer(more, isKey)) {
            serializer.serialize("t", order());
        }
    }

    KafkaAvroSerializer serializer(Map<String, ?> more, boolean isKey) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings(more), isKey);
        return serializer;
    }

    /** Reads an order of id 7 with a deserializer of its own. */
    @Nullable
    Object read(Map<String, ?> more) {
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings(more), false);
            return deserializer.deserialize("t", new byte[] {0, 0, 0, 0, 7, 0});
        }
    }

    Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("auto.register.schemas", true);
        settings.putAll(more);
        return settings;
    }

    static GenericRecord order() {
        GenericRecord order = new GenericData.Record(new Schema.Parser().parse(SCHEMA));
        order.put("id", 1);
        return order;
    }

    @Override
    public void close() {
        registry.close();
    }
}
