package dev.avenant.serde.subject;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** One subject for all values of a topic, {@code <topic>-value}, and one for its keys, {@code <topic>-key}. */
public class TopicNameStrategy implements SubjectNameStrategy {

    @Override
    public @Nullable String subjectName(String topic, boolean isKey, @Nullable Schema schema) {
        return topic + (isKey ? "-key" : "-value");
    }
}
