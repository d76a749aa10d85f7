package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether a schema may follow others, judged by Avro's own checker and told in Confluent's words. */
final class ConfluentCompatibility {

    private ConfluentCompatibility() {}

    /**
     * Compares a schema with earlier versions.
     *
     * @param earlier the versions to compare with, oldest first
     * @return what stands against the new schema; empty when nothing does
     */
    static List<String> check(
            CompatibilityLevel level, Schema candidate, List<SchemaVersion> earlier, AvroSchemas schemas) {
        List<SchemaVersion> compared = level.isTransitive() || earlier.isEmpty()
                ? earlier
                : earlier.subList(earlier.size() - 1, earlier.size());
        for (int i = compared.size() - 1; i >= 0; i--) {
            SchemaVersion version = compared.get(i);
            Schema existing = schemas.parse(version);
            List<String> messages = new ArrayList<>();
            if (level.checksBackward()) {
                messages.addAll(read(candidate, existing, "new", "old"));
            }
            if (level.checksForward()) {
                messages.addAll(read(existing, candidate, "old", "new"));
            }
            if (!messages.isEmpty()) {
                messages.add("{oldSchemaVersion: " + version.version() + "}");
                messages.add("{oldSchema: '" + version.schema() + "'}");
                messages.add("{compatibility: '" + level + "'}");
                return messages;
            }
        }
        return List.of();
    }

    private static List<String> read(Schema reader, Schema writer, String readerName, String writerName) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> "{errorType:'" + found.getType() + "', description:'"
                        + describe(found, readerName, writerName) + "', additionalInfo:'" + found.getMessage() + "'}")
                .toList();
    }

    private static String describe(SchemaCompatibility.Incompatibility found, String reader, String writer) {
        String what = "at path '" + found.getLocation() + "' in the " + reader + " schema ";
        return switch (found.getType()) {
            case FIXED_SIZE_MISMATCH ->
                "The size of FIXED type field " + what + "does not match with the " + writer + " schema";
            case MISSING_ENUM_SYMBOLS ->
                "The " + reader + " schema is missing enum symbols '" + found.getMessage() + "' at path '"
                        + found.getLocation() + "' in the " + writer + " schema";
            case MISSING_UNION_BRANCH ->
                "The " + reader + " schema is missing a type inside a union field at path '" + found.getLocation()
                        + "' in the " + writer + " schema";
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "The field '" + found.getMessage() + "' " + what + "has no default value and is missing in the "
                        + writer + " schema";
            case TYPE_MISMATCH ->
                "The type (path '" + found.getLocation() + "') of a field in the " + reader
                        + " schema does not match with the " + writer + " schema";
            case NAME_MISMATCH -> "The name of the schema has changed (path '" + found.getLocation() + "')";
        };
    }
}
