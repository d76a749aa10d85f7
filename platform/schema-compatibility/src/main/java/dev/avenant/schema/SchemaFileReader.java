package dev.avenant.schema;

import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Printable;
import dev.avenant.text.SchemaText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the JSON of one schema as Avro would: finds what it defines and what it refers to, remembers where each type,
 * field and symbol stands, and refuses what Avro would refuse, with the place that Avro does not give.
 */
final class SchemaFileReader {
    private static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private final SourceLocation start;
    private final Map<String, SourceLocation> places = new HashMap<>();
    private final boolean keepsPlaces;
    private final Set<String> definitions = new LinkedHashSet<>();
    private final Map<String, SourceLocation> redefinitions = new HashMap<>();
    private final Map<String, SourceLocation> uses = new LinkedHashMap<>();
    private final Map<String, String> bareNames = new HashMap<>();
    private final List<Finding> faults = new ArrayList<>();
    private final UnsafeProperties hazards = new UnsafeProperties(faults);

    /**
     * Reads the JSON of a schema.
     *
     * @param keepsPlaces whether {@link #places()} will be asked for
     */
    SchemaFileReader(LocatedJson root, boolean keepsPlaces) {
        this.keepsPlaces = keepsPlaces;
        this.start = root.location();
        type(root, "", "");
    }

    /** Where each type ({@code a.R}), field ({@code a.R.field}) and symbol ({@code a.E.SYMBOL}) stands first. */
    Map<String, SourceLocation> places() {
        return places;
    }

    Set<String> definitions() {
        return definitions;
    }

    /**
     * Where a type that was defined before is defined for the second time. Avro takes that as long as both say the same.
     */
    Map<String, SourceLocation> redefinitions() {
        return redefinitions;
    }

    List<Finding> faults() {
        return faults;
    }

    /** Full names that are used but not defined here, in the order of their first use, with the place of it. */
    Map<String, SourceLocation> references() {
        Map<String, SourceLocation> references = new LinkedHashMap<>();
        uses.forEach((name, place) -> {
            String bare = bareNames.get(name);
            if (!definitions.contains(name) && (bare == null || !definitions.contains(bare))) {
                references.put(name, place);
            }
        });
        return references;
    }

    private void place(String element, SourceLocation location) {
        if (keepsPlaces) {
            places.putIfAbsent(element, location);
        }
    }

    private void type(LocatedJson json, String namespace, String path) {
        String name = json.text();
        if (name != null) {
            use(name, namespace, json.location());
            return;
        }
        List<LocatedJson> branches = json.array();
        if (branches != null) {
            UnionBranches.check(branches, namespace);
            branches.forEach(branch -> type(branch, namespace, path));
            return;
        }
        Map<String, LocatedJson> object = json.object();
        if (object == null) {
            throw SchemaSyntaxException.expected("syntax.type", json);
        }
        object(json, object, namespace, path);
    }

    private void object(LocatedJson json, Map<String, LocatedJson> object, String namespace, String path) {
        LocatedJson type = SchemaMembers.required(json, object, "type", SchemaText.of("syntax.in-schema"));
        String kind = type.text();
        if (kind == null) {
            throw SchemaSyntaxException.expected("syntax.type-name", type);
        }
        switch (kind) {
            case "record", "error" -> record(json, object, namespace);
            case "enum" -> enumeration(json, object, namespace);
            case "fixed" -> fixed(json, object, namespace);
            case "array" -> {
                hazards.properties(object, path);
                type(SchemaMembers.required(json, object, "items", SchemaText.of("syntax.in-array")), namespace, path);
            }
            case "map" -> {
                hazards.properties(object, path);
                type(SchemaMembers.required(json, object, "values", SchemaText.of("syntax.in-map")), namespace, path);
            }
            default -> {
                hazards.properties(object, path);
                if (!PRIMITIVES.contains(kind)) {
                    throw SchemaSyntaxException.expected("syntax.kind", type);
                }
            }
        }
    }

    private void record(LocatedJson json, Map<String, LocatedJson> object, String namespace) {
        String fullName = define(json, object, namespace);
        LocatedJson fieldsJson =
                SchemaMembers.required(json, object, "fields", SchemaText.of("syntax.in-record", fullName));
        List<LocatedJson> fields = fieldsJson.array();
        if (fields == null) {
            throw SchemaSyntaxException.expected("syntax.fields", fieldsJson);
        }
        Set<String> seen = new HashSet<>();
        for (LocatedJson field : fields) {
            field(field, fullName, seen);
        }
    }

