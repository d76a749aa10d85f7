package dev.avenant.serde.subject;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** One subject for each record type, in whatever topic: the record's full name. */
public class RecordNameStrategy implements SubjectNameStrategy {

    @Override
    public @Nullable String subjectName(String topic, boolean isKey, @Nullable Schema schema) {
        return schema == null ? null : recordName(isKey, schema);
    }

    @Override
    public boolean usesSchema() {
        return true;
    }

    final String recordName(boolean isKey, Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            String part = isKey ? "key" : "value";
            throw new SerializationException("In configuration " + part + ".subject.name.strategy = "
                    + getClass().getName() + ", the message " + part + " must only be a record schema, but it is "
                    + schema.getType().getName());
        }
        return schema.getFullName();
    }
}
