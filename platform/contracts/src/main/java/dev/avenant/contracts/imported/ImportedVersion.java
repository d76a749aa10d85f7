package dev.avenant.contracts.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.registry.client.api.SchemaReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version of a subject as a registry had it. A line of the record: what the registry answered, with the name of the file
 * in place of the schema where the schema is a contract.
 */
public record ImportedVersion(ObjectNode line) {
    private static final List<String> KEPT = List.of("references", "metadata", "ruleSet");

    /**
     * Makes the line of a version.
     *
     * @param answer what the registry says of the version
     * @param deleted whether it was deleted softly
     */
    public static ImportedVersion of(ObjectNode answer, boolean deleted) {
        ObjectNode line = answer.objectNode();
        for (String member : List.of("subject", "version", "id")) {
            line.set(member, answer.path(member));
        }
        if (deleted) {
            line.put("deleted", true);
        }
        line.set("schema", answer.path("schema"));
        for (String member : KEPT) {
            JsonNode value = answer.path(member);
            if (!value.isMissingNode() && !value.isNull() && !value.isEmpty()) {
                line.set(member, value);
            }
        }
        return new ImportedVersion(line);
    }

    /** The same, of which the schema stands in a file. */
    public ImportedVersion inFile(String path, ImportedText text) {
        ObjectNode changed = line.objectNode();
        line.properties().forEach(member -> {
            if (!member.getKey().equals("schema")) {
                changed.set(member.getKey(), member.getValue());
                return;
            }
            changed.put("file", path);
            if (text.verbatim()) {
                changed.put("verbatim", true);
            }
        });
        return new ImportedVersion(changed);
    }

    public String subject() {
        return line.path("subject").asText();
    }

    public int version() {
        return line.path("version").asInt();
    }

    public int id() {
        return line.path("id").asInt();
    }

    /** Whether it was deleted softly. */
    public boolean isDeleted() {
        return line.path("deleted").asBoolean();
    }

    /** The path of the file below the contracts folder; empty when the schema is no contract. */
    public Optional<String> file() {
        return Optional.ofNullable(line.get("file")).map(JsonNode::asText);
    }

    /** Whether it carries metadata or rules, which contracts have no place for. */
    public boolean hasMetadataOrRules() {
        return line.has("metadata") || line.has("ruleSet");
    }

    /** The versions that it refers to, in the registry's order. */
    public List<SchemaReference> references() {
        List<SchemaReference> references = new ArrayList<>();
        line.path("references")
                .forEach(reference -> references.add(new SchemaReference(
                        reference.path("name").asText(),
                        reference.path("subject").asText(),
                        reference.path("version").asInt())));
        return references;
    }

    /**
     * The schema, letter for letter as the registry had it.
     *
     * @throws ContractsUnreadableException when its file is gone or no JSON any more
     */
    public String schema(ContractFiles files) {
        if (file().isEmpty()) {
            return line.path("schema").asText();
        }
        String path = file().get();
        byte[] content = files.read(path)
                .orElseThrow(() -> new ContractsUnreadableException(
                        files.shown(path) + ": expected the imported schema but found none. Restore it from git."));
        try {
            return new ImportedText(
                            new String(content, StandardCharsets.UTF_8),
                            line.path("verbatim").asBoolean())
                    .text();
        } catch (JsonProcessingException e) {
            throw new ContractsUnreadableException(
                    files.shown(path) + ": expected the imported schema but found no JSON. Restore it from git.");
        }
    }

    /** What registers it again under its id and version. */
    public ObjectNode registration(ContractFiles files) {
        ObjectNode body = line.objectNode();
        body.put("schema", schema(files)).put("version", version()).put("id", id());
        for (String member : KEPT) {
            if (line.has(member)) {
                body.set(member, line.get(member));
            }
        }
        return body;
    }
}
