package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.Metadata;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether two schemas are one within a subject: equal but for the order of properties and for {@code error} against
 * {@code record}.
 */
final class Sameness {

    private Sameness() {}

    static boolean same(AvroSchemas.Parsed sent, AvroSchemas.Parsed held) {
        SchemaContent one = sent.content();
        SchemaContent two = held.content();
        return sameMetadata(one.metadata(), two.metadata())
                && Objects.equals(one.ruleSet(), two.ruleSet())
                && (one.references().isEmpty() || one.references().equals(two.references()))
                && sent.schema().equals(held.schema())
                && new Texts().same(sent.schema(), held.schema());
    }

    /** A schema that says no number is the same as one that does. */
    static boolean sameMetadata(@Nullable Metadata sent, @Nullable Metadata held) {
        if (Objects.equals(sent, held)) {
            return true;
        }
        if (held == null
                || held.property(Inheritance.VERSION_PROPERTY) == null
                || (sent != null && sent.property(Inheritance.VERSION_PROPERTY) != null)) {
            return false;
        }
        Metadata unnumbered = held.withoutProperty(Inheritance.VERSION_PROPERTY);
        return unnumbered.equals(sent == null ? new Metadata(null, null, null) : sent);
    }

    /** Compares what Avro's own equality leaves out: docs, aliases and the defaults of enumerations. */
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
            if (one.getType() == Schema.Type.ENUM) {
                return Objects.equals(one.getEnumDefault(), two.getEnumDefault());
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
