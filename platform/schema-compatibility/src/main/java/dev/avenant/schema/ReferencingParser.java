package dev.avenant.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.NameValidator;
import org.apache.avro.ParseContext;
import org.apache.avro.Schema;
import org.apache.avro.util.SchemaResolver;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of a schema that refers to types of other texts, and makes those very types part of it. Avro's own
 * parser makes copies of all the types that it knows, text by text: a type that many others refer to becomes many
 * objects, twice as many with each text that refers to all before it. Here each text adds its own types and no others.
 */
public final class ReferencingParser {
    private ReferencingParser() {}

    /**
     * The schema that a text says. Defaults may be of any value.
     *
     * @param names what names the text may give
     * @param known the types that the text may refer to by name
     * @throws org.apache.avro.AvroRuntimeException when the text is no schema, refers to a type that is not known,
     *     defines a known one differently, or one of the known has no name
     */
    public static Schema parse(String text, Collection<Schema> known, NameValidator names) {
        return new Schema.Parser(new Context(known, names))
                .setValidateDefaults(false)
                .parse(text);
    }

    /** What a text can refer to, and how its own references are resolved. */
    private static final class Context extends ParseContext {
        private final IdentityHashMap<Schema, Schema> resolved = new IdentityHashMap<>();

        Context(Collection<Schema> known, NameValidator names) {
            super(names);
            for (Schema type : known) {
                put(type);
                resolved.put(type, type);
            }
        }

        /** The schema with its types in place of the names that stand before or within their definitions. */
        @Override
        public Schema resolve(Schema schema) {
            Schema named = switch (schema.getType()) {
                // what the text defines although it is known already
                case RECORD, ENUM, FIXED -> getNamedSchema(schema.getFullName());
                default -> schema;
            };
            // the name alone of a type that is not known has no definition
            return resolved(named == null ? schema : named);
        }

        private Schema resolved(Schema schema) {
            Schema known = resolved.get(schema);
            if (known != null) {
                return known;
            }
            return switch (schema.getType()) {
                case RECORD -> SchemaResolver.isUnresolvedSchema(schema) ? definition(schema) : record(schema);
                case UNION ->
                    Schema.createUnion(
                            schema.getTypes().stream().map(this::resolved).toList());
                case ARRAY -> likewise(schema, Schema.createArray(resolved(schema.getElementType())));
                case MAP -> likewise(schema, Schema.createMap(resolved(schema.getValueType())));
                default -> schema;
            };
        }

        private Schema definition(Schema reference) {
            String name = SchemaResolver.getUnresolvedSchemaName(reference);
            Schema definition = getNamedSchema(name);
            if (definition == null) {
                throw new AvroTypeException("Undefined schema: " + name);
            }
            return resolved(definition);
        }

        private Schema record(Schema schema) {
            Schema record =
                    Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), schema.isError());
            resolved.put(schema, record);
            List<Schema.Field> fields = new ArrayList<>();
            schema.getFields().forEach(field -> fields.add(new Schema.Field(field, resolved(field.schema()))));
            record.setFields(fields);
            schema.getAliases().forEach(record::addAlias);
            return likewise(schema, record);
        }

        private static Schema likewise(Schema schema, Schema copy) {
            if (schema.getLogicalType() != null) {
                schema.getLogicalType().addToSchema(copy);
            }
            schema.getObjectProps().forEach((name, value) -> {
                if (isIncomplete(value)) {
                    throw new AvroTypeException(
                            "Can't keep a whole number of more than 64 bits in a property: " + name);
                }
                copy.addProp(name, value);
            });
            return copy;
        }

        /** Whether Avro has no object for a property or a part of it, on which its own parser fails too. */
        private static boolean isIncomplete(@Nullable Object value) {
            if (value instanceof Map<?, ?> members) {
                return members.values().stream().anyMatch(Context::isIncomplete);
            }
            return value == null
                    || (value instanceof Collection<?> items && items.stream().anyMatch(Context::isIncomplete));
        }
    }
}
