package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import org.jspecify.annotations.Nullable;

/** One fact of the registry's log; applying all of them in order gives the catalog. */
public sealed interface RegistryRecord {

    /** A version was registered or softly deleted. */
    record SchemaRecord(SchemaVersion version) implements RegistryRecord {}

    /** A version is gone for ever. */
    record SchemaTombstone(String subject, int version) implements RegistryRecord {}

    /** Versions up to this one of a subject were softly deleted. */
    record SubjectDeleted(String subject, int upToVersion) implements RegistryRecord {}

    /**
     * A level was set.
     *
     * @param subject null for the level of all subjects that set none
     * @param level null where it was taken back
     */
    record LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level) implements RegistryRecord {}

    /** Something this registry keeps no state for; it holds its place in the log. */
    record Other() implements RegistryRecord {}
}
