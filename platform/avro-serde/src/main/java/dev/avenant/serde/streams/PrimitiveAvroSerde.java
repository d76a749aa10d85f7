package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;

/** Strings, numbers, booleans and bytes. */
public final class PrimitiveAvroSerde<T> extends AvroSerde<T> {

    /** Without settings; {@code configure} brings them, with the registry's URL. */
    public PrimitiveAvroSerde() {}

    /** With a client, and settings by {@code configure}. */
    public PrimitiveAvroSerde(RegistryClient client) {
        super(client);
    }
}
