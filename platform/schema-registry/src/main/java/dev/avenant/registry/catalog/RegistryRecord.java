package dev.avenant.registry.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of the registry's log; applying all of them in order gives the {@link Catalog}. */
public sealed interface RegistryRecord {

    /** A version was registered or softly deleted. */
    record SchemaRecord(String subject, int version, int id, SchemaContent content, boolean deleted)
            implements RegistryRecord {}

    /** A version is gone for ever. */
    record SchemaTombstone(String subject, int version) implements RegistryRecord {}

    /** Versions up to this one of a subject were softly deleted. */
    record SubjectDeleted(String subject, int upToVersion) implements RegistryRecord {}

    /** The softly deleted versions of a subject were forgotten; null means the default context, for an import into it. */
    record SubjectCleared(@Nullable String subject) implements RegistryRecord {}

    /**
     * A configuration was set, or taken back with null.
     *
     * @param subject null for that of all subjects that have none
     */
    record ConfigSet(@Nullable String subject, @Nullable SubjectConfig config) implements RegistryRecord {}

    /**
     * A mode was set, or taken back with null.
     *
     * @param subject null for that of all subjects that have none
     */
    record ModeSet(@Nullable String subject, @Nullable Mode mode) implements RegistryRecord {}

    /** A context got its first subject, or was removed. */
    record ContextSet(String context, boolean present) implements RegistryRecord {}

    /** A resource uses a subject, or no longer does when {@code association} is null. */
    record AssociationSet(String key, @Nullable ResourceAssociation association) implements RegistryRecord {}

    /**
     * Nothing but a place in the log.
     *
     * @param highestIds by context, the ids that were given out, so that none is given twice even when the schema that
     *     had it is deleted for ever
     */
    record Noop(Map<String, Integer> highestIds) implements RegistryRecord {}

    /** Something this registry keeps no state for. */
    record Other() implements RegistryRecord {}
}
