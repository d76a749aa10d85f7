package dev.avenant.contracts.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Under which subjects a registry has schemas of given full names. A registry of any size is read in a few requests: the
 * latest version of each subject; and of subjects that hold several types, which some share with a topic's name, all.
 */
public final class RegisteredNames {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    /** In a registry of no more subjects all versions are read where the latest ones do not have a name. */
    private static final int FEW_SUBJECTS = 2_000;

    private final Set<String> wanted;
    private final Map<String, Set<String>> subjectsByName = new HashMap<>();
    private final Set<String> avroSubjects = new TreeSet<>();

    private RegisteredNames(Collection<String> fullNames) {
        this.wanted = new HashSet<>(fullNames);
    }

    /**
     * Looks for schemas.
     *
     * @param fullNames what they are called
     * @param topics whose subjects may hold several types, so that the latest version does not tell all
     */
    public static RegisteredNames find(
            RegistryClient registry, Collection<String> fullNames, Collection<String> topics) {
        RegisteredNames found = new RegisteredNames(fullNames);
        registry.eachSchema("", true, found::take);
        if (found.avroSubjects.isEmpty() || found.hasAll()) {
            return found;
        }
        if (found.avroSubjects.size() <= FEW_SUBJECTS) {
            registry.eachSchema("", false, found::take);
        } else {
            topics.forEach(topic -> registry.eachSchema(topic, false, found::take));
        }
        return found;
    }

    private void take(RegisteredSchema schema) {
        if (schema.subject() == null || !isAvro(schema)) {
            return;
        }
        avroSubjects.add(schema.subject());
        fullName(String.valueOf(schema.schema()))
                .filter(wanted::contains)
                .ifPresent(name -> subjectsByName
                        .computeIfAbsent(name, first -> new TreeSet<>())
                        .add(schema.subject()));
    }

    private boolean hasAll() {
        return subjectsByName.keySet().containsAll(wanted);
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
