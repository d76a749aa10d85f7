package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Objects of generated classes. */
public final class SpecificAvroSerde<T extends SpecificRecord> extends AvroSerde<T> {

    /** Without settings; {@code configure} brings them, with the registry's URL. */
    public SpecificAvroSerde() {}

    /** With a client, and settings by {@code configure}. */
    public SpecificAvroSerde(RegistryClient client) {
        super(client);
    }

    @Override
    Map<String, ?> completed(Map<String, ?> settings) {
        return with(settings, KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER, true);
    }
}
