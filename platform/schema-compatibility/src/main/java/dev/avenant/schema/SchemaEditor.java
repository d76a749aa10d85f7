package dev.avenant.schema;

import dev.avenant.edit.Element;
import dev.avenant.edit.SchemaEdit;
import dev.avenant.finding.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes edits in the text of a schema file, in their places, and leaves everything else as it stands: order, spaces, line
 * ends and comments. Whether the result is a schema is for the caller to see.
 */
public final class SchemaEditor implements SchemaEdit.Editor {
    private final SchemaNodes nodes;
    private final LogicalTypeNodes logicalTypes;
    private final TextChanges changes;
    private final Set<String> known;
    private boolean placeless;

    private SchemaEditor(String text, LocatedJson root, Set<String> known) {
        this.nodes = new SchemaNodes(root);
        this.changes = new TextChanges(text);
        this.logicalTypes = new LogicalTypeNodes(changes);
        this.known = known;
    }

    /**
     * The edits in the file of a schema, from its beginning to its end.
     *
     * @param known the full names of the types that the file may refer to, with its own
     * @return empty when one of the edits has no place in it, or they get in each other's way
     */
    public static Optional<List<TextEdit>> edits(SchemaSource source, Set<String> known, List<SchemaEdit> wanted) {
        String text = source.text();
        int mark = text.startsWith("\uFEFF") ? 1 : 0;
        SchemaEditor editor = new SchemaEditor(
                text.substring(mark), LocatedJson.parse(source.file(), text, SchemaLimits.DEFAULT), known);
        wanted.forEach(edit -> edit.in(editor));
        if (editor.placeless) {
            return Optional.empty();
        }
        TextPositions positions = new TextPositions(source.file(), text.substring(mark));
        return editor.changes
                .inOrder()
                .map(all -> all.stream()
                        .map(change -> new TextEdit(
                                positions.at(change.from()),
                                positions.at(change.to()),
                                change.from() + mark,
                                change.to() + mark,
                                change.text()))
                        .toList());
    }

    @Override
    public void addAlias(Element element, String alias) {
        Map<String, LocatedJson> object = object(element);
        List<LocatedJson> aliases = array(object, "aliases");
        if (object.isEmpty() || aliases.stream().anyMatch(known -> alias.equals(known.text()))) {
            placeless = true;
        } else if (!object.containsKey("aliases")) {
            after(object, "name", "\"aliases\": [" + InlineJson.of(alias) + "]");
        } else if (aliases.isEmpty()) {
            changes.putFirst(object.get("aliases"), aliases, List.of(InlineJson.of(alias)));
        } else {
            changes.putAfter(aliases.get(aliases.size() - 1), List.of(InlineJson.of(alias)));
        }
    }

    @Override
    public void removeAlias(Element element, String alias) {
        Map<String, LocatedJson> object = object(element);
        List<LocatedJson> aliases = array(object, "aliases");
        Set<Integer> which = new HashSet<>();
        for (int i = 0; i < aliases.size(); i++) {
            String text = aliases.get(i).text();
            String space = element.field().isEmpty() ? Names.namespaceOf(element.type()) : "";
            if (text != null
                    && (text.equals(alias) || Names.qualify(text, space).equals(alias))) {
                which.add(i);
            }
        }
        if (which.isEmpty()) {
            placeless = true;
        } else if (which.size() == aliases.size()) {
            removeMembers(object, Set.of("aliases"));
        } else {
            changes.remove(aliases, which);
        }
    }

    @Override
    public void writeDefault(Element element, String json) {
        Map<String, LocatedJson> object = object(element);
        LocatedJson there = object.get("default");
        if (there != null) {
            changes.replace(there, json);
        } else {
            after(object, element.field().isEmpty() ? "symbols" : "type", "\"default\": " + json);
        }
    }

    @Override
    public void restoreType(Element field, Schema record, String name) {
        LocatedJson type = object(field).get("type");
        if (type == null) {
            placeless = true;
            return;
        }
        Set<String> left = new HashSet<>(known);
        left.removeAll(nodes.declaredIn(type.span()));
        changes.replace(
                type,
                InlineJson.of(new EarlierJson(record, left)
                        .field(name, nodes.namespaceAround(field))
                        .path("type")));
    }

