package dev.avenant.registry.logical;

import dev.avenant.registry.logical.LogicalSchemaParser.BranchContext;
import dev.avenant.registry.logical.LogicalSchemaParser.CollectionContext;
import dev.avenant.registry.logical.LogicalSchemaParser.CommentContext;
import dev.avenant.registry.logical.LogicalSchemaParser.DeclarationContext;
import dev.avenant.registry.logical.LogicalSchemaParser.FieldContext;
import dev.avenant.registry.logical.LogicalSchemaParser.NullabilityContext;
import dev.avenant.registry.logical.LogicalSchemaParser.PlainTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.SettingContext;
import dev.avenant.registry.logical.LogicalSchemaParser.SettingsContext;
import dev.avenant.registry.logical.LogicalSchemaParser.SymbolContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TagsContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TypeContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Builds the Avro schema of one text. */
final class AvroBuilder {

    private static final Pattern AVRO_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final ScriptReader script;
    private final Map<String, Schema> referenced;
    private final Map<String, Schema> types = new HashMap<>();

    AvroBuilder(ScriptReader script, Map<String, Schema> referenced) {
        this.script = script;
        this.referenced = referenced;
    }

    Schema root(String rootName) {
        TypeContext said = script.rootType();
        if (said != null) {
            return type(said, rootName);
        }
        List<String> roots = script.roots();
        return roots.size() == 1
                ? named(roots.get(0))
                : Schema.createUnion(roots.stream().map(this::named).toList());
    }

    /** {@code name} is what a type without a name is called. */
    private Schema type(TypeContext type, String name) {
        return nullable(required(type, name), isNullable(type));
    }

    private static boolean isNullable(TypeContext type) {
        List<CollectionContext> around = type.collection();
        return isNullable(
                around.isEmpty()
                        ? type.nullability()
                        : around.get(around.size() - 1).nullability());
    }

    private static boolean isNullable(@Nullable NullabilityContext said) {
        return said == null || said.NOT() == null;
    }

    private static Schema nullable(Schema schema, boolean wanted) {
        return wanted ? Unions.withNull(schema, false) : schema;
    }

    /** The type as if it said NOT NULL. */
    private Schema required(TypeContext type, String name) {
        Schema schema = plain(type.plainType(), name);
        NullabilityContext nullability = type.nullability();
        for (CollectionContext around : type.collection()) {
            Schema element = nullable(schema, isNullable(nullability));
            schema = around.ARRAY() == null ? multiset(element, name) : Schema.createArray(element);
            nullability = around.nullability();
        }
        return schema;
    }

    private Schema plain(PlainTypeContext type, String name) {
        if (type.scalar() != null) {
            return Scalars.schema(type.scalar(), name);
        }
        if (type.VARIANT() != null) {
            return types.computeIfAbsent(Variants.NAME, variant -> referenced.getOrDefault(variant, Variants.schema()));
        }
        if (type.name() != null) {
            return named(script.fullName(ScriptReader.name(type.name())));
        }
        if (type.ARRAY() != null) {
            return Schema.createArray(type(type.type(0), name));
        }
        if (type.MAP() != null) {
            return map(type.type(0), type.type(1), name);
        }
        if (type.MULTISET() != null) {
            return multiset(type(type.type(0), name), name);
        }
        if (type.UNION() != null) {
            return Schema.createUnion(type.branch().stream()
                    .map(branch -> required(branch.type(), ScriptReader.identifier(branch.identifier())))
                    .toList());
        }
        Schema record = Schema.createRecord(name, null, null, false);
        record.addProp(Property.ANONYMOUS, "true");
        return withFields(record, type.field(), name);
    }

    private Schema map(TypeContext key, TypeContext value, String name) {
        Schema keys = type(key, name);
        Schema required = Unions.withoutNull(keys);
        if (required.getType() != Schema.Type.STRING) {
            return entries(type(key, name + "_key"), type(value, name + "_value"), name);
        }
        return keyed(required, type(value, name));
    }

    /** A map of Avro, whose keys are strings; how long they may be is a property of the map. */
    private static Schema keyed(Schema key, Schema values) {
        Schema map = Schema.createMap(values);
        Property.number(key, Property.LONGEST).ifPresent(longest -> {
            map.addProp(Property.KEY_LENGTH, longest);
            if (Property.number(key, Property.SHORTEST).isPresent()) {
                map.addProp(Property.KEY_TYPE, "CHAR");
            }
        });
        return map;
    }

    private static Schema entries(Schema key, Schema value, String name) {
        Schema entry = Schema.createRecord(name + "_Entry", null, null, false);
        entry.setFields(List.of(new Schema.Field("key", key), new Schema.Field("value", value)));
        entry.addProp(Property.CONNECT_INTERNAL_TYPE, Property.MAP_ENTRY);
        Schema array = Schema.createArray(entry);
        array.addProp(Property.LOGICAL_TYPE, "map");
        return array;
    }

    private static Schema multiset(Schema element, String name) {
        Schema count = Schema.create(Schema.Type.INT);
        Schema required = Unions.withoutNull(element);
        Schema counted =
                required.getType() == Schema.Type.STRING ? keyed(required, count) : entries(element, count, name);
        counted.addProp(Property.FLINK_VERSION, "1");
        counted.addProp(Property.FLINK_TYPE, "multiset");
        return counted;
    }

