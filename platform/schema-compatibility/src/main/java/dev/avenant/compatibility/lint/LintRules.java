package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Category;
import dev.avenant.compatibility.Severity;
import java.util.List;
import java.util.Optional;

/** The table of rules. */
public final class LintRules {
    /** Every rule, in the order in which the documentation lists them. */
    public static final List<LintRule> ALL = List.of(
            error(
                    "default-cannot-work",
                    Category.SEMANTIC,
                    "A default that cannot be made into a value fails when the first old record is read.",
                    WorkingRules::defaultsWork),
            error(
                    "logical-type-ignored",
                    Category.SEMANTIC,
                    "A logical type that is misspelt, misplaced or impossible is silently ignored by Avro.",
                    WorkingRules::logicalTypesWork),
            error(
                    "type-without-value",
                    Category.SEMANTIC,
                    "A record that needs itself, or an enum without symbols, can never be written.",
                    WorkingRules::valuesExist),
            error(
                    "alias-names-own-field",
                    Category.WIRE,
                    "An alias that names another field of its record, or that two fields share, confuses every reader.",
                    WorkingRules::aliases),
            error(
                    "tags-not-a-list",
                    Category.SEMANTIC,
                    "Tags are a list of strings; anything else is not found by who looks for them.",
                    WorkingRules::tags),
            warn("type-without-doc", Category.SEMANTIC, "A type says what it stands for.", DocRules::types),
            warn(
                    "field-without-doc",
                    Category.SEMANTIC,
                    "A field says what it means, in which unit.",
                    DocRules::fields),
            warn(
                    "type-not-pascal-case",
                    Category.JAVA,
                    "Types are named in PascalCase, as the classes made of them.",
                    NamingRules::types),
            warn(
                    "field-not-camel-case",
                    Category.JAVA,
                    "Fields are named in camelCase, as the getters made of them.",
                    NamingRules::fields),
            warn(
                    "symbol-not-upper-snake",
                    Category.JAVA,
                    "Enum symbols are named in UPPER_SNAKE, as Java's constants.",
                    NamingRules::symbols),
            warn(
                    "namespace-not-lower-case",
                    Category.JAVA,
                    "Namespaces are lower-case, as the packages made of them.",
                    NamingRules::namespace),
            error(
                    "names-differ-by-case",
                    Category.JAVA,
                    "Two fields or symbols whose names differ in case or underscores only get one getter, and confuse"
                            + " people.",
                    NamingRules::confusable),
            warn(
                    "java-keyword",
                    Category.JAVA,
                    "A name that is a word of the Java language gets a $ in the generated class.",
                    NamingRules::keywords),
            warn(
                    "enum-without-default",
                    Category.WIRE,
                    "An enum without a default can never get a new symbol without breaking its readers.",
                    EvolutionRules::enumDefaults),
            warn(
                    "nullable-without-null-default",
                    Category.WIRE,
                    "A nullable field without the default null cannot be added or removed safely.",
                    EvolutionRules::nullDefaults),
            warn(
                    "null-not-first",
                    Category.WIRE,
                    "null stands first in a union, so that the default null works in every Avro implementation.",
                    EvolutionRules::nullFirst),
            warn(
                    "union-of-many",
                    Category.JAVA,
                    "A union of several types beside null is an Object in Java and cannot be handled by type.",
                    EvolutionRules::wideUnions),
            warn(
                    "union-of-one-shape",
                    Category.SEMANTIC,
                    "Two records of one shape in a union are read as each other when one is dropped or renamed.",
                    EvolutionRules::oneShape),
            warn(
                    "nullable-collection",
                    Category.SEMANTIC,
                    "An empty array or map says the same as null, and is one case less to handle.",
                    EvolutionRules::nullableCollections),
            warn(
                    "nullable-boolean",
                    Category.SEMANTIC,
                    "A boolean that may be null has three values; an enum can name the third.",
                    EvolutionRules::nullableBooleans),
            warn(
                    "record-without-fields",
                    Category.SEMANTIC,
                    "A record without fields says nothing and cannot be told from another in a union.",
                    EvolutionRules::emptyRecords),
            warn(
                    "money-without-decimal",
                    Category.SEMANTIC,
                    "Money is a decimal; float and double cannot hold cents, and whole numbers do not say their unit.",
                    MeaningRules::money),
            warn(
                    "time-without-logical-type",
                    Category.SEMANTIC,
                    "A point in time says its unit by a logical type.",
                    MeaningRules::times),
            warn(
                    "time-without-zone",
                    Category.SEMANTIC,
                    "A local timestamp is no point in time: two readers in two zones read it differently.",
                    MeaningRules::localTimes),
            warn(
                    "decimal-scale-not-stated",
                    Category.SEMANTIC,
                    "A decimal without a scale has the scale 0, which is seldom meant.",
                    MeaningRules::scales),
            warn(
                    "mixed-timestamp-units",
                    Category.SEMANTIC,
                    "All timestamps of a topic have one unit, since readers mix them up.",
                    TopicRules::timestampUnits),
            warn(
                    "pii-not-tagged",
                    Category.SEMANTIC,
                    "Personal data carries the tag PII, so that it can be found and erased.",
                    MeaningRules::personalData),
            error(
                    "namespace-not-by-folder",
                    Category.JAVA,
                    "The namespace follows the folder, so that a class leads to its schema.",
                    TopicRules::namespaces),
            warn(
                    "shared-type-inlined",
                    Category.SEMANTIC,
                    "A type that exists as a shared type is referred to and not written out again.",
                    TopicRules::inlined),
            error(
                    "type-defined-twice",
                    Category.JAVA,
                    "A full name has one definition, since it becomes one class.",
                    TopicRules::definedTwice),
            warn("type-unused", Category.SEMANTIC, "A shared type is used by some event.", TopicRules::unused),
            warn(
                    "stale-reference",
                    Category.SEMANTIC,
                    "An event is released again when a type that it refers to has a newer version.",
                    TopicRules::stale),
            warn(
                    "alias-of-nothing",
                    Category.SEMANTIC,
                    "An alias names something that an earlier version had.",
                    HistoryRules::aliases),
            warn(
                    "deleted-name-reused",
                    Category.SEMANTIC,
                    "The name of a deleted field does not come back with another type.",
                    HistoryRules::reused),
            warn(
                    "version-without-change",
                    Category.SEMANTIC,
                    "A new version differs from the one before it.",
                    HistoryRules::unchanged),
            warn(
                    "java-in-contract",
                    Category.JAVA,
                    "A contract says nothing of Java; which classes are made is the generator's matter.",
                    MeaningRules::java),
            warn(
                    "error-type-as-event",
                    Category.JAVA,
                    "An event is a record; a type \"error\" becomes an exception class.",
                    MeaningRules::errors));

    private LintRules() {}

    /** The rule of that id, or empty when there is none. */
    public static Optional<LintRule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private static LintRule error(String id, Category category, String purpose, LintRule.Handler handler) {
        return new LintRule(id, category, Severity.ERROR, purpose, handler);
    }

    private static LintRule warn(String id, Category category, String purpose, LintRule.Handler handler) {
        return new LintRule(id, category, Severity.WARN, purpose, handler);
    }
}
