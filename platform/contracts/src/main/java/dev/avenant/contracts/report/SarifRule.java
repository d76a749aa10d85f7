package dev.avenant.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avenant.finding.Category;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a code host says about a rule beside its findings: SARIF's {@code reportingDescriptor}. */
record SarifRule(
        String id,
        Text shortDescription,
        Text fullDescription,
        Help help,
        @Nullable String helpUri,
        Configuration defaultConfiguration,
        Properties properties) {
    record Text(String text) {}

    record Help(String text, String markdown) {}

    record Configuration(String level) {}

    record Properties(
            List<String> tags,
            @JsonProperty("problem.severity") String severity) {}

    static SarifRule of(Rule rule) {
        String why = plain(rule.why());
        String document = PublicDocument.of(rule).orElse(null);
        String level = rule.severity() == Severity.ERROR ? "error" : "warning";
        return new SarifRule(
                rule.id(),
                new Text(sentence(rule)),
                new Text(why),
                new Help(
                        why + " " + plain(rule.remedy()) + " Example: " + plain(rule.example()),
                        markdown(rule, document)),
                document,
                new Configuration(level),
                new Properties(tags(rule), level));
    }

    /** The name of the rule in words, which is what lists of rules show. */
    private static String sentence(Rule rule) {
        String words = rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String harm = switch (rule.effect()) {
            case BREAKS -> " (breaks readers)";
            case CORRUPTS -> " (corrupts values)";
            case SAFE -> "";
        };
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + harm;
    }

    private static String markdown(Rule rule, @Nullable String document) {
        StringBuilder text = new StringBuilder(rule.why());
        text.append("\n\n**How to mend it:** ").append(rule.remedy());
        text.append("\n\n**Example:** ").append(example(rule));
        if (rule.isSettable()) {
            text.append("\n\nSet it to `error`, `warn` or `off` under `lint:` in `contracts.yaml`.");
        }
        if (document != null) {
            text.append("\n\n[Avro's specification](").append(document).append(')');
        }
        return text.toString();
    }

    /** The two versions of a pair as code, and the arrow between them as text; other examples are Markdown already. */
    private static String example(Rule rule) {
        if (!(rule instanceof CompatibilityRule)) {
            return rule.example();
        }
        return Stream.of(rule.example().split(" → ", -1))
                .map(version -> version.startsWith("{") ? "`" + version + "`" : version)
                .collect(Collectors.joining(" → "));
    }

    private static List<String> tags(Rule rule) {
        List<String> tags = new ArrayList<>(List.of("avro", family(rule), category(rule.category())));
        if (rule.effect() != Verdict.SAFE) {
            tags.add(rule.effect().name().toLowerCase(Locale.ROOT));
        }
        return tags;
    }

    private static String family(Rule rule) {
        if (rule instanceof CompatibilityRule) {
            return "compatibility";
        }
        if (rule instanceof LintRule) {
            return "lint";
        }
        return rule instanceof SchemaRule ? "schema" : "contracts";
    }

    private static String category(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }
}
