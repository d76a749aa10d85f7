package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;

/**
 * What {@code contracts.yaml} says about a type that several events share.
 *
 * @param owner the service that answers for it
 */
public record TypeContract(String name, SourceLocation location, String owner, CompatibilityLevel compatibility) {}
