package dev.avenant.compatibility.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What a schema's own file says, part by part; the types it refers to are left to their own files.
 *
 * @param named records, enums and fixed types
 * @param all every type, named or not
 * @param references full names of the types it refers to
 */
record SchemaParts(List<Type> named, List<Type> all, List<Member> fields, List<String> references) {
    /**
     * A type where it stands.
     *
     * @param element the named element that it is in, as {@code a.Record.field}
     */
    record Type(Schema schema, String path, String element) {}

    /** A field of a record. */
    record Member(Schema record, Schema.Field field, String path, String element) {
        /** The field's type, or what stands beside null in it. */
        Schema type() {
            Schema schema = field.schema();
            if (schema.getType() == Schema.Type.UNION && schema.getTypes().size() == 2 && schema.isNullable()) {
                Schema first = schema.getTypes().get(0);
                return first.getType() == Schema.Type.NULL ? schema.getTypes().get(1) : first;
            }
            return schema;
        }
    }

    static SchemaParts of(LintTarget target) {
        SchemaParts parts = new SchemaParts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Type> open = new ArrayDeque<>();
        open.push(new Type(target.schema(), "", target.schema().getFullName()));
        while (!open.isEmpty()) {
            Type type = open.pop();
            if (!seen.add(type.schema())) {
                continue;
            }
            boolean hasName = switch (type.schema().getType()) {
                case RECORD, ENUM, FIXED -> true;
                default -> false;
            };
            if (hasName && !target.defines(type.schema())) {
                parts.references.add(type.schema().getFullName());
                continue;
            }
            parts.all.add(type);
            if (hasName) {
                parts.named.add(
                        new Type(type.schema(), type.path(), type.schema().getFullName()));
            }
            parts.inside(type, open);
        }
        return parts;
    }

    private void inside(Type type, Deque<Type> open) {
        Schema schema = type.schema();
        List<Type> inner = new ArrayList<>();
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    String path = type.path() + "/" + field.name();
                    String element = schema.getFullName() + "." + field.name();
                    fields.add(new Member(schema, field, path, element));
                    inner.add(new Type(field.schema(), path, element));
                }
            }
            case UNION -> {
                for (Schema branch : schema.getTypes()) {
                    boolean only = schema.getTypes().size() <= 2 && schema.isNullable();
                    String path = only ? type.path() : type.path() + "/<" + branch.getFullName() + ">";
                    inner.add(new Type(branch, path, type.element()));
                }
            }
            case ARRAY -> inner.add(new Type(schema.getElementType(), type.path() + "/[]", type.element()));
            case MAP -> inner.add(new Type(schema.getValueType(), type.path() + "/{}", type.element()));
            default -> {}
        }
        Collections.reverse(inner);
        inner.forEach(open::push);
    }
}
