package dev.avenant.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a logical type stands in a schema's JSON, and where it should. */
final class LogicalTypeNodes {
    static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private final TextChanges changes;

    LogicalTypeNodes(TextChanges changes) {
        this.changes = changes;
    }

    /** The type with that logical type in a field or type, not looked for in the types that are declared in it. */
    Optional<Map<String, LocatedJson>> find(@Nullable LocatedJson node, String logicalType) {
        if (node == null) {
            return Optional.empty();
        }
        if (node.array() != null) {
            return node.array().stream()
                    .flatMap(branch -> find(branch, logicalType).stream())
                    .findFirst();
        }
        Map<String, LocatedJson> object = node.object();
        if (object == null) {
            return Optional.empty();
        }
        if (SchemaNodes.text(object, "logicalType").equals(logicalType)) {
            return Optional.of(object);
        }
        for (String inner : List.of("type", "items", "values")) {
            Optional<Map<String, LocatedJson>> found = find(object.get(inner), logicalType);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Puts the logical type of a field to its type, or to the only branch beside null.
     *
     * @return whether there is a place for it
     */
    boolean wrap(Map<String, LocatedJson> field, String logicalType) {
        LocatedJson type = field.get("type");
        List<LocatedJson> branches = type == null ? null : type.array();
        if (branches != null) {
            List<LocatedJson> values = branches.stream()
                    .filter(branch -> !"null".equals(branch.text()))
                    .toList();
            type = values.size() == 1 ? values.get(0) : null;
        }
        if (type == null) {
            return false;
        }
        StringBuilder members = new StringBuilder("\"logicalType\": ").append(InlineJson.of(logicalType));
        for (String key : List.of("precision", "scale")) {
            LocatedJson value = field.get(key);
            if (value != null) {
                members.append(", \"").append(key).append("\": ").append(changes.textOf(value));
            }
        }
        Map<String, LocatedJson> object = type.object();
        if (object != null) {
            LocatedJson kind = object.get("type");
            if (kind == null || object.containsKey("logicalType")) {
                return false;
            }
            changes.putAfter(kind, List.of(members.toString()));
            return true;
        }
        if (!PRIMITIVES.contains(String.valueOf(type.text()))) {
            return false;
        }
        changes.put(type.span().start(), "{\"type\": ");
        changes.put(type.span().end(), ", " + members + "}");
        return true;
    }
}
