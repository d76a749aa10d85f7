package dev.avenant.registry.client.api;

import java.util.List;

/** The media types that a registry speaks; all three carry the same JSON. */
public final class RegistryMediaTypes {
    /** What is sent and answered where nothing else is asked for. */
    public static final String SCHEMA_REGISTRY_V1 = "application/vnd.schemaregistry.v1+json";
    /** The newest version of the registry's own type. */
    public static final String SCHEMA_REGISTRY = "application/vnd.schemaregistry+json";
    /** Plain JSON. */
    public static final String JSON = "application/json";

    /** All of them, the preferred one first. */
    public static final List<String> ALL = List.of(SCHEMA_REGISTRY_V1, SCHEMA_REGISTRY, JSON);

    private RegistryMediaTypes() {}
}