    private void field(LocatedJson json, String record, Set<String> seen) {
        Map<String, LocatedJson> field = json.object();
        if (field == null) {
            throw SchemaSyntaxException.expected("syntax.field", json);
        }
        LocatedJson nameJson =
                SchemaMembers.required(json, field, "name", SchemaText.of("syntax.in-some-field", record));
        String name = SchemaMembers.name(nameJson);
        if (!seen.add(name)) {
            throw SchemaSyntaxException.of(nameJson.location(), "syntax.field-again", record, name);
        }
        String path = record + "." + name;
        place(path, json.location());
        hazards.doc(field, path);
        hazards.properties(field, path);
        SchemaMembers.aliases(field);
        SchemaMembers.order(field);
        LocatedJson type = SchemaMembers.required(json, field, "type", SchemaText.of("syntax.in-field", path));
        numberDefault(type, field.get("default"), path);
        type(type, Names.namespaceOf(record), path);
    }

    private void numberDefault(LocatedJson type, @Nullable LocatedJson byDefault, String path) {
        Map<String, LocatedJson> object = type.object();
        LocatedJson name = object == null ? type : object.get("type");
        boolean floating = name != null && ("float".equals(name.text()) || "double".equals(name.text()));
        if (!floating || byDefault == null || byDefault.text() == null) {
            return;
        }
        try {
            double unused = Double.parseDouble(byDefault.text());
        } catch (NumberFormatException e) {
            faults.add(Finding.of(
                            LintRule.DEFAULT_CANNOT_WORK,
                            SchemaText.of("default-cannot-work.number", path, byDefault.kind()))
                    .path("/" + path)
                    .at(null, byDefault.location())
                    .suggestion(SchemaText.of("default-cannot-work.advice"))
                    .build());
        }
    }

    private void enumeration(LocatedJson json, Map<String, LocatedJson> object, String namespace) {
        String fullName = define(json, object, namespace);
        LocatedJson symbolsJson =
                SchemaMembers.required(json, object, "symbols", SchemaText.of("syntax.in-enum", fullName));
        List<LocatedJson> symbols = symbolsJson.array();
        if (symbols == null) {
            throw SchemaSyntaxException.expected("syntax.symbols", symbolsJson);
        }
        Set<String> seen = new HashSet<>();
        for (LocatedJson symbol : symbols) {
            String name = SchemaMembers.name(symbol);
            if (!seen.add(name)) {
                throw SchemaSyntaxException.of(symbol.location(), "syntax.symbol-again", fullName, name);
            }
            place(fullName + "." + name, symbol.location());
        }
        LocatedJson byDefault = object.get("default");
        if (byDefault != null && (byDefault.text() == null || !seen.contains(byDefault.text()))) {
            faults.add(Finding.of(
                            SchemaRule.ENUM_DEFAULT_NOT_A_SYMBOL,
                            SchemaText.of("enum-default-not-a-symbol", fullName, byDefault.kind()))
                    .path("/" + fullName)
                    .at(null, byDefault.location())
                    .suggestion(SchemaText.of("enum-default-not-a-symbol.advice"))
                    .build());
        }
    }

    private void fixed(LocatedJson json, Map<String, LocatedJson> object, String namespace) {
        String fullName = define(json, object, namespace);
        LocatedJson size = SchemaMembers.required(json, object, "size", SchemaText.of("syntax.in-fixed", fullName));
        if (!(size.value() instanceof LocatedJson.NumberText number)
                || !number.text().matches("[0-9]{1,9}")) {
            throw SchemaSyntaxException.expected("syntax.size", size);
        }
    }

    private String define(LocatedJson json, Map<String, LocatedJson> object, String outer) {
        LocatedJson nameJson = SchemaMembers.required(json, object, "name", SchemaText.of("syntax.in-named"));
        String name = nameJson.text();
        LocatedJson namespaceJson = object.get("namespace");
        String namespace = namespaceJson == null ? outer : namespaceJson.text();
        if (name == null || !Names.isNamespace(name) || name.isEmpty()) {
            throw SchemaMembers.notAName(nameJson);
        }
        if (namespaceJson != null && (namespace == null || !Names.isNamespace(namespace))) {
            throw SchemaMembers.notAName(namespaceJson);
        }
        String fullName = Names.qualify(name, namespace == null ? "" : namespace);
        if (PRIMITIVES.contains(fullName)) {
            throw SchemaSyntaxException.of(nameJson.location(), "syntax.primitive", fullName);
        }
        if (!definitions.add(fullName)) {
            redefinitions.putIfAbsent(fullName, nameJson.location());
        }
        place(fullName, nameJson.location());
        hazards.doc(object, fullName);
        hazards.properties(object, fullName);
        SchemaMembers.aliases(object);
        return fullName;
    }

    private void use(String name, String namespace, SourceLocation location) {
        if (PRIMITIVES.contains(name)) {
            return;
        }
        if (name.isEmpty() || !Names.isNamespace(name)) {
            throw SchemaSyntaxException.of(location, "syntax.reference", Printable.shorten(name, SchemaLimits.SHOWN));
        }
        String fullName = Names.qualify(name, namespace);
        uses.putIfAbsent(fullName, location);
        bareNames.putIfAbsent(fullName, name);
    }

    SourceLocation start() {
        return start;
    }
}
