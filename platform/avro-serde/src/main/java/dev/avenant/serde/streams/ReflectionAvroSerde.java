package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.AvroSettings;
import java.util.Map;

/** Plain objects, by reflection; name their class with {@code specific.avro.value.type}. */
public final class ReflectionAvroSerde<T> extends AvroSerde<T> {

    /** Without settings; {@code configure} brings them, with the registry's URL. */
    public ReflectionAvroSerde() {}

    /** With a client, and settings by {@code configure}. */
    public ReflectionAvroSerde(RegistryClient client) {
        super(client);
    }

    @Override
    Map<String, ?> completed(Map<String, ?> settings) {
        return with(settings, AvroSettings.SCHEMA_REFLECTION, true);
    }
}
