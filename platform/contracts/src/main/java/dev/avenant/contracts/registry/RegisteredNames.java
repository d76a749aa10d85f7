package dev.avenant.contracts.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Under which subjects a registry has schemas of which full names, in any of their versions. All versions are read, in
 * pages: a subject may hold several types, of which its latest version tells one.
 */
public final class RegisteredNames {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private final Map<String, Set<String>> subjectsByName = new HashMap<>();
    private final Set<String> avroSubjects = new TreeSet<>();

    private RegisteredNames() {}

    /**
     * Reads a registry.
     *
     * @throws dev.avenant.registry.client.RegistryException when it cannot be asked
     */
    public static RegisteredNames in(RegistryClient registry) {
        RegisteredNames found = new RegisteredNames();
        registry.eachSchema("", false, found::take);
        return found;
    }

    private void take(RegisteredSchema schema) {
        if (schema.subject() == null || !isAvro(schema)) {
            return;
        }
        avroSubjects.add(schema.subject());
        fullName(String.valueOf(schema.schema()))
                .ifPresent(name -> subjectsByName
                        .computeIfAbsent(name, first -> new TreeSet<>())
                        .add(schema.subject()));
    }

    static boolean isAvro(RegisteredSchema schema) {
        return schema.schemaType() == null || schema.schemaType().equals("AVRO");
    }

    /** The name that a schema's text begins with; empty for a union, a type without a name and what is no JSON. */
    private static Optional<String> fullName(String text) {
        Map<String, String> members = new TreeMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    members.put(member, json.getText());
                }
                json.skipChildren();
            }
        } catch (IOException noJson) {
            return Optional.empty();
        }
        String name = members.get("name");
        String namespace = members.getOrDefault("namespace", "");
        return Optional.ofNullable(name)
                .map(simple -> simple.contains(".") || namespace.isEmpty() ? simple : namespace + "." + simple);
    }

    /** The subjects that have a schema of the name, in alphabetical order. */
    public List<String> subjectsOf(String fullName) {
        return List.copyOf(subjectsByName.getOrDefault(fullName, Set.of()));
    }

    /** Some subjects that hold Avro schemas, in alphabetical order; none when the registry has no such schema. */
    public List<String> subjects(int most) {
        return avroSubjects.stream().limit(most).toList();
    }
}
