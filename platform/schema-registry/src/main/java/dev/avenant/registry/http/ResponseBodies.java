package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.InlineTags;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaReference;
import dev.avenant.registry.catalog.SchemaVersion;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes versions the way each endpoint shows them. */
final class ResponseBodies {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AvroSchemas schemas;

    ResponseBodies(AvroSchemas schemas) {
        this.schemas = schemas;
    }

    /** How the client wants a schema. */
    record Form(boolean resolved, boolean qualifiedReferences, List<String> tags) {

        static final Form PLAIN = new Form(false, false, List.of());

        static Form of(ApiRequest request) {
            return new Form(
                    "resolved".equalsIgnoreCase(request.option("format")),
                    "qualified".equalsIgnoreCase(request.option("referenceFormat")),
                    request.options("findTags"));
        }
    }

    /** With subject, version, id, time: as lists of versions and a version have it. */
    ObjectNode version(SchemaVersion version, Form form) {
        ObjectNode body = NODES.objectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id());
        addContent(body, version, form);
        return addState(body, version);
    }

    /** As the answer to an id has it. */
    ObjectNode byId(SchemaVersion version, Form form, @Nullable Integer highestId) {
        ObjectNode body = NODES.objectNode().put("subject", version.subject()).put("version", version.version());
        addContent(body, version, form);
        if (highestId != null) {
            body.put("maxId", highestId);
        }
        return addState(body, version);
    }

    /** As the answer to a guid has it. */
    ObjectNode byGuid(SchemaVersion version, Form form) {
        ObjectNode body = NODES.objectNode();
        addContent(body, version, form);
        return addState(body, version);
    }

    /** As the answer to a look-up has it. */
    ObjectNode lookedUp(SchemaVersion version, Form form, boolean withState) {
        ObjectNode body = NODES.objectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id());
        addContent(body, version, form);
        return withState ? addState(body, version) : body;
    }

    /** As the answer to a registration has it. */
    ObjectNode registered(SchemaVersion version, Form form, boolean withState) {
        ObjectNode body = NODES.objectNode().put("id", version.id()).put("version", version.version());
        addContent(body, version, form);
        return withState ? addState(body, version) : body;
    }

    private void addContent(ObjectNode body, SchemaVersion version, Form form) {
        SchemaContent content = version.content();
        body.put("guid", version.guid().toString()).put("schemaType", content.type());
        if (!content.references().isEmpty()) {
            ArrayNode references = body.putArray("references");
            content.references().forEach(reference -> references.add(reference(version, reference, form)));
        }
        if (content.metadata() != null) {
            body.set("metadata", Json.MAPPER.valueToTree(content.metadata()));
        }
        if (content.ruleSet() != null) {
            body.set("ruleSet", Json.MAPPER.valueToTree(content.ruleSet()));
        }
        body.put("schema", text(version, form));
        if (!form.tags.isEmpty() && content.isAvro()) {
            ArrayNode tags =
                    SchemaTags.shown(InlineTags.of(schemas.parse(version).schema()), form.tags);
            if (!tags.isEmpty()) {
                body.set("schemaTags", tags);
            }
        }
    }

    private static JsonNode reference(SchemaVersion version, SchemaReference reference, Form form) {
        ObjectNode node = Json.MAPPER.valueToTree(reference);
        QualifiedSubject own = QualifiedSubject.of(version.subject());
        String subject = reference.subject();
        if (form.qualifiedReferences && subject != null && !own.isInDefaultContext()) {
            node.put("subject", QualifiedSubject.relativeTo(version.subject(), subject));
        }
        return node;
    }

    /** The schema itself. */
    String text(SchemaVersion version, Form form) {
        SchemaContent content = version.content();
        return form.resolved && content.isAvro() && !content.references().isEmpty()
                ? schemas.parse(version).resolvedText()
                : content.text();
    }

    private static ObjectNode addState(ObjectNode body, SchemaVersion version) {
        return body.put("ts", version.timestamp()).put("deleted", version.deleted());
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ArrayNode numbers(Collection<Integer> numbers) {
        ArrayNode array = NODES.arrayNode();
        numbers.forEach(array::add);
        return array;
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }
}
