package dev.avenant.registry.client.api;

/**
 * A schema that another one uses by name.
 *
 * @param name the full name that the using schema writes
 * @param subject where the used schema is registered
 * @param version its version there; -1 stands for the latest one in requests
 */
public record SchemaReference(String name, String subject, int version) {}
