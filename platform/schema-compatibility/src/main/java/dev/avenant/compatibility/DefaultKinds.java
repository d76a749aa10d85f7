package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.readers.ChangeKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What is special about a default that a reader fills in, the defaults inside it included. */
final class DefaultKinds {
    private final Set<ChangeKind> kinds = EnumSet.of(ChangeKind.FIELD_ADDED);
    private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private DefaultKinds() {}

    /** The kinds of change that a field which was not written, and has a default that works, stands for. */
    static Set<ChangeKind> of(Schema.Field field) {
        DefaultKinds found = new DefaultKinds();
        found.look(field.schema(), Defaults.of(field));
        return found.kinds;
    }

    private void look(Schema schema, @Nullable JsonNode json) {
        if (json == null) {
            return;
        }
        switch (schema.getType()) {
            case FLOAT, DOUBLE -> number(json);
            case BYTES, FIXED -> {
                if (json.isTextual() && json.textValue().chars().anyMatch(character -> character > 0x7F)) {
                    kinds.add(ChangeKind.DEFAULT_ABOVE_7F);
                }
            }
            case ARRAY -> json.forEach(item -> look(schema.getElementType(), item));
            case MAP -> json.forEach(value -> look(schema.getValueType(), value));
            case UNION -> {
                Schema branch = Defaults.branchFor(schema, json);
                if (branch != null) {
                    if (!branch.equals(schema.getTypes().get(0))) {
                        kinds.add(ChangeKind.DEFAULT_UNION_LATER_BRANCH);
                    }
                    look(branch, json);
                }
            }
            case RECORD -> {
                if (open.add(schema)) {
                    for (Schema.Field field : schema.getFields()) {
                        JsonNode held = json.get(field.name());
                        look(field.schema(), held == null ? Defaults.of(field) : held);
                    }
                    open.remove(schema);
                }
            }
            default -> {}
        }
    }

    private void number(JsonNode json) {
        if (json.isTextual() || !Double.isFinite(json.doubleValue())) {
            kinds.add(ChangeKind.DEFAULT_NOT_FINITE);
        } else if (json.isIntegralNumber()) {
            kinds.add(ChangeKind.DEFAULT_WHOLE_NUMBER);
        }
    }
}
