package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;

/**
 * What {@code contracts.yaml} says about a type that several events share.
 *
 * @param owner the service that answers for it
 * @param subject how its subject is called
 */
public record TypeContract(
        String name, SourceLocation location, String owner, CompatibilityLevel compatibility, SubjectNaming subject) {
    /** The subject of the type. */
    public String subjectOf(String fullName) {
        return subject.valuesOf("", fullName);
    }
}
