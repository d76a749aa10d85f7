package dev.avenant.registry.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** A version was registered, or softly deleted. */
public record SchemaRecord(String subject, int version, int id, SchemaContent content, boolean deleted)
        implements RegistryRecord {

    /** The property of metadata that marks a record of the log whose sensitive properties are encrypted. */
    public static final String ENCRYPTED = "__enc__";

    static SchemaRecord of(SchemaVersion version) {
        return new SchemaRecord(
                version.subject(), version.version(), version.id(), version.content(), version.deleted());
    }

    static RegistryRecord read(RecordFields key, RecordFields value) {
        requireKnownMagic(key);
        String type = value.optionalText("schemaType");
        SchemaContent content = new SchemaContent(
                type == null || type.isEmpty() ? SchemaContent.AVRO : type,
                value.text("schema"),
                references(value),
                value.optional("metadata", Metadata.class),
                value.optional("ruleSet", RuleSet.class));
        return new SchemaRecord(
                key.text("subject"), key.number("version", 1), value.number("id", 0), content, value.flag("deleted"));
    }

    /** As Confluent's registry, which refuses other numbers. */
    static void requireKnownMagic(RecordFields key) {
        Integer magic = key.optional("magic", Integer.class);
        if (magic != null && magic != 0 && magic != 1) {
            throw new UnreadableRecordException("key.magic: expected 0 or 1 but found " + magic);
        }
    }

    private static List<SchemaReference> references(RecordFields value) {
        List<SchemaReference> references = new ArrayList<>();
        for (RecordFields reference : value.elements("references")) {
            references.add(reference.as(SchemaReference.class));
        }
        return references;
    }

    static String key(String subject, int version) {
        return RecordFields.JSON
                .createObjectNode()
                .put("keytype", RecordType.SCHEMA.name())
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1)
                .toString();
    }

    @Override
    public String key() {
        return key(subject, version);
    }

    @Override
    public String value() {
        ObjectNode value = RecordFields.JSON
                .createObjectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schemaType", content.type());
        if (!content.references().isEmpty()) {
            ArrayNode references = value.putArray("references");
            content.references()
                    .forEach(reference -> references.add(RecordFields.JSON.<JsonNode>valueToTree(reference)));
        }
        if (content.metadata() != null) {
            value.set("metadata", RecordFields.JSON.valueToTree(content.metadata()));
        }
        if (content.ruleSet() != null) {
            value.set("ruleSet", RecordFields.JSON.valueToTree(content.ruleSet()));
        }
        return value.put("schema", content.text()).put("deleted", deleted).toString();
    }

    @Override
    public void replay(CatalogState state, long timestamp) {
        state.put(this, timestamp);
    }

    @Override
    public List<RegistryRecord> current(Catalog catalog) {
        return List.of(current(catalog, subject, version));
    }

    static RegistryRecord current(Catalog catalog, String subject, int version) {
        return catalog.version(subject, version)
                .<RegistryRecord>map(SchemaRecord::of)
                .orElseGet(() -> new SchemaTombstone(subject, version));
    }
}
