package dev.avenant.registry.client;

import java.util.List;

/**
 * Whether the registry would accept a schema under a subject.
 *
 * @param messages what stands against it, in the registry's words; empty when nothing does
 */
public record CompatibilityAnswer(boolean isCompatible, List<String> messages) {

    public CompatibilityAnswer {
        messages = List.copyOf(messages);
    }
}
