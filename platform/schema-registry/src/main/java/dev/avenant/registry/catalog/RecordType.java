package dev.avenant.registry.catalog;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of records, by the names that Confluent's registry gives them in {@code keytype}. */
public enum RecordType {
    SCHEMA {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return value == null ? SchemaTombstone.read(key) : SchemaRecord.read(key, value);
        }
    },
    DELETE_SUBJECT {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return value == null ? key.unsupported(null) : DeleteSubjectRecord.read(key, value);
        }
    },
    CLEAR_SUBJECT {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return value == null ? key.unsupported(null) : ClearSubjectRecord.read(key);
        }
    },
    CONFIG {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return ConfigRecord.read(key, value);
        }
    },
    MODE {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return ModeRecord.read(key, value);
        }
    },
    CONTEXT {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return ContextRecord.read(key, value);
        }
    },
    ASSOC {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return AssociationRecord.read(key, value);
        }
    },
    NOOP {
        @Override
        RegistryRecord read(RecordFields key, @Nullable RecordFields value) {
            return NoopRecord.read(value);
        }
    };

    abstract RegistryRecord read(RecordFields key, @Nullable RecordFields value);

    private static Optional<RecordType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * Reads a record of the log. One of a kind that is not among these is an {@link UnsupportedRecord}; one of these kinds
     * that is not made as its kind is throws {@link UnreadableRecordException}. A value that is JSON's null counts as none,
     * as it does for Confluent's registry.
     */
    public static RegistryRecord read(String key, @Nullable String value) {
        RecordFields keyFields = RecordFields.parse("key", key);
        Optional<RecordType> type = named(keyFields.text("keytype"));
        if (type.isEmpty()) {
            return new UnsupportedRecord(key, value);
        }
        if (value == null || value.strip().equals("null")) {
            return type.get().read(keyFields, null);
        }
        return type.get().read(keyFields, RecordFields.parse("value", value));
    }
}
