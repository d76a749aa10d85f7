package dev.avenant.compatibility.diff;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.diff.Change.Kind;
import dev.avenant.compatibility.internal.Renames;
import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/** Goes through two schemas side by side, without recursion, and notes what differs. Each record is looked at once. */
final class DiffVisitor {
    private final ComparedSchema older;
    private final ComparedSchema newer;
    private final List<Change> changes = new ArrayList<>();
    private final Deque<Pair> open = new ArrayDeque<>();
    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    DiffVisitor(ComparedSchema older, ComparedSchema newer) {
        this.older = older;
        this.newer = newer;
    }

    /** Two types that stand for each other, and the named elements that they are in. */
    private record Pair(Schema before, Schema after, String path, String oldElement, String newElement) {
        Pair inside(Schema oldInner, Schema newInner, String label) {
            return new Pair(oldInner, newInner, path + label, oldElement, newElement);
        }
    }

    List<Change> changes() {
        open.push(new Pair(older.schema(), newer.schema(), "", "", ""));
        while (!open.isEmpty()) {
            List<Pair> inner = new ArrayList<>();
            compare(open.pop(), inner);
            Collections.reverse(inner);
            inner.forEach(open::push);
        }
        return changes;
    }

    private void compare(Pair pair, List<Pair> inner) {
        Schema before = pair.before();
        Schema after = pair.after();
        Schema oldInner = DiffDisplay.nullable(before);
        Schema newInner = DiffDisplay.nullable(after);
        boolean alike = oldInner.getType() == newInner.getType()
                && (DiffDisplay.isNamed(newInner) || DiffDisplay.isContainer(newInner));
        if (alike) {
            nullability(pair, before, after);
            named(pair.inside(oldInner, newInner, ""), inner);
        } else if (!DiffDisplay.shown(before).equals(DiffDisplay.shown(after))) {
            type(pair);
        } else {
            properties(pair, oldInner.getObjectProps(), newInner.getObjectProps());
        }
    }

    private void nullability(Pair pair, Schema before, Schema after) {
        boolean was = before.getType() == Schema.Type.UNION;
        boolean is = after.getType() == Schema.Type.UNION;
        if (was != is) {
            add(is ? Kind.WIDENED : Kind.NARROWED, pair, DiffDisplay.shown(before), DiffDisplay.shown(after));
        }
    }

    private void named(Pair pair, List<Pair> inner) {
        Schema before = pair.before();
        Schema after = pair.after();
        if (DiffDisplay.isNamed(after)) {
            Pair own = new Pair(before, after, pair.path(), before.getFullName(), after.getFullName());
            if (!before.getFullName().equals(after.getFullName())) {
                add(Kind.RENAMED, own, Sentence.quoting(before.getFullName()), Sentence.quoting(after.getFullName()));
            }
            if (!seen.add(after)) {
                return;
            }
            text(Kind.DOC, own, before.getDoc(), after.getDoc());
            properties(own, before.getObjectProps(), after.getObjectProps());
            aliases(own, before.getAliases(), after.getAliases());
        } else {
            properties(pair, before.getObjectProps(), after.getObjectProps());
        }
        switch (after.getType()) {
            case RECORD -> fields(before, after, pair.path(), inner);
            case ENUM -> symbols(pair);
            case FIXED -> sizes(pair);
            case ARRAY -> inner.add(pair.inside(before.getElementType(), after.getElementType(), "/[]"));
            case MAP -> inner.add(pair.inside(before.getValueType(), after.getValueType(), "/{}"));
            default -> branches(pair, inner);
        }
    }

    private void fields(Schema before, Schema after, String path, List<Pair> inner) {
        List<Field> removed = new ArrayList<>();
        before.getFields().stream()
                .filter(field -> after.getField(field.name()) == null)
                .forEach(removed::add);
        Map<Field, Renames.Rename> renames = Renames.between(before.getFields(), after.getFields());
        for (Field field : after.getFields()) {
            Field former = before.getField(field.name());
            String place = path + "/" + field.name();
            String newElement = after.getFullName() + "." + field.name();
            if (former == null) {
                Renames.Rename rename = renames.get(field);
                former = rename == null || !rename.isCredible() ? null : rename.from();
                Pair pair = new Pair(
                        before,
                        after,
                        place,
                        former == null ? "" : before.getFullName() + "." + former.name(),
                        newElement);
                if (former == null) {
                    add(Kind.ADDED, pair, null, DiffDisplay.described(field));
                    continue;
                }
                removed.remove(former);
                add(Kind.RENAMED, pair, Sentence.quoting(former.name()), Sentence.quoting(field.name()));
            }
            Pair pair = new Pair(
                    former.schema(), field.schema(), place, before.getFullName() + "." + former.name(), newElement);
            field(pair, former, field);
            inner.add(pair);
        }
        for (Field field : removed) {
            Pair pair =
                    new Pair(before, after, path + "/" + field.name(), before.getFullName() + "." + field.name(), "");
            add(Kind.REMOVED, pair, DiffDisplay.described(field), null);
        }
        order(before, after, path);
    }

    private void field(Pair pair, Field before, Field after) {
        text(Kind.DEFAULT, pair, DiffDisplay.json(before), DiffDisplay.json(after));
        text(Kind.DOC, pair, before.doc(), after.doc());
        aliases(pair, before.aliases(), after.aliases());
        properties(pair, before.getObjectProps(), after.getObjectProps());
        if (before.order() != after.order()) {
            add(Kind.PROPERTY, pair, order(before), order(after));
        }
    }

