package dev.avenant.schema;

import dev.avenant.edit.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of each type and field of a schema that was read before, where it is defined first. */
final class SchemaNodes {
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

    private final Map<Element, LocatedJson> nodes = new HashMap<>();
    private final Map<Element, String> namespaces = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    /** A type that is used by its name. */
    record Use(LocatedJson json, String fullName, String namespace) {}

    SchemaNodes(LocatedJson root) {
        nodes.put(Element.ROOT, root);
        type(root, "");
    }

    @Nullable
    LocatedJson of(Element element) {
        return nodes.get(element);
    }

    /** The namespace that names without one have where an element is declared. */
    String namespaceAround(Element element) {
        return namespaces.getOrDefault(element, "");
    }

    List<Use> uses() {
        return uses;
    }

    /** The full names of the types that are declared in a part of the text. */
    Set<String> declaredIn(LocatedJson.Span part) {
        Set<String> names = new HashSet<>();
        nodes.forEach((element, json) -> {
            boolean inside = json.span().start() >= part.start() && json.span().end() <= part.end();
            if (inside && element.field().isEmpty() && !element.equals(Element.ROOT)) {
                names.add(element.type());
            }
        });
        return names;
    }

    private void type(LocatedJson json, String namespace) {
        if (json.text() != null) {
            uses.add(new Use(json, Names.qualify(json.text(), namespace), namespace));
        }
        List<LocatedJson> branches = json.array();
        if (branches != null) {
            branches.forEach(branch -> type(branch, namespace));
        }
        Map<String, LocatedJson> object = json.object();
        if (object == null) {
            return;
        }
        String kind = text(object, "type");
        if (NAMED.contains(kind)) {
            named(json, object, namespace);
        }
        for (String inner : new String[] {"items", "values"}) {
            LocatedJson part = object.get(inner);
            if (part != null && kind.equals(inner.equals("items") ? "array" : "map")) {
                type(part, namespace);
            }
        }
    }

    private void named(LocatedJson json, Map<String, LocatedJson> object, String outer) {
        String space = object.containsKey("namespace") ? text(object, "namespace") : outer;
        String fullName = Names.qualify(text(object, "name"), space);
        nodes.putIfAbsent(Element.type(fullName), json);
        namespaces.putIfAbsent(Element.type(fullName), outer);
        LocatedJson fields = object.get("fields");
        if (fields == null || fields.array() == null) {
            return;
        }
        for (LocatedJson field : fields.array()) {
            Map<String, LocatedJson> members = field.object();
            LocatedJson type = members == null ? null : members.get("type");
            if (members != null && type != null) {
                Element element = Element.field(fullName, text(members, "name"));
                nodes.putIfAbsent(element, field);
                namespaces.putIfAbsent(element, Names.namespaceOf(fullName));
                type(type, Names.namespaceOf(fullName));
            }
        }
    }

    static String text(Map<String, LocatedJson> object, String key) {
        LocatedJson json = object.get(key);
        String text = json == null ? null : json.text();
        return text == null ? "" : text;
    }
}
