package dev.avenant.contracts.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.finding.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What contracts were taken over from: each version of a registry with its id and references, each setting, one JSON
 * object a line. It is what the way back is made of, and it says which versions were taken over rather than written here.
 *
 * @param settings what is set for a scope: a subject, a context such as {@code :.eu:}, or {@code ""} for all
 * @param versions by subject and then by number
 * @param others the subjects that hold no Avro, with what they hold
 * @param files the files of contracts that were taken over from anywhere, below the contracts folder
 */
public record ImportRecord(
        Map<String, ObjectNode> settings,
        List<ImportedVersion> versions,
        Map<String, String> others,
        Set<String> files) {
    /** The name of the file. */
    public static final String FILE = "imported.jsonl";

    public ImportRecord {
        versions = List.copyOf(versions);
    }

    /** The record of contracts that were written here. */
    public static ImportRecord empty() {
        return new ImportRecord(Map.of(), List.of(), Map.of(), Set.of());
    }

    /**
     * Reads the record of a contracts folder.
     *
     * @throws ContractsFileException when it is none
     */
    public static ImportRecord of(ContractFiles files) {
        Optional<byte[]> content = files.read(FILE);
        return content.isEmpty()
                ? empty()
                : parse(files.shown(FILE), new String(content.get(), StandardCharsets.UTF_8));
    }

    /**
     * Reads the text of a record.
     *
     * @param file what messages call it
     * @throws ContractsFileException when a line is none that {@code avenant import} writes
     */
    public static ImportRecord parse(String file, String text) {
        Map<String, ObjectNode> settings = new LinkedHashMap<>();
        List<ImportedVersion> versions = new ArrayList<>();
        Map<String, String> others = new LinkedHashMap<>();
        Set<String> files = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            ObjectNode read = line(new SourceLocation(file, number, 1), line);
            String subject = read.path("subject").asText();
            if (read.path("config") instanceof ObjectNode config) {
                settings.put(read.path("context").asText(subject), config);
            } else if (read.has("schemaType")) {
                others.put(subject, read.path("schemaType").asText());
            } else if (read.has("version")) {
                versions.add(new ImportedVersion(read));
            }
            if (read.has("file")) {
                files.add(read.path("file").asText());
            }
        }
        return new ImportRecord(settings, versions, others, files);
    }

    private static ObjectNode line(SourceLocation place, String line) {
        try {
            if (Json.MAPPER.readTree(line) instanceof ObjectNode read && isKnown(read)) {
                return read;
            }
        } catch (JsonProcessingException noJson) {
            // said below
        }
        throw ContractsFileException.of(
                place, line.startsWith("<<<<<<<") ? "file.import-conflict" : "file.import-line");
    }

    private static boolean isKnown(ObjectNode read) {
        boolean ofSubject = read.path("subject").isTextual();
        boolean setting = read.path("config").isObject()
                && (ofSubject || read.path("context").isTextual());
        boolean version = ofSubject
                && read.path("version").isInt()
                && read.path("id").isInt()
                && (read.path("file").isTextual() || read.path("schema").isTextual());
        boolean other = ofSubject && read.path("schemaType").isTextual();
        boolean file = read.size() == 1 && read.path("file").isTextual();
        return setting || version || other || file;
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        settings.forEach((scope, config) -> {
            if (!isSubject(scope)) {
                line(text, Json.MAPPER.createObjectNode().put("context", scope).set("config", config));
            }
        });
        Map<String, List<ImportedVersion>> bySubject = bySubject();
        for (String subject : bySubject.keySet()) {
            ObjectNode config = settings.get(subject);
            if (config != null) {
                line(
                        text,
                        Json.MAPPER.createObjectNode().put("subject", subject).set("config", config));
            }
            bySubject.get(subject).forEach(version -> line(text, version.line()));
        }
        others.forEach((subject, type) -> line(
                text, Json.MAPPER.createObjectNode().put("subject", subject).put("schemaType", type)));
        Set<String> withVersion = new HashSet<>();
        versions.forEach(version -> version.file().ifPresent(withVersion::add));
        files.stream()
                .filter(file -> !withVersion.contains(file))
                .sorted()
                .forEach(file -> line(text, Json.MAPPER.createObjectNode().put("file", file)));
        return text.toString();
    }

    private static void line(StringBuilder text, JsonNode line) {
        text.append(line).append('\n');
    }

    /** Whether a scope is a subject; otherwise it is a context, or the whole registry. */
    public static boolean isSubject(String scope) {
        boolean isContext = scope.startsWith(":.") && scope.indexOf(':', 1) == scope.length() - 1;
        return !scope.isEmpty() && !isContext;
    }

    /** The versions of each subject. */
    public Map<String, List<ImportedVersion>> bySubject() {
        Map<String, List<ImportedVersion>> bySubject = new LinkedHashMap<>();
        versions.forEach(version -> bySubject
                .computeIfAbsent(version.subject(), subject -> new ArrayList<>())
                .add(version));
        return bySubject;
    }

    /** The versions that stand in a file of a contract, by that file. */
    public Map<String, ImportedVersion> byFile() {
        Map<String, ImportedVersion> byFile = new HashMap<>();
        versions.forEach(version -> version.file().ifPresent(file -> byFile.put(file, version)));
        return byFile;
    }

    /** Whether a registry answers with the versions of another subject in place of those of this one. */
    public boolean isAlias(String subject) {
        ObjectNode config = settings.get(subject);
        return config != null && config.hasNonNull("alias");
    }

    /** Whether nothing was taken over from a registry. */
    public boolean isEmpty() {
        return versions.isEmpty();
    }

    /** Made when the first line is read, since most projects took nothing over and a mapper takes long to make. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }
}
