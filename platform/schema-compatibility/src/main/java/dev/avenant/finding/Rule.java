package dev.avenant.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a check looks for. There is one enum for each family of rules, and the tables of {@code docs/compatibility.md} and
 * {@code docs/contracts.md} are made of them.
 */
public sealed interface Rule permits CompatibilityRule, IcebergRule, SchemaRule, LintRule, ContractRule {
    /** The constant of the enum, of which the {@linkplain #id() id} is made. */
    String name();

    /** What findings, settings and waivers call it, in kebab-case; no two rules of any family have the same. */
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is about. */
    Category category();

    /** How much a finding of it weighs unless it is set otherwise. */
    Severity severity();

    /** What a finding of it makes of its direction; {@link Verdict#SAFE} for what is not found between two versions. */
    default Verdict effect() {
        return Verdict.SAFE;
    }

    /**
     * Whether a project can set it to another severity. What breaks or corrupts a reader is accepted by a waiver only, and
     * what keeps a file from being read cannot be passed over.
     */
    default boolean isSettable() {
        return effect() == Verdict.SAFE;
    }

    /** What is wrong with what it finds, one sentence. */
    String why();

    /** How to mend what it finds, one sentence. */
    String remedy();

    /** Something that it finds, in one line of Markdown. */
    String example();

    /** The rules of all families. */
    static List<Rule> all() {
        return Catalogue.ALL;
    }

    /** The rule of that {@linkplain #id() id}, or empty when there is none. */
    static Optional<Rule> named(String id) {
        return Optional.ofNullable(Catalogue.BY_ID.get(id));
    }

    /** All rules; apart, so that an enum can be loaded before the others. */
    final class Catalogue {
        private static final List<Rule> ALL = Stream.<Rule[]>of(
                        CompatibilityRule.values(),
                        IcebergRule.values(),
                        SchemaRule.values(),
                        LintRule.values(),
                        ContractRule.values())
                .flatMap(Arrays::stream)
                .toList();
        private static final Map<String, Rule> BY_ID =
                ALL.stream().collect(Collectors.toUnmodifiableMap(Rule::id, Function.identity()));

        private Catalogue() {}
    }
}
