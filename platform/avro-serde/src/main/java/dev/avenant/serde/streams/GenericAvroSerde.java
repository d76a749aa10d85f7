package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;
import org.apache.avro.generic.GenericRecord;

/** Generic records. */
public final class GenericAvroSerde extends AvroSerde<GenericRecord> {

    /** Without settings; {@code configure} brings them, with the registry's URL. */
    public GenericAvroSerde() {}

    /** With a client, and settings by {@code configure}. */
    public GenericAvroSerde(RegistryClient client) {
        super(client);
    }
}
