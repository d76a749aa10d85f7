package dev.avenant.serde.subject;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** One subject for each record type of a topic: {@code <topic>-<record full name>}. */
public class TopicRecordNameStrategy extends RecordNameStrategy {

    @Override
    public @Nullable String subjectName(String topic, boolean isKey, @Nullable Schema schema) {
        return schema == null ? null : topic + "-" + recordName(isKey, schema);
    }
}