    private static Sentence order(Field field) {
        return SchemaText.of("diff.order", field.order().name().toLowerCase(Locale.ROOT));
    }

    private void order(Schema before, Schema after, String path) {
        List<String> kept = after.getFields().stream()
                .map(Field::name)
                .filter(name -> before.getField(name) != null)
                .toList();
        List<String> were = before.getFields().stream()
                .map(Field::name)
                .filter(name -> after.getField(name) != null)
                .toList();
        if (!kept.equals(were)) {
            Pair pair = new Pair(before, after, path, before.getFullName(), after.getFullName());
            add(Kind.ORDER, pair, SchemaDisplay.list(were), SchemaDisplay.list(kept));
        }
    }

    private void symbols(Pair pair) {
        List<String> were = pair.before().getEnumSymbols();
        List<String> are = pair.after().getEnumSymbols();
        Set<String> old = new TreeSet<>(were);
        Set<String> now = new TreeSet<>(are);
        are.stream().filter(symbol -> !old.contains(symbol)).forEach(symbol -> symbol(Kind.ADDED, pair, symbol));
        were.stream().filter(symbol -> !now.contains(symbol)).forEach(symbol -> symbol(Kind.REMOVED, pair, symbol));
        List<String> kept = are.stream().filter(old::contains).toList();
        List<String> before = were.stream().filter(now::contains).toList();
        if (!kept.equals(before)) {
            add(Kind.ORDER, pair, SchemaDisplay.list(before), SchemaDisplay.list(kept));
        }
        text(Kind.DEFAULT, pair, pair.before().getEnumDefault(), pair.after().getEnumDefault());
    }

    private void symbol(Kind kind, Pair pair, String symbol) {
        Pair at = new Pair(
                pair.before(),
                pair.after(),
                pair.path(),
                pair.before().getFullName() + "." + symbol,
                pair.after().getFullName() + "." + symbol);
        Sentence what = SchemaText.of("diff.symbol", symbol);
        add(kind, at, kind == Kind.REMOVED ? what : null, kind == Kind.ADDED ? what : null);
    }

    private void sizes(Pair pair) {
        if (pair.before().getFixedSize() != pair.after().getFixedSize()) {
            add(
                    Kind.TYPE,
                    pair,
                    SchemaText.of("diff.bytes", String.valueOf(pair.before().getFixedSize())),
                    SchemaText.of("diff.bytes", String.valueOf(pair.after().getFixedSize())));
        }
    }

    private void branches(Pair pair, List<Pair> inner) {
        Map<String, Schema> were = new TreeMap<>();
        pair.before().getTypes().forEach(branch -> were.put(branch.getFullName(), branch));
        for (Schema branch : pair.after().getTypes()) {
            Schema former = were.remove(branch.getFullName());
            if (former == null) {
                add(Kind.ADDED, pair, null, SchemaText.of("diff.branch", SchemaDisplay.type(branch)));
            } else {
                boolean only =
                        pair.after().getTypes().size() <= 2 && pair.after().isNullable();
                inner.add(pair.inside(former, branch, only ? "" : "/<" + branch.getFullName() + ">"));
            }
        }
        were.values()
                .forEach(branch ->
                        add(Kind.REMOVED, pair, SchemaText.of("diff.branch", SchemaDisplay.type(branch)), null));
    }

    private void type(Pair pair) {
        Kind kind = Widening.holds(pair.before(), pair.after())
                ? Kind.WIDENED
                : Widening.holds(pair.after(), pair.before()) ? Kind.NARROWED : Kind.TYPE;
        add(kind, pair, DiffDisplay.shown(pair.before()), DiffDisplay.shown(pair.after()));
    }

    private void aliases(Pair pair, Set<String> before, Set<String> after) {
        if (!before.equals(after)) {
            add(Kind.ALIASES, pair, list(before), list(after));
        }
    }

    private static Sentence list(Set<String> aliases) {
        return Sentence.quoting("[" + String.join(", ", aliases) + "]");
    }

    private void properties(Pair pair, Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object was = before.get(name);
            Object is = after.get(name);
            if (!Objects.equals(was, is)) {
                add(
                        Kind.PROPERTY,
                        pair,
                        was == null ? null : property(name, was),
                        is == null ? null : property(name, is));
            }
        }
    }

    private static Sentence property(String name, Object value) {
        return Sentence.quoting(name + " " + SchemaDisplay.shorten(value.toString()));
    }

    private void text(Kind kind, Pair pair, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            add(
                    kind,
                    pair,
                    before == null ? null : Sentence.quoting(SchemaDisplay.shorten(before)),
                    after == null ? null : Sentence.quoting(SchemaDisplay.shorten(after)));
        }
    }

    private void add(Kind kind, Pair pair, @Nullable Sentence before, @Nullable Sentence after) {
        changes.add(new Change(
                kind,
                pair.path().isEmpty() ? "/" : pair.path(),
                before,
                after,
                pair.oldElement().isEmpty() ? null : older.locationOf(pair.oldElement()),
                pair.newElement().isEmpty() ? null : newer.locationOf(pair.newElement())));
    }
}
