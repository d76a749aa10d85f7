package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain objects, by reflection; their class is given here or by {@code specific.avro.value.type}. */
public final class ReflectionAvroSerde<T> extends AvroSerde<T> {

    private final @Nullable Class<T> type;

    /** Without settings; {@code configure} brings them, with the registry's URL. */
    public ReflectionAvroSerde() {
        this.type = null;
    }

    /** For objects of that class, without settings; {@code configure} brings them, with the registry's URL. */
    public ReflectionAvroSerde(Class<T> type) {
        this.type = type;
    }

    /** With a client, and settings by {@code configure}. */
    public ReflectionAvroSerde(RegistryClient client) {
        super(client);
        this.type = null;
    }

    /** For objects of that class, with a client, and settings by {@code configure}. */
    public ReflectionAvroSerde(RegistryClient client, Class<T> type) {
        super(client);
        this.type = type;
    }

    @Override
    Map<String, ?> completed(Map<String, ?> settings) {
        Map<String, Object> completed = new HashMap<>(settings);
        completed.put(KafkaAvroSerdeConfig.SCHEMA_REFLECTION, true);
        if (type != null) {
            completed.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_KEY_TYPE, type);
            completed.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE, type);
        }
        return completed;
    }
}
