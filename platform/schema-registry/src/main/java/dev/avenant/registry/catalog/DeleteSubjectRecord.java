package dev.avenant.registry.catalog;

import java.util.ArrayList;
import java.util.List;

/** Versions up to this one of a subject were softly deleted. */
public record DeleteSubjectRecord(String subject, int upToVersion) implements RegistryRecord {

    static RegistryRecord read(RecordFields key, RecordFields value) {
        return new DeleteSubjectRecord(key.text("subject"), value.number("version", 0));
    }

    @Override
    public String key() {
        return RecordFields.key(RecordType.DELETE_SUBJECT, subject);
    }

    @Override
    public String value() {
        return RecordFields.about(subject).put("version", upToVersion).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.deleteSoftly(subject, upToVersion);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        List<RegistryRecord> current = new ArrayList<>(List.of(this));
        catalog.versions(subject, LookupFilter.ALL).forEach(version -> current.add(SchemaRecord.of(version)));
        return current;
    }
}
