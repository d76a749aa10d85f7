package dev.avenant.operations.letters;

import dev.avenant.operations.events.AvroTrace;
import org.apache.avro.Schema;

/**
 * How a version of a subject reads the bytes of a letter, as the schema that wrote them.
 *
 * @param id of the version
 */
public record VersionFit(String subject, int version, int id, Schema schema, AvroTrace trace) {

    /** Whether all of the bytes are a value of it. */
    public boolean isWhole() {
        return trace.isWhole();
    }
}
