package dev.avenant.compatibility.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How things are called. */
final class NamingRules {
    private static final Pattern PASCAL = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern CAMEL = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*");

    private NamingRules() {}

    static void types(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            String name = type.schema().getName();
            if (!PASCAL.matcher(name).matches()) {
                report.add(type, "The type " + name + " is not in PascalCase.", "Call it " + pascal(name) + ".");
            }
        }
    }

    static void fields(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            String name = member.field().name();
            if (!CAMEL.matcher(name).matches()) {
                String better = pascal(name);
                report.add(
                        member,
                        "The field " + name + " is not in camelCase.",
                        "Call it " + better.substring(0, 1).toLowerCase(Locale.ROOT) + better.substring(1)
                                + ", with the alias " + name + " if it was released.");
            }
        }
    }

    static void symbols(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() != Schema.Type.ENUM) {
                continue;
            }
            for (String symbol : type.schema().getEnumSymbols()) {
                if (!UPPER_SNAKE.matcher(symbol).matches()) {
                    report.add(
                            type.path(),
                            type.element() + "." + symbol,
                            "The symbol " + symbol + " of " + type.schema().getName() + " is not in UPPER_SNAKE.",
                            "Call it " + String.join("_", NameWords.of(symbol)).toUpperCase(Locale.ROOT) + ".");
                }
            }
        }
    }

    static void namespace(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            String namespace = type.schema().getNamespace();
            if (namespace != null && !PACKAGE.matcher(namespace).matches()) {
                report.add(
                        type,
                        "The namespace " + namespace + " is not made of lower-case words.",
                        "Call it " + namespace.toLowerCase(Locale.ROOT).replace("_", "") + ".");
            }
        }
    }

    static void confusable(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            List<String> names = switch (type.schema().getType()) {
                case RECORD ->
                    type.schema().getFields().stream().map(Schema.Field::name).toList();
                case ENUM -> type.schema().getEnumSymbols();
                default -> List.of();
            };
            Map<String, String> plain = new HashMap<>();
            for (String name : names) {
                String other = plain.putIfAbsent(name.toLowerCase(Locale.ROOT).replace("_", ""), name);
                if (other != null) {
                    report.add(
                            type.path() + "/" + name,
                            type.element() + "." + name,
                            name + " and " + other + " of " + type.schema().getName()
                                    + " differ in case or underscores only.",
                            "Give one of them another name.");
                }
            }
        }
    }

    static void keywords(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            keyword(member.path(), member.element(), member.field().name(), report);
        }
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            keyword(type.path(), type.element(), type.schema().getName(), report);
            String namespace = type.schema().getNamespace();
            for (String word : namespace == null ? new String[0] : namespace.split("\\.", -1)) {
                keyword(type.path(), type.element(), word, report);
            }
        }
    }

    private static void keyword(String path, String element, @Nullable String word, LintReport report) {
        if (word != null && SourceVersion.isKeyword(word, SourceVersion.RELEASE_17)) {
            report.add(path, element, "The name " + word + " is a word of the Java language.", "Choose another name.");
        }
    }

    private static String pascal(String name) {
        StringBuilder pascal = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                pascal.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return pascal.length() == 0 ? "X" : pascal.toString();
    }
}
