package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Whether two schemas are one within a subject: equal but for the order of properties and for {@code error} against
 * {@code record}.
 */
final class Sameness {

    private Sameness() {}

    static boolean same(AvroSchemas.Parsed sent, AvroSchemas.Parsed held) {
        SchemaContent one = sent.content();
        SchemaContent two = held.content();
        return Objects.equals(one.metadata(), two.metadata())
                && Objects.equals(one.ruleSet(), two.ruleSet())
                && (one.references().isEmpty() || one.references().equals(two.references()))
                && sent.schema().equals(held.schema())
                && new Texts().same(sent.schema(), held.schema());
    }

    /** Compares what Avro's own equality leaves out: docs and aliases. */
    private static final class Texts {

        private final java.util.Set<String> seen = new java.util.HashSet<>();

        boolean same(Schema one, Schema two) {
            return switch (one.getType()) {
                case ARRAY -> same(one.getElementType(), two.getElementType());
                case MAP -> same(one.getValueType(), two.getValueType());
                case UNION -> sameAll(one.getTypes(), two.getTypes());
                case RECORD, ENUM, FIXED -> !seen.add(one.getFullName()) || sameNamed(one, two);
                default -> true;
            };
        }

        private boolean sameAll(List<Schema> one, List<Schema> two) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), two.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private boolean sameNamed(Schema one, Schema two) {
            if (!Objects.equals(one.getDoc(), two.getDoc()) || !one.getAliases().equals(two.getAliases())) {
                return false;
            }
            if (one.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : one.getFields()) {
                    Schema.Field other = two.getFields().get(field.pos());
                    if (!Objects.equals(field.doc(), other.doc())
                            || !field.aliases().equals(other.aliases())
                            || !same(field.schema(), other.schema())) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
