package dev.avenant.registry.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mode was set, or taken back with null.
 *
 * @param subject null for that of all subjects that have none
 */
public record ModeRecord(@Nullable String subject, @Nullable Mode mode) implements RegistryRecord {

    static RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
        String subject = key.optionalText("subject");
        if (value == null) {
            return new ModeRecord(subject, null);
        }
        String name = value.text("mode");
        return new ModeRecord(
                subject,
                Mode.named(name)
                        .orElseThrow(() -> new UnreadableRecordException(
                                "value.mode: expected the name of a mode but found " + RecordFields.quoted(name))));
    }

    @Override
    public String key() {
        return RecordFields.key(RecordType.MODE, subject);
    }

    @Override
    public @Nullable String value() {
        return mode == null
                ? null
                : RecordFields.about(subject).put("mode", mode.name()).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.modes().set(subject, mode);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(new ModeRecord(subject, catalog.mode(subject).orElse(null)));
    }
}
