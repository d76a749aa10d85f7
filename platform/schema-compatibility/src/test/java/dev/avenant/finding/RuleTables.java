package dev.avenant.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of rules in the documents, made of the enums. */
final class RuleTables {
    private static final Pattern TABLE =
            Pattern.compile("<!-- rules: (\\w+) -->\\n(.*?)<!-- end of rules -->", Pattern.DOTALL);

    private RuleTables() {}

    /** The document with the tables that it has, made anew. */
    static String updated(String document) {
        Matcher table = TABLE.matcher(document);
        return table.replaceAll(found -> Matcher.quoteReplacement("<!-- rules: " + found.group(1) + " -->\n"
                + String.join("\n", table(found.group(1))) + "\n<!-- end of rules -->"));
    }

    private static List<String> table(String family) {
        return switch (family) {
            case "CompatibilityRule" -> table("effect", List.of(CompatibilityRule.values()));
            case "IcebergRule" -> table("effect", List.of(IcebergRule.values()));
            case "SchemaRule" -> table("severity", List.of(SchemaRule.values()));
            case "LintRule" -> table("severity", List.of(LintRule.values()));
            case "ContractRule" -> table("severity", List.of(ContractRule.values()));
            default -> throw new IllegalArgumentException("there is no family of rules " + family);
        };
    }

    private static List<String> table(String weight, List<? extends Rule> rules) {
        List<String> lines = new ArrayList<>();
        lines.add("| rule | category | " + weight + " | why | how to mend | example |");
        lines.add("|---|---|---|---|---|---|");
        for (Rule rule : rules) {
            String weighs = weight.equals("effect")
                    ? rule.effect().name()
                    : rule.severity().name().toLowerCase(Locale.ROOT);
            lines.add("| `" + rule.id() + "` | " + rule.category() + " | " + weighs + " | " + rule.why() + " | "
                    + rule.remedy() + " | " + example(rule) + " |");
        }
        return lines;
    }

    /** The two versions of a pair as code, and the arrow between them as text. */
    private static String example(Rule rule) {
        if (!(rule instanceof CompatibilityRule) && !(rule instanceof IcebergRule)) {
            return rule.example();
        }
        List<String> versions = new ArrayList<>();
        for (String version : rule.example().split(" → ", -1)) {
            versions.add(version.startsWith("{") ? "`" + version + "`" : version);
        }
        return String.join(" → ", versions);
    }
}