    private Schema named(String name) {
        Schema known = types.get(name);
        if (known != null) {
            return known;
        }
        DeclarationContext declaration = script.declaration(name);
        if (declaration != null) {
            return declaration.ENUM() == null ? record(name, declaration) : enumeration(name, declaration);
        }
        Schema other = referenced.get(name);
        if (other != null) {
            return other;
        }
        throw new LogicalSchemaException("Unknown named type reference: " + name);
    }

    private Schema record(String name, DeclarationContext declaration) {
        requireAvroName(Words.simpleName(name));
        if (!declaration.member().stream().allMatch(member -> member.check() == null)) {
            throw checkRefused("STRUCT " + name);
        }
        Schema record = Schema.createRecord(name, text(declaration.comment()), null, false);
        // Before its fields, which may be of its own type.
        types.put(name, record);
        List<FieldContext> fields =
                declaration.member().stream().map(member -> member.field()).toList();
        withFields(record, fields, name);
        addMeaning(record, declaration.tags(), declaration.settings());
        return record;
    }

    private Schema withFields(Schema record, List<FieldContext> fields, String name) {
        List<Schema.Field> built = new ArrayList<>();
        for (FieldContext field : fields) {
            built.add(field(field, name));
        }
        record.setFields(built);
        return record;
    }

    private Schema.Field field(FieldContext field, String record) {
        String name = ScriptReader.identifier(field.identifier());
        requireAvroName(name);
        if (!field.check().isEmpty()) {
            throw checkRefused("Column " + name + " of " + record);
        }
        Schema required = required(field.type(), record + "_" + name);
        Object value = field.literal() == null ? null : Literals.read(field.literal(), required);
        // A default is one of the first branch.
        boolean nullLast = value != null && !(value instanceof JsonProperties.Null);
        Schema type = isNullable(field.type()) ? Unions.withNull(required, nullLast) : required;
        Schema.Field built = new Schema.Field(name, type, text(field.comment()), value);
        addMeaning(built, field.tags(), field.settings());
        PlainTypeContext plain = field.type().plainType();
        if (plain.UNION() != null && field.type().collection().isEmpty()) {
            built.addProp(Property.BRANCHES, branches(plain.branch()));
        }
        return built;
    }

    private static LogicalSchemaException checkRefused(String of) {
        return new LogicalSchemaException(
                of + ": CHECK is not supported here, since nothing would hold values against it. Leave it out");
    }

    private static List<Map<String, Object>> branches(List<BranchContext> branches) {
        List<Map<String, Object>> said = new ArrayList<>();
        for (BranchContext branch : branches) {
            said.add(about(ScriptReader.identifier(branch.identifier()), branch.comment(), branch.settings()));
        }
        return said;
    }

    private Schema enumeration(String name, DeclarationContext declaration) {
        List<String> symbols = new ArrayList<>();
        List<Map<String, Object>> said = new ArrayList<>();
        for (SymbolContext symbol : declaration.symbol()) {
            String value = Words.unquoted(symbol.STRING_LITERAL().getText());
            symbols.add(value);
            said.add(about(value, symbol.comment(), symbol.settings()));
        }
        Schema enumeration = Schema.createEnum(name, text(declaration.comment()), null, symbols);
        types.put(name, enumeration);
        addMeaning(enumeration, declaration.tags(), declaration.settings());
        if (said.stream().anyMatch(entry -> entry.size() > 1)) {
            enumeration.addProp(Property.SYMBOLS, said);
        }
        return enumeration;
    }

    private static Map<String, Object> about(
            String name, @Nullable CommentContext comment, @Nullable SettingsContext options) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        String doc = text(comment);
        if (doc != null) {
            entry.put("doc", doc);
        }
        if (options != null) {
            entry.put("params", options(options));
        }
        return entry;
    }

    private static void addMeaning(JsonProperties of, @Nullable TagsContext tags, @Nullable SettingsContext options) {
        if (tags != null) {
            of.addProp(Property.TAGS, texts(tags.STRING_LITERAL()));
        }
        if (options != null) {
            of.addProp(Property.OPTIONS, options(options));
        }
    }

    private static Map<String, String> options(SettingsContext options) {
        Map<String, String> said = new LinkedHashMap<>();
        for (SettingContext option : options.setting()) {
            List<String> pair = texts(option.STRING_LITERAL());
            said.put(pair.get(0), pair.get(1));
        }
        return said;
    }

    private static List<String> texts(List<TerminalNode> literals) {
        return literals.stream()
                .map(literal -> Words.unquoted(literal.getText()))
                .toList();
    }

    private static @Nullable String text(@Nullable CommentContext comment) {
        return comment == null ? null : Words.unquoted(comment.STRING_LITERAL().getText());
    }

    private static void requireAvroName(String name) {
        if (!AVRO_NAME.matcher(name).matches()) {
            throw new LogicalSchemaException(
                    "Illegal field name for AVRO format `" + name + "`. AVRO expects field names"
                            + " to start with [A-Za-z_] subsequently contain only [A-Za-z0-9_].");
        }
    }
}
