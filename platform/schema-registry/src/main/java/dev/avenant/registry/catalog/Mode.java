package dev.avenant.registry.catalog;

import java.util.Locale;
import java.util.Optional;

/** What may be done with a subject. */
public enum Mode {
    /** All is allowed. */
    READWRITE,
    /** Nothing is registered or deleted. */
    READONLY,
    /** As READONLY, set for all subjects at once. */
    READONLY_OVERRIDE,
    /** Schemas are registered with the ids and versions they have elsewhere, and unchecked. */
    IMPORT,
    /** As IMPORT, for a linked pair of clusters; it may only be set for all contexts. */
    FORWARD;

    /** Whether it refuses writes. */
    public boolean isReadOnly() {
        return this == READONLY || this == READONLY_OVERRIDE;
    }

    /** Whether schemas come with the ids and versions that they have elsewhere. */
    public boolean imports() {
        return this == IMPORT || this == FORWARD;
    }

    /** The mode of that name in any case, or empty. */
    public static Optional<Mode> named(String name) {
        try {
            return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
