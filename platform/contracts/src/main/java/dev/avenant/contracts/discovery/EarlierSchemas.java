package dev.avenant.contracts.discovery;

/**
 * An earlier state of the schemas.
 *
 * @param label what messages call it, such as {@code origin/main}
 */
public record EarlierSchemas(String label, DiscoveredSchemas schemas) {}
