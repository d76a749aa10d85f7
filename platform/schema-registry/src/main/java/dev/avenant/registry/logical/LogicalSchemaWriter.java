package dev.avenant.registry.logical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes one schema, and a statement for each type that it declares. */
final class LogicalSchemaWriter {

    private static final int FIELDS_IN_A_LINE = 2;
    private static final String CONNECT_ENTRY = "io.confluent.connect.avro." + Property.MAP_ENTRY;

    private final Set<String> external;
    private final Map<String, String> statements = new LinkedHashMap<>();
    private final Map<String, Set<String>> uses = new LinkedHashMap<>();
    private Set<String> used = new LinkedHashSet<>();

    LogicalSchemaWriter(Set<String> external) {
        this.external = external;
    }

    String write(Schema root) {
        String type = type(root);
        StringBuilder text = new StringBuilder();
        parentsFirst().forEach(name -> text.append(statements.get(name)));
        if (!isInferred(type)) {
            text.append("TYPE ").append(type).append(";\n");
        }
        return text.toString();
    }

    private List<String> parentsFirst() {
        List<String> names = new ArrayList<>(statements.keySet());
        names.sort((one, other) -> Integer.compare(depth(one), depth(other)));
        return names;
    }

    private int depth(String name) {
        int depth = 0;
        for (String parent = Words.parent(name, statements.keySet());
                !parent.isEmpty();
                parent = Words.parent(parent, statements.keySet())) {
            depth++;
        }
        return depth;
    }

    /** Whether a reader of the statements alone takes the same for the root. */
    private boolean isInferred(String root) {
        List<String> roots = Roots.of(uses);
        if (roots.size() == 1) {
            return root.equals(Words.name(roots.get(0)) + " NOT NULL");
        }
        return !roots.isEmpty()
                && root.equals(roots.stream()
                        .map(name -> Words.identifier(Words.simpleName(name)) + " " + Words.name(name) + " NOT NULL")
                        .collect(Collectors.joining(", ", "UNION(", ") NOT NULL")));
    }

    private String type(Schema schema) {
        return type(schema, List.of());
    }

    /** A type as it stands behind the name of a field; {@code branches} says what the branches are called if it is a union. */
    private String type(Schema schema, List<?> branches) {
        if (schema.getType() != Schema.Type.UNION) {
            return required(schema) + " NOT NULL";
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        String type = types.size() == 1 ? required(types.get(0)) : union(types, branches);
        return types.size() == schema.getTypes().size() ? type + " NOT NULL" : type;
    }

    private String required(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> Variants.isVariant(schema) ? "VARIANT" : record(schema);
            case ENUM -> enumeration(schema);
            case ARRAY -> isMap(schema) ? entries(schema) : "ARRAY<" + type(schema.getElementType()) + ">";
            case MAP -> mapOrMultiset(schema, key(schema), type(schema.getValueType()));
            case UNION -> throw new IllegalArgumentException("A union is no branch of another one");
            default -> SqlTypes.of(schema);
        };
    }

