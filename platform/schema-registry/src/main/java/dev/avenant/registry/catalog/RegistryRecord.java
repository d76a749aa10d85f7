package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the registry's log: how it is written down, and what it changes. Replaying all of them in order gives the
 * {@link Catalog}; {@link RecordType} reads them.
 */
public sealed interface RegistryRecord
        permits AssociationRecord,
                ClearSubjectRecord,
                ConfigRecord,
                ContextRecord,
                DeleteSubjectRecord,
                ModeRecord,
                NoopRecord,
                SchemaRecord,
                SchemaTombstone,
                UnsupportedRecord {

    /** Its key in the log, as JSON. */
    String key();

    /** Its value in the log, as JSON; null removes the key. */
    @Nullable
    String value();

    /** Changes the state; {@code timestamp} in milliseconds since 1970. */
    void replay(CatalogState state, long timestamp);

    /**
     * What a catalog that replayed this record, and maybe later ones, holds for its key by now: the records that bring
     * about the same.
     */
    List<RegistryRecord> current(Catalog catalog);
}
