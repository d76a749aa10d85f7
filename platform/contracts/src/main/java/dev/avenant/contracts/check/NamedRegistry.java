package dev.avenant.contracts.check;

import dev.avenant.registry.client.RegistryClient;

/**
 * A registry to compare with.
 *
 * @param name what messages call it, such as its URL without user and password
 */
public record NamedRegistry(String name, RegistryClient client) {}
