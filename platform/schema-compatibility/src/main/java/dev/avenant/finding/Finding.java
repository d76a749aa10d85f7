package dev.avenant.finding;

import dev.avenant.edit.EditProposal;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check has to say about a schema, about a pair of schemas, or about the files that hold them.
 *
 * @param rule what was looked for
 * @param severity how much it weighs
 * @param effect what this finding alone makes of its direction; {@link Verdict#SAFE} when it does not touch the verdict
 * @param path where in the schema: {@code /field/inner}, {@code /list/[]}, {@code /map/{}}, {@code /union/<a.Branch>};
 *     {@code /} is the schema itself
 * @param oldLocation where in the old version; null when the place is unknown or not in that version
 * @param newLocation where in the new version; null when the place is unknown or not in that version
 * @param said one sentence that states what was found, with its full stop
 * @param witness the smallest record found that shows it; null when none is needed or none exists
 * @param advised what to do that is no edit of the schema, such as the order of deployments, one sentence; null when
 *     there is nothing to suggest
 * @param proposals edits of the new schema that may mend it, the best first; none of them was tried
 * @param fix the edit that was tried and mends it; null when there is none, or none was looked for
 */
public record Finding(
        Rule rule,
        Severity severity,
        Verdict effect,
        String path,
        @Nullable SourceLocation oldLocation,
        @Nullable SourceLocation newLocation,
        Sentence said,
        @Nullable Witness witness,
        @Nullable Sentence advised,
        List<EditProposal> proposals,
        @Nullable Fix fix) {

    public Finding {
        proposals = List.copyOf(proposals);
    }

    /** A finding of a rule, with the rule's severity and effect, on the schema itself unless a path is set. */
    public static Builder of(Rule rule, Sentence said) {
        return new Builder(rule, said);
    }

    /** The same, for what is said in English alone. */
    public static Builder of(Rule rule, String message) {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("a finding of " + rule.id() + " must have a message");
        }
        return of(rule, Sentence.quoting(message));
    }

    /** The same, to be changed. */
    public Builder toBuilder() {
        return new Builder(rule, said)
                .severity(severity)
                .effect(effect)
                .path(path)
                .at(oldLocation, newLocation)
                .witness(witness)
                .suggestion(advised)
                .proposals(proposals)
                .fix(fix);
    }

    /** What was found. */
    public String message() {
        return said.toString();
    }

    /** What to do that is no edit of the schema; null when there is nothing to suggest. */
    public @Nullable String suggestion() {
        return advised == null ? null : advised.toString();
    }

    /** What to do, in words: the fix, else the suggestion; null when there is neither. */
    public @Nullable String remedy() {
        return remedy(Locale.ROOT);
    }

    /** The same in a language; in English where there are no words of it. */
    public @Nullable String remedy(Locale language) {
        Sentence remedy = fix == null ? advised : fix.said();
        return remedy == null ? null : remedy.in(language);
    }

    /** The {@linkplain Rule#id() id} of the rule. */
    public String ruleId() {
        return rule.id();
    }

    /** What it is about. */
    public Category category() {
        return rule.category();
    }

    /** Makes findings; the parts are those of {@link Finding}. */
    public static final class Builder {
        private final Rule rule;
        private final Sentence said;
        private Severity severity;
        private Verdict effect;
        private String path = "/";
        private @Nullable SourceLocation oldLocation;
        private @Nullable SourceLocation newLocation;
        private @Nullable Witness witness;
        private @Nullable Sentence advised;
        private List<EditProposal> proposals = List.of();
        private @Nullable Fix fix;

        private Builder(Rule rule, Sentence said) {
            this.rule = rule;
            this.said = said;
            this.severity = rule.severity();
            this.effect = rule.effect();
        }

        public Builder severity(Severity other) {
            this.severity = other;
            return this;
        }

        public Builder effect(Verdict other) {
            this.effect = other;
            return this;
        }

        /** Where in the schema; an empty text is the schema itself. */
        public Builder path(String inSchema) {
            this.path = inSchema.isEmpty() ? "/" : inSchema;
            return this;
        }

        /** The places in the two versions, either of which may be unknown. */
        public Builder at(@Nullable SourceLocation inOld, @Nullable SourceLocation inNew) {
            this.oldLocation = inOld;
            this.newLocation = inNew;
            return this;
        }

        public Builder witness(@Nullable Witness shown) {
            this.witness = shown;
            return this;
        }

        public Builder suggestion(@Nullable Sentence advice) {
            this.advised = advice;
            return this;
        }

        /** The same, for what is said in English alone. */
        public Builder suggestion(@Nullable String advice) {
            return suggestion(advice == null ? null : Sentence.quoting(advice));
        }

        public Builder proposals(List<EditProposal> untried) {
            this.proposals = untried;
            return this;
        }

        public Builder fix(@Nullable Fix tried) {
            this.fix = tried;
            return this;
        }

        public Finding build() {
            return new Finding(
                    rule, severity, effect, path, oldLocation, newLocation, said, witness, advised, proposals, fix);
        }
    }
}
