package dev.avenant.schema;

import dev.avenant.text.Sentence;
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
            throw SchemaSyntaxException.expected("syntax.aliases", json);
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
            throw SchemaSyntaxException.expected("syntax.order", order);
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
        return SchemaSyntaxException.expected("syntax.name", json);
    }

    /** @param where what the member is looked for in, with its preposition */
    static LocatedJson required(LocatedJson owner, Map<String, LocatedJson> object, String key, Sentence where) {
        @Nullable LocatedJson value = object.get(key);
        if (value == null) {
            throw SchemaSyntaxException.of(owner.location(), "syntax.missing", key, where);
        }
        return value;
    }
}
