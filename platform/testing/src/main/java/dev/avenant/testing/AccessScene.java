package dev.avenant.testing;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request is tried on: made anew for each.
 *
 * @param owners whom it belongs to, by role
 * @param variables what stands in the address for each <code>{…}</code>
 * @param query what stands behind the address, from its question mark on; empty for nothing
 * @param body what is sent, to be written as JSON; null for nothing
 */
public record AccessScene(
        Map<String, UUID> owners,
        Map<String, ?> variables,
        String query,
        @Nullable Object body) {

    /** One that belongs to nobody. */
    public static final AccessScene OF_NOBODY = new AccessScene(Map.of(), Map.of(), null);

    /** One with an address that has no query. */
    public AccessScene(Map<String, UUID> owners, Map<String, ?> variables, @Nullable Object body) {
        this(owners, variables, "", body);
    }
}
