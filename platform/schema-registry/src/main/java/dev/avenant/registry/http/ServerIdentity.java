package dev.avenant.registry.http;

import java.util.function.Supplier;

/**
 * What a registry says of itself.
 *
 * @param kafkaCluster gives the id of the cluster that keeps the schemas, or another word where there is none
 * @param registryCluster the group of registries that it belongs to
 */
public record ServerIdentity(Supplier<String> kafkaCluster, String registryCluster) {}