    @Override
    public void restoreName(Element element, String name) {
        Map<String, LocatedJson> object = object(element);
        LocatedJson there = object.get("name");
        if (there == null) {
            placeless = true;
            return;
        }
        if (!element.field().isEmpty()) {
            changes.replace(there, InlineJson.of(name));
            return;
        }
        String space = Names.namespaceOf(name);
        LocatedJson namespace = object.get("namespace");
        boolean inherited = namespace == null && nodes.namespaceAround(element).equals(space);
        boolean stated = namespace != null && !space.isEmpty();
        if (namespace != null && stated && !space.equals(namespace.text())) {
            changes.replace(namespace, InlineJson.of(space));
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        changes.replace(there, InlineJson.of(inherited || stated ? simple : name));
        for (SchemaNodes.Use use : nodes.uses()) {
            if (use.fullName().equals(element.type())) {
                changes.replace(use.json(), InlineJson.of(use.namespace().equals(space) ? simple : name));
            }
        }
    }

    @Override
    public void restoreSymbols(Element enumeration, List<String> symbols) {
        Map<String, LocatedJson> object = object(enumeration);
        Map<String, LocatedJson> there = new LinkedHashMap<>();
        array(object, "symbols").forEach(symbol -> there.put(String.valueOf(symbol.text()), symbol));
        Map<String, List<String>> missing = new LinkedHashMap<>();
        String last = "";
        for (String symbol : symbols) {
            if (there.containsKey(symbol)) {
                last = symbol;
            } else {
                missing.computeIfAbsent(last, before -> new ArrayList<>()).add(InlineJson.of(symbol));
            }
        }
        placeless |= missing.isEmpty() || !object.containsKey("symbols");
        missing.forEach((before, items) -> putInto(object.get("symbols"), there, before, items));
    }

    @Override
    public void restoreField(Element record, Schema before, String name) {
        Map<String, LocatedJson> object = object(record);
        Map<String, LocatedJson> there = new LinkedHashMap<>();
        array(object, "fields").forEach(field -> {
            Map<String, LocatedJson> members = field.object();
            there.put(members == null ? "" : SchemaNodes.text(members, "name"), field);
        });
        String last = "";
        for (Schema.Field field : before.getFields()) {
            if (field.name().equals(name)) {
                break;
            }
            last = there.containsKey(field.name()) ? field.name() : last;
        }
        placeless |= there.containsKey(name) || !object.containsKey("fields");
        String field = InlineJson.of(new EarlierJson(before, known).field(name, Names.namespaceOf(record.type())));
        putInto(object.get("fields"), there, last, List.of(field));
    }

    /** Puts items behind the one of that name, or before all others. */
    private void putInto(
            @Nullable LocatedJson array, Map<String, LocatedJson> there, String before, List<String> items) {
        LocatedJson sibling = there.get(before);
        if (sibling != null) {
            changes.putAfter(sibling, items);
        } else if (array != null) {
            changes.putFirst(array, List.copyOf(there.values()), items);
        }
    }

    @Override
    public void restoreBranch(Element element, Schema branch) {
        List<LocatedJson> branches = UnionNodes.in(typeOf(element));
        if (branches.isEmpty()) {
            placeless = true;
            return;
        }
        String space = element.field().isEmpty() ? "" : Names.namespaceOf(element.type());
        changes.putAfter(
                branches.get(branches.size() - 1), List.of(InlineJson.of(new EarlierJson(branch, known).whole(space))));
    }

    @Override
    public void restoreSize(Element fixed, int size) {
        LocatedJson there = object(fixed).get("size");
        if (there == null) {
            placeless = true;
        } else {
            changes.replace(there, String.valueOf(size));
        }
    }

    @Override
    public void makeNullable(Element field) {
        LocatedJson type = typeOf(field);
        if (type == null) {
            placeless = true;
            return;
        }
        List<LocatedJson> branches = type.array();
        if (branches == null) {
            changes.put(type.span().start(), "[\"null\", ");
            changes.put(type.span().end(), "]");
        } else {
            int at = UnionNodes.indexOf(branches, "null", "");
            if (at > 0) {
                changes.remove(branches, Set.of(at));
            }
            if (at != 0) {
                changes.putFirst(type, branches, List.of("\"null\""));
            }
        }
        writeDefault(field, "null");
    }

    @Override
    public void moveBranch(Element field, String branch, String before) {
        List<LocatedJson> branches = UnionNodes.in(typeOf(field));
        String space = nodes.namespaceAround(field);
        int from = UnionNodes.indexOf(branches, branch, space);
        int to = UnionNodes.indexOf(branches, before, space);
        if (from < 0 || to < 0 || from < to) {
            placeless = true;
            return;
        }
        changes.remove(branches, Set.of(from));
        changes.putBefore(branches.get(to), List.of(changes.textOf(branches.get(from))));
    }

    @Override
    public void moveLogicalType(Element field, String logicalType) {
        Map<String, LocatedJson> object = object(field);
        placeless |= !logicalTypes.wrap(object, logicalType);
        removeMembers(object, Set.of("logicalType", "precision", "scale"));
    }

    @Override
    public void spellLogicalType(Element element, String wrong, String right) {
        LocatedJson there = logicalTypes
                .find(nodes.of(element), wrong)
                .map(object -> object.get("logicalType"))
                .orElse(null);
        if (there == null) {
            placeless = true;
        } else {
            changes.replace(there, InlineJson.of(right));
        }
    }

    @Override
    public void removeLogicalType(Element element, String logicalType) {
        Map<String, LocatedJson> object = object(element);
        if (!logicalType.equals(SchemaNodes.text(object, "logicalType"))) {
            object = logicalTypes.find(nodes.of(element), logicalType).orElse(Map.of());
        }
        placeless |= object.isEmpty();
        removeMembers(object, Set.of("logicalType"));
    }

    private void removeMembers(Map<String, LocatedJson> object, Set<String> keys) {
        List<String> names = List.copyOf(object.keySet());
        Set<Integer> which = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (keys.contains(names.get(i))) {
                which.add(i);
            }
        }
        changes.remove(List.copyOf(object.values()), which);
    }

    private void after(Map<String, LocatedJson> object, String anchor, String member) {
        LocatedJson sibling = object.get(anchor);
        if (sibling == null) {
            placeless = true;
        } else {
            changes.putAfter(sibling, List.of(member));
        }
    }

    private @Nullable LocatedJson typeOf(Element element) {
        return element.equals(Element.ROOT)
                ? nodes.of(element)
                : object(element).get("type");
    }

    private Map<String, LocatedJson> object(Element element) {
        LocatedJson node = nodes.of(element);
        Map<String, LocatedJson> object = node == null ? null : node.object();
        placeless |= object == null;
        return object == null ? Map.of() : object;
    }

    private static List<LocatedJson> array(Map<String, LocatedJson> object, String key) {
        LocatedJson json = object.get(key);
        List<LocatedJson> items = json == null ? null : json.array();
        return items == null ? List.of() : items;
    }
}
