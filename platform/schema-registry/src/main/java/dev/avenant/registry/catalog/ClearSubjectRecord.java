package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The softly deleted versions of a subject were forgotten; null means the default context, for an import into it. */
public record ClearSubjectRecord(@Nullable String subject) implements RegistryRecord {

    static RegistryRecord read(RecordFields key) {
        return new ClearSubjectRecord(key.optionalText("subject"));
    }

    @Override
    public String key() {
        return RecordFields.key(RecordType.CLEAR_SUBJECT, subject);
    }

    @Override
    public String value() {
        return RecordFields.about(subject).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.clear(subject);
    }

    /** It leaves nothing behind that could be written instead of it. */
    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(this);
    }
}
