package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;
import java.util.Set;

/**
 * What {@code contracts.yaml} says about the key of a topic.
 *
 * @param type Avro's name of a plain type, such as {@code string}, or the simple or full name of a schema of the key's
 *     own, whose versions stand in the topic's folder
 * @param meaning what the key is, such as "user id"; may be empty
 * @param subject how its subject is called
 * @param location where the key is declared
 */
public record KeyContract(String type, String meaning, SubjectNaming subject, SourceLocation location) {
    /** The types that a key may have without a schema of its own. */
    public static final Set<String> PLAIN_TYPES =
            Set.of("string", "bytes", "int", "long", "float", "double", "boolean");

    /** Whether the key is a plain value, which no registry knows. */
    public boolean isPlain() {
        return PLAIN_TYPES.contains(type);
    }

    /** Whether the schema is the key's. */
    public boolean isCalled(String name, String fullName) {
        return !isPlain() && (type.equals(name) || type.equals(fullName));
    }
}
