package dev.avenant.registry.client;

import java.util.List;

/**
 * Whether the registry would accept a schema under a subject.
 *
 * @param messages what stands against it, in the registry's words; empty when nothing does
 */
public record CompatibilityResult(boolean isCompatible, List<String> messages) {

    public CompatibilityResult {
        messages = List.copyOf(messages);
    }
}
