package dev.avenant.registry.client.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far a new version of a schema may differ from the versions before it; the seven levels of Confluent's API. */
public enum CompatibilityLevel {
    /** Any change is allowed. */
    NONE(false, false, false),
    /** The new schema reads what the latest version wrote. */
    BACKWARD(true, false, false),
    /** The new schema reads what every earlier version wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The latest version reads what the new schema writes. */
    FORWARD(false, true, false),
    /** Every earlier version reads what the new schema writes. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both directions against the latest version. */
    FULL(true, true, false),
    /** Both directions against every earlier version. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /** Whether the new schema must read data written with earlier versions. */
    public boolean checksBackward() {
        return backward;
    }

    /** Whether earlier versions must read data written with the new schema. */
    public boolean checksForward() {
        return forward;
    }

    /** Whether every earlier version counts, or only the latest. */
    public boolean isTransitive() {
        return transitive;
    }

    /**
     * The versions that a new one is compared with: the latest alone, or every earlier one where the level is transitive.
     *
     * @param earlier in the order of their release, the latest last
     * @return the latest first; none under {@link #NONE}
     */
    public <V> List<V> versionsToCheck(List<V> earlier) {
        if (this == NONE || earlier.isEmpty()) {
            return List.of();
        }
        List<V> asked = new ArrayList<>(transitive ? earlier : earlier.subList(earlier.size() - 1, earlier.size()));
        Collections.reverse(asked);
        return asked;
    }

    /** The level of that name in any case, or empty when there is none. */
    public static Optional<CompatibilityLevel> named(String name) {
        try {
            return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
