package dev.avenant.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a schema's objects, each checked as Avro checks it and refused with its place. */
final class SchemaMembers {
    private SchemaMembers() {}

    static void aliases(Map<String, LocatedJson> object) {
        LocatedJson json = object.get("aliases");
        if (json == null) {
            return;
        }
        List<LocatedJson> aliases = json.array();
        if (aliases == null) {
            throw expected("an array of aliases", json, "Write the aliases between [ and ]");
        }
        for (LocatedJson alias : aliases) {
            String text = alias.text();
            if (text == null || text.isEmpty() || !Names.isNamespace(text)) {
                throw notAName(alias);
            }
        }
    }

    static void order(Map<String, LocatedJson> field) {
        LocatedJson order = field.get("order");
        if (order != null
                && !("ascending".equals(order.text())
                        || "descending".equals(order.text())
                        || "ignore".equals(order.text()))) {
            throw expected("an order of ascending, descending or ignore", order, "Use one of the three, or remove it");
        }
    }

    static String name(LocatedJson json) {
        String text = json.text();
        if (text == null || !Names.isName(text)) {
            throw notAName(json);
        }
        return text;
    }

    static SchemaSyntaxException notAName(LocatedJson json) {
        return expected("a name (letters, digits and _, not a digit first)", json, "Rename it");
    }

    static SchemaSyntaxException expected(String what, LocatedJson found, String fix) {
        return new SchemaSyntaxException(found.location(), "expected " + what + " but found " + found.kind(), fix);
    }

    static LocatedJson required(LocatedJson owner, Map<String, LocatedJson> object, String key, String of) {
        @Nullable LocatedJson value = object.get(key);
        if (value == null) {
            throw new SchemaSyntaxException(
                    owner.location(), "expected \"" + key + "\" in " + of + " but found none", "Add \"" + key + "\"");
        }
        return value;
    }
}