    private String union(List<Schema> types, List<?> names) {
        if (types.isEmpty()) {
            throw new LogicalSchemaException("Standalone NULL type is not supported");
        }
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Map<?, ?> said = Property.entry(names, i);
            String name = Property.text(said, "name");
            branches.add(Words.identifier(name == null ? branchName(types.get(i), types) : name)
                    + " " + type(types.get(i))
                    + comment(Property.text(said, "doc"))
                    + options(said.get("params") instanceof Map<?, ?> options ? options : Map.of()));
        }
        return "UNION(" + String.join(", ", branches) + ")";
    }

    private static String branchName(Schema branch, List<Schema> among) {
        boolean alone = among.stream()
                        .filter(other -> other.getName().equals(branch.getName()))
                        .count()
                == 1;
        return alone ? branch.getName() : branch.getFullName().replace('.', '_');
    }

    /** A map whose keys are no strings is an array of entries. */
    private static boolean isMap(Schema array) {
        Schema items = array.getElementType();
        if (items.getType() != Schema.Type.RECORD) {
            return false;
        }
        return SqlTypes.logicalType(array).equals("map")
                || items.getFullName().equals(CONNECT_ENTRY)
                || Property.MAP_ENTRY.equals(items.getObjectProp(Property.CONNECT_INTERNAL_TYPE));
    }

    private String entries(Schema array) {
        Schema.Field key = array.getElementType().getField("key");
        Schema.Field value = array.getElementType().getField("value");
        if (key == null || value == null || array.getElementType().getFields().size() != 2) {
            throw new LogicalSchemaException("Found map encoded as array of key-value pairs, but array elements do not"
                    + " match the expected format.");
        }
        return mapOrMultiset(array, type(key.schema()), type(value.schema()));
    }

    private static String mapOrMultiset(Schema schema, String key, String value) {
        return "multiset".equals(schema.getObjectProp(Property.FLINK_TYPE))
                ? "MULTISET<" + key + ">"
                : "MAP<" + key + ", " + value + ">";
    }

    private static String key(Schema map) {
        String type = "CHAR".equals(map.getObjectProp(Property.KEY_TYPE)) ? "CHAR" : "VARCHAR";
        return Property.length(map, Property.KEY_LENGTH)
                .map(length -> type + "(" + length + ") NOT NULL")
                .orElse("STRING NOT NULL");
    }

    private String record(Schema schema) {
        if (Property.isAnonymous(schema)) {
            return "STRUCT(" + String.join(", ", fields(schema)) + ")";
        }
        String name = schema.getFullName();
        declare(name, () -> "STRUCT " + Words.name(name) + " " + body(schema) + about(schema) + ";\n");
        return Words.name(name);
    }

    private String enumeration(Schema schema) {
        if (Property.isAnonymous(schema)) {
            return "ENUM" + symbols(schema);
        }
        String name = schema.getFullName();
        declare(name, () -> "ENUM " + Words.name(name) + " " + symbols(schema) + about(schema) + ";\n");
        return Words.name(name);
    }

    private void declare(String name, Supplier<String> statement) {
        used.add(name);
        if (external.contains(name) || statements.containsKey(name)) {
            return;
        }
        Set<String> outer = used;
        used = new LinkedHashSet<>();
        uses.put(name, used);
        // Its place is that of the first use, before what it uses itself.
        statements.put(name, "");
        statements.put(name, statement.get());
        used = outer;
    }

    private String body(Schema schema) {
        List<String> members = fields(schema);
        List<String> checks = checks(schema);
        boolean inALine = members.size() <= FIELDS_IN_A_LINE && checks.isEmpty();
        members.addAll(checks);
        return inALine ? "(" + String.join(", ", members) + ")" : "(\n  " + String.join(",\n  ", members) + "\n)";
    }

    private List<String> fields(Schema schema) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            StringBuilder text = new StringBuilder(Words.identifier(field.name()))
                    .append(' ')
                    .append(type(field.schema(), Property.list(field, Property.BRANCHES)));
            if (field.hasDefaultValue()) {
                text.append(" DEFAULT ").append(DefaultWriter.of(field));
            }
            checks(field).forEach(check -> text.append(' ').append(check));
            fields.add(text.append(comment(field.doc())).append(meaning(field)).toString());
        }
        return fields;
    }

    private static List<String> checks(JsonProperties of) {
        List<String> checks = new ArrayList<>();
        for (Map<?, ?> rule : Property.entries(Property.list(of, Property.CHECKS))) {
            String condition = Property.text(rule, "sql");
            if (condition == null || Property.text(rule, "expr") == null) {
                continue;
            }
            String name = Property.text(rule, "name");
            String message = Property.text(rule, "doc");
            checks.add((name == null ? "" : "CONSTRAINT " + Words.identifier(name) + " ")
                    + "CHECK (" + condition + ")"
                    + (message == null ? "" : " MESSAGE " + Words.text(message)));
        }
        return checks;
    }

    private static String symbols(Schema schema) {
        List<?> said = Property.list(schema, Property.SYMBOLS);
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < schema.getEnumSymbols().size(); i++) {
            Map<?, ?> about = Property.entry(said, i);
            symbols.add(Words.text(schema.getEnumSymbols().get(i))
                    + comment(Property.text(about, "doc"))
                    + options(about.get("params") instanceof Map<?, ?> options ? options : Map.of()));
        }
        return "(" + String.join(", ", symbols) + ")";
    }

    private static String about(Schema type) {
        return comment(type.getDoc()) + meaning(type);
    }

    private static String comment(@Nullable String doc) {
        return doc == null ? "" : " COMMENT " + Words.text(doc);
    }

    private static String meaning(JsonProperties of) {
        List<?> tags = Property.list(of, Property.TAGS);
        String text = tags.stream().map(tag -> Words.text(String.valueOf(tag))).collect(Collectors.joining(", "));
        return (tags.isEmpty() ? "" : " TAGS(" + text + ")") + options(Property.map(of, Property.OPTIONS));
    }

    private static String options(Map<?, ?> options) {
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(option -> Words.text(String.valueOf(option.getKey())) + " = "
                                + Words.text(String.valueOf(option.getValue())))
                        .collect(Collectors.joining(", ", " WITH(", ")"));
    }
}
