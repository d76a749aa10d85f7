package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether a schema may follow others, judged by Avro's own checker and told in Confluent's words. */
final class CompatibilityChecker {

    private final AvroSchemas schemas;
    private final SubjectDefaults defaults;

    CompatibilityChecker(AvroSchemas schemas, SubjectDefaults defaults) {
        this.schemas = schemas;
        this.defaults = defaults;
    }

    /**
     * Compares a schema with earlier versions.
     *
     * @param earlier the versions that may count, oldest first
     * @return what stands against the new schema; empty when nothing does
     */
    List<String> check(
            SubjectConfig config, CompatibilityLevel level, AvroSchemas.Parsed candidate, List<SchemaVersion> earlier) {
        List<String> messages = new ArrayList<>();
        boolean validatesFields = defaults.validatesFields(config);
        if (validatesFields) {
            messages.addAll(
                    ReservedFields.check(candidate, earlier.isEmpty() ? null : earlier.get(earlier.size() - 1)));
        }
        messages.addAll(compare(level, candidate.schema(), inGroup(config, candidate.content(), earlier)));
        if (!messages.isEmpty()) {
            messages.add("{validateFields: '" + validatesFields + "', compatibility: '" + level + "'}");
        }
        return messages;
    }

    private List<String> compare(CompatibilityLevel level, Schema candidate, List<SchemaVersion> earlier) {
        for (SchemaVersion version : level.versionsToCheck(earlier)) {
            List<String> messages = compare(level, candidate, version);
            if (!messages.isEmpty()) {
                return messages;
            }
        }
        return List.of();
    }

    /** The versions whose metadata has the same value for the property that makes groups. */
    private static List<SchemaVersion> inGroup(
            SubjectConfig config, SchemaContent content, List<SchemaVersion> earlier) {
        String group = config.compatibilityGroup();
        return group == null
                ? earlier
                : earlier.stream()
                        .filter(version -> Objects.equals(
                                content.property(group), version.content().property(group)))
                        .toList();
    }

    private List<String> compare(CompatibilityLevel level, Schema candidate, SchemaVersion version) {
        if (!version.content().isAvro()) {
            return List.of("Incompatible because of different schema type");
        }
        Schema existing = schemas.parse(version).schema();
        List<String> messages = new ArrayList<>();
        if (level.checksForward()) {
            messages.addAll(read(existing, candidate, "old", "new"));
        }
        List<String> backward = level.checksBackward() ? read(candidate, existing, "new", "old") : List.of();
        messages.addAll(backward);
        // A full check names the version only for what the new schema cannot read.
        if (!messages.isEmpty() && (!level.checksBackward() || !backward.isEmpty())) {
            messages.add("{oldSchemaVersion: " + version.version() + "}");
            messages.add("{oldSchema: '" + version.content().text() + "'}");
        }
        return messages;
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
        String path = "'" + found.getLocation() + "'";
        return switch (found.getType()) {
            case FIXED_SIZE_MISMATCH ->
                "The size of FIXED type field at path " + path + " in the " + reader
                        + " schema does not match with the " + writer + " schema";
            case MISSING_ENUM_SYMBOLS ->
                "The " + reader + " schema is missing enum symbols '" + found.getMessage() + "' at path " + path
                        + " in the " + writer + " schema";
            case MISSING_UNION_BRANCH ->
                "The " + reader + " schema is missing a type inside a union field at path " + path + " in the " + writer
                        + " schema";
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "The field '" + found.getMessage() + "' at path " + path + " in the " + reader
                        + " schema has no default value and is missing in the " + writer + " schema";
            case TYPE_MISMATCH ->
                "The type (path " + path + ") of a field in the " + reader + " schema does not match with the " + writer
                        + " schema";
            case NAME_MISMATCH -> "The name of the schema has changed (path " + path + ")";
        };
    }
}
