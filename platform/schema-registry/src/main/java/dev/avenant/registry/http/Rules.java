package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RuleSet;
import org.jspecify.annotations.Nullable;

/** Refuses rules that no client could carry out. */
final class Rules {

    private Rules() {}

    static void requireSound(@Nullable RuleSet rules) {
        if (rules != null) {
            rules.flaw().ifPresent(flaw -> {
                throw RestException.of(RegistryErrorCode.INVALID_RULESET, flaw);
            });
        }
    }
}
