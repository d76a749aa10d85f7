package dev.avenant.registry.logical;

import dev.avenant.registry.logical.LogicalSchemaParser.DeclarationContext;
import dev.avenant.registry.logical.LogicalSchemaParser.IdentifierContext;
import dev.avenant.registry.logical.LogicalSchemaParser.NameContext;
import dev.avenant.registry.logical.LogicalSchemaParser.ScriptContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TypeContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** What a text declares, and which name in it stands for what. */
final class ScriptReader {

    private final @Nullable String namespace;
    private final Map<String, DeclarationContext> declarations = new LinkedHashMap<>();
    private @Nullable TypeContext rootType;

    private ScriptReader(@Nullable String namespace) {
        this.namespace = namespace;
    }

    static ScriptReader read(ScriptContext script) {
        ScriptReader reader = new ScriptReader(
                script.namespace() == null ? null : name(script.namespace().name()));
        script.declaration().forEach(reader::declare);
        if (!script.alias().isEmpty()) {
            throw new LogicalSchemaException("USING TYPE "
                    + name(script.alias(0).name())
                    + " names another document, which Avro cannot: refer to its schema in references");
        }
        if (script.root() != null) {
            reader.rootType = script.root().type();
            reader.requireNotNested(reader.rootType);
        } else if (reader.declarations.isEmpty()) {
            throw new LogicalSchemaException("No type to register. Add a 'STRUCT <name> (...)' or 'ENUM <name> (...)'"
                    + " declaration (which the script will auto-register) or a trailing 'TYPE <typeExpr>' statement.");
        } else if (reader.roots().isEmpty()) {
            throw new LogicalSchemaException("Cannot infer the type to register: the declared types use each other in a"
                    + " circle. Add an explicit trailing 'TYPE <name>' statement.");
        }
        return reader;
    }

    private void declare(DeclarationContext declaration) {
        String name = fullName(name(declaration.name()));
        if (declarations.containsKey(name)) {
            throw new LogicalSchemaException("Duplicate named type: " + name);
        }
        String ancestor = Words.parent(name, declarations.keySet());
        String parent = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (!ancestor.isEmpty() && !ancestor.equals(parent)) {
            throw new LogicalSchemaException("Nested type '" + name + "' has no immediate parent. Found ancestor '"
                    + ancestor + "' but missing '" + parent + "'. Declare '" + parent + "' first.");
        }
        declarations.put(name, declaration);
    }

    private void requireNotNested(TypeContext root) {
        if (root.plainType().name() == null || !root.collection().isEmpty()) {
            return;
        }
        String name = fullName(name(root.plainType().name()));
        String top = name;
        for (String parent = Words.parent(top, declarations.keySet());
                !parent.isEmpty();
                parent = Words.parent(top, declarations.keySet())) {
            top = parent;
        }
        if (!top.equals(name)) {
            throw new LogicalSchemaException(
                    "Cannot register nested type '" + name + "' as the root; register '" + top + "' instead.");
        }
    }

    /** What the text says it is about; null where it leaves that to {@link #roots}. */
    @Nullable
    TypeContext rootType() {
        return rootType;
    }

    /** The declared types that no other declared one uses. */
    List<String> roots() {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        declarations.forEach((name, declaration) -> {
            Set<String> used = new LinkedHashSet<>();
            collectUsed(declaration, used);
            uses.put(name, used);
        });
        return Roots.of(uses);
    }

    private void collectUsed(ParserRuleContext part, Set<String> used) {
        for (int i = 0; i < part.getChildCount(); i++) {
            if (part.getChild(i) instanceof LogicalSchemaParser.PlainTypeContext type && type.name() != null) {
                used.add(fullName(name(type.name())));
            } else if (part.getChild(i) instanceof ParserRuleContext inner) {
                collectUsed(inner, used);
            }
        }
    }

    /** The statement that declares a type; null for one of another schema. */
    @Nullable
    DeclarationContext declaration(String name) {
        return declarations.get(name);
    }

    /** The full name of a type: what has no dots, or is nested in a declared type, is in the namespace of the text. */
    String fullName(String name) {
        boolean counts =
                namespace != null && (!name.contains(".") || (isNested(name) && !name.startsWith(namespace + ".")));
        return counts ? namespace + "." + name : name;
    }

    private boolean isNested(String name) {
        if (!Words.parent(name, declarations.keySet()).isEmpty()) {
            return true;
        }
        String inside = namespace + "." + name;
        String parent = Words.parent(inside, declarations.keySet());
        return parent.length() > String.valueOf(namespace).length();
    }

    static String name(NameContext name) {
        return name.identifier().stream().map(ScriptReader::identifier).collect(Collectors.joining("."));
    }

    static String identifier(IdentifierContext identifier) {
        return identifier.QUOTED_ID() == null ? identifier.getText() : Words.unquoted(identifier.getText());
    }
}
