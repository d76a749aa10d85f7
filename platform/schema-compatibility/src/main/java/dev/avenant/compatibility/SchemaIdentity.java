package dev.avenant.compatibility;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Whether a registry gives two schemas of one subject the same id: Confluent's registry does when they are equal in
 * everything, docs and aliases included, but for the order of properties and for {@code error} against {@code record}.
 */
public final class SchemaIdentity {
    private final Set<String> seen = new HashSet<>();

    private SchemaIdentity() {}

    /** Whether both are one schema within a subject. */
    public static boolean same(Schema one, Schema two) {
        return one.equals(two) && new SchemaIdentity().sameTexts(one, two);
    }

    /** Compares what Avro's own equality leaves out: docs, aliases and the defaults of enumerations. */
    private boolean sameTexts(Schema one, Schema two) {
        return switch (one.getType()) {
            case ARRAY -> sameTexts(one.getElementType(), two.getElementType());
            case MAP -> sameTexts(one.getValueType(), two.getValueType());
            case UNION -> allSame(one.getTypes(), two.getTypes());
            case RECORD, ENUM, FIXED -> !seen.add(one.getFullName()) || sameNamed(one, two);
            default -> true;
        };
    }

    private boolean allSame(List<Schema> one, List<Schema> two) {
        for (int i = 0; i < one.size(); i++) {
            if (!sameTexts(one.get(i), two.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameNamed(Schema one, Schema two) {
        if (!Objects.equals(one.getDoc(), two.getDoc()) || !one.getAliases().equals(two.getAliases())) {
            return false;
        }
        if (one.getType() == Schema.Type.ENUM) {
            return Objects.equals(one.getEnumDefault(), two.getEnumDefault());
        }
        if (one.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : one.getFields()) {
                Schema.Field other = two.getFields().get(field.pos());
                if (!Objects.equals(field.doc(), other.doc())
                        || !field.aliases().equals(other.aliases())
                        || !sameTexts(field.schema(), other.schema())) {
                    return false;
                }
            }
        }
        return true;
    }
}
