package dev.avenant.schema;

import dev.avenant.text.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what Avro refuses in a union: a union, and two branches of one type. */
final class UnionBranches {
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

    private UnionBranches() {}

    static void check(List<LocatedJson> branches, String namespace) {
        Set<String> seen = new HashSet<>();
        for (LocatedJson branch : branches) {
            if (branch.array() != null) {
                throw SchemaSyntaxException.of(branch.location(), "syntax.inner-union");
            }
            String kind = kind(branch, namespace);
            if (kind != null && !seen.add(kind)) {
                throw SchemaSyntaxException.of(
                        branch.location(), "syntax.branch-again", Printable.shorten(kind, SchemaLimits.SHOWN));
            }
        }
    }

    /** What tells branches apart: the full name of a named type, the kind of another; null when it has none. */
    private static @Nullable String kind(LocatedJson branch, String namespace) {
        Map<String, LocatedJson> object = branch.object();
        if (object == null) {
            return branch.text();
        }
        LocatedJson type = object.get("type");
        if (type == null || type.text() == null || !NAMED.contains(type.text())) {
            return type == null ? null : type.text();
        }
        LocatedJson name = object.get("name");
        LocatedJson own = object.get("namespace");
        String space = own == null || own.text() == null ? namespace : own.text();
        return name == null || name.text() == null ? null : Names.qualify(name.text(), space);
    }
}
