package dev.avenant.registry.catalog;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The names that a schema gives to types, fields and symbols, without their namespaces. */
final class SimpleNames {

    private final Set<String> seen = new HashSet<>();

    private SimpleNames() {}

    /** Throws {@link SchemaParseException} for the first name that Avro's specification does not allow. */
    static void requireValid(Schema schema) {
        new SimpleNames().visit(schema);
    }

    private void visit(Schema schema) {
        switch (schema.getType()) {
            case ARRAY -> visit(schema.getElementType());
            case MAP -> visit(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::visit);
            case FIXED -> require(schema.getName());
            case ENUM -> {
                require(schema.getName());
                schema.getEnumSymbols().forEach(SimpleNames::require);
            }
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    require(schema.getName());
                    for (Schema.Field field : schema.getFields()) {
                        require(field.name());
                        visit(field.schema());
                    }
                }
            }
            default -> {
                // Primitive types have no names of their own.
            }
        }
    }

    private static void require(String name) {
        NameValidator.Result result = NameValidator.STRICT_VALIDATOR.validate(name);
        if (!result.isOK()) {
            throw new SchemaParseException(result.getErrors());
        }
    }
}
