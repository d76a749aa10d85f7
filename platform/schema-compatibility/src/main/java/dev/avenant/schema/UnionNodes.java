package dev.avenant.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The branches of a union in a schema's JSON. */
final class UnionNodes {
    private UnionNodes() {}

    /** The branches of a type that is a union, or an array or map of one; none when it is neither. */
    static List<LocatedJson> in(@Nullable LocatedJson type) {
        LocatedJson at = type;
        while (at != null) {
            if (at.array() != null) {
                return at.array();
            }
            Map<String, LocatedJson> object = at.object();
            LocatedJson items = object == null ? null : object.get("items");
            at = items != null || object == null ? items : object.get("values");
        }
        return List.of();
    }

    /** The place of the branch of that full name; -1 when there is none. */
    static int indexOf(List<LocatedJson> branches, String fullName, String namespace) {
        for (int i = 0; i < branches.size(); i++) {
            if (nameOf(branches.get(i), namespace).equals(fullName)) {
                return i;
            }
        }
        return -1;
    }

    private static String nameOf(LocatedJson branch, String namespace) {
        Map<String, LocatedJson> object = branch.object();
        if (object == null) {
            String text = branch.text() == null ? "" : branch.text();
            return LogicalTypeNodes.PRIMITIVES.contains(text) ? text : Names.qualify(text, namespace);
        }
        if (!object.containsKey("name")) {
            return SchemaNodes.text(object, "type");
        }
        String space = object.containsKey("namespace") ? SchemaNodes.text(object, "namespace") : namespace;
        return Names.qualify(SchemaNodes.text(object, "name"), space);
    }
}
