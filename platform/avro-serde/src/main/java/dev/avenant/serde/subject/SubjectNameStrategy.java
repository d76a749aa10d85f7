package dev.avenant.serde.subject;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** Names the subject that holds the schemas of a topic's keys or values. Safe for use by several threads. */
public interface SubjectNameStrategy extends Configurable {

    /**
     * The subject; null when it cannot be told without the schema.
     *
     * @param schema the schema to write, or null when a record is read and its schema is not known yet
     * @throws org.apache.kafka.common.errors.SerializationException when a schema of this kind has no subject
     */
    @Nullable
    String subjectName(String topic, boolean isKey, @Nullable Schema schema);

    /** Whether the name depends on the schema. */
    default boolean usesSchema() {
        return false;
    }

    @Override
    default void configure(Map<String, ?> settings) {}
}
