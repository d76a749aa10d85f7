package dev.avenant.compatibility.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.finding.Witness;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Data from before a field, in which two versions that have it see what each of them has as its default. */
public final class OlderData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OlderData() {}

    /**
     * The smallest record from before a field, as the writer's schema reads it and as the reader's does: the first stands
     * for what was written.
     *
     * @param record full name of the record that has the field
     * @param route to that record, from the root of the writer's schema
     * @return null when no such record can be made
     */
    public static @Nullable Witness seenByBoth(
            Schema writer, Schema reader, String record, String field, List<Step> route) {
        Schema before = passesThrough(writer, route, record) ? null : without(writer, record, field);
        Object datum = before == null ? null : new WitnessRecords(before).at(route, List.of());
        if (before == null || datum == null) {
            return null;
        }
        Decoding.Outcome byWriter = new Decoding(before, writer).run(datum);
        Decoding.Outcome byReader = new Decoding(before, reader).run(datum);
        String seen = byWriter == null ? null : byWriter.toWitness().read();
        String other = byReader == null ? null : byReader.toWitness().read();
        return (seen == null || other == null) ? null : new Witness(seen, other, null);
    }

    /** Whether a record stands on the way to its own field, which moves the fields behind it. */
    private static boolean passesThrough(Schema root, List<Step> route, String record) {
        Schema schema = root;
        for (Step step : route) {
            if (schema.getFullName().equals(record)) {
                return true;
            }
            schema = step.into(schema);
        }
        return false;
    }

    /** The schema as it was before the field; null when it cannot be made, such as when the field defines a type. */
    private static @Nullable Schema without(Schema root, String record, String field) {
        try {
            JsonNode json = JSON.readTree(root.toString());
            if (!remove(json, "", record, field)) {
                return null;
            }
            Schema.Parser parser = new Schema.Parser();
            parser.setValidateDefaults(false);
            return parser.parse(json.toString());
        } catch (JsonProcessingException | AvroRuntimeException e) {
            return null;
        }
    }

    private static boolean remove(JsonNode json, String namespace, String record, String field) {
        String inside = namespace;
        if (json instanceof ObjectNode type
                && type.path("name").isTextual()
                && type.path("type").isTextual()) {
            String name = type.get("name").textValue();
            inside = type.has("namespace") ? type.get("namespace").textValue() : namespace;
            boolean meant = (inside.isEmpty() ? name : inside + "." + name).equals(record);
            if (meant && type.path("fields").isArray()) {
                return removeFrom(type.get("fields"), field);
            }
        }
        for (JsonNode inner : json) {
            if (remove(inner, inside, record, field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean removeFrom(JsonNode fields, String field) {
        for (Iterator<JsonNode> all = fields.iterator(); all.hasNext(); ) {
            if (all.next().path("name").asText().equals(field)) {
                all.remove();
                return true;
            }
        }
        return false;
    }
}
