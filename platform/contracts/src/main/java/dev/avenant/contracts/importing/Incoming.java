package dev.avenant.contracts.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.contracts.imported.ImportedText;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.List;
import java.util.Set;

/**
 * A version on its way into a contracts tree.
 *
 * @param key where it comes from
 * @param fullName the full name of its type
 * @param content what its file will hold
 * @param uses the versions that it refers to, in their order
 */
record Incoming(SubjectVersion key, String fullName, SchemaSource source, String content, List<SubjectVersion> uses) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
    private static final int MOST_NUMBER = 999_999_999;

    Incoming {
        uses = List.copyOf(uses);
    }

    /** The N of {@code v<N>.avsc}. */
    int number() {
        return key.version();
    }

    /**
     * A version that a registry has.
     *
     * @throws SchemaSyntaxException when it can be no contract, with the reason
     */
    static Incoming of(ImportedVersion version) {
        String text = version.line().path("schema").asText();
        String label = version.subject() + " v" + version.version();
        SchemaSource source = SchemaSource.parse(label, text);
        String fullName = isNamed(text) ? source.fullName().orElse("") : "";
        if (!fullName.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            throw new SchemaSyntaxException(
                    source.start(), "expected a record, an enum or a fixed but found a type without a name", "");
        }
        if (version.version() > MOST_NUMBER) {
            throw new SchemaSyntaxException(
                    source.start(), "expected a version up to " + MOST_NUMBER + " but found a higher one", "");
        }
        List<SubjectVersion> uses = version.references().stream()
                .map(reference -> SubjectVersion.of(version.subject(), reference))
                .toList();
        return new Incoming(
                new SubjectVersion(version.subject(), version.version()),
                fullName,
                source,
                ImportedText.of(text).file(),
                uses);
    }

    private static boolean isNamed(String text) {
        try {
            JsonNode type = JSON.readTree(text).path("type");
            return type.isTextual() && NAMED.contains(type.asText());
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }
}
