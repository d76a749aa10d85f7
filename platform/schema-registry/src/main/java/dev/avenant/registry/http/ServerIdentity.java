package dev.avenant.registry.http;

/**
 * What a registry says of itself.
 *
 * @param kafkaCluster the id of the cluster that keeps the schemas, or another word where there is none
 * @param registryCluster the group of registries that it belongs to
 */
public record ServerIdentity(String kafkaCluster, String registryCluster) {}
