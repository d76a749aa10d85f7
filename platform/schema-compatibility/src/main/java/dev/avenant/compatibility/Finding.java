package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Witness;
import dev.avenant.schema.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check has to say about a schema or about a pair of schemas.
 *
 * @param ruleId the rule, in kebab-case; {@code docs/compatibility.md} lists all of them
 * @param category what it is about
 * @param severity how much it weighs
 * @param effect what this finding alone makes of its direction; {@link Verdict#SAFE} when it does not touch the verdict
 * @param path where in the schema: {@code /field/inner}, {@code /list/[]}, {@code /map/{}}, {@code /union/<a.Branch>};
 *     {@code /} is the schema itself
 * @param oldLocation where in the old version; null when the place is unknown or not in that version
 * @param newLocation where in the new version; null when the place is unknown or not in that version
 * @param message one sentence that states the change, with its full stop
 * @param witness the smallest record found that shows it; null when none is needed or none exists
 * @param suggestion what to write instead, one sentence; null when there is nothing to suggest
 */
public record Finding(
        String ruleId,
        Category category,
        Severity severity,
        Verdict effect,
        String path,
        @Nullable SourceLocation oldLocation,
        @Nullable SourceLocation newLocation,
        String message,
        @Nullable Witness witness,
        @Nullable String suggestion) {

    /** A finding that has neither places, witness nor suggestion yet. */
    public static Finding of(
            String ruleId, Category category, Severity severity, Verdict effect, String path, String message) {
        return new Finding(ruleId, category, severity, effect, path, null, null, message, null, null);
    }

    /** The same with its places in the two versions. */
    public Finding at(@Nullable SourceLocation inOld, @Nullable SourceLocation inNew) {
        return new Finding(ruleId, category, severity, effect, path, inOld, inNew, message, witness, suggestion);
    }

    /** The same with another severity. */
    public Finding weighing(Severity other) {
        return new Finding(
                ruleId, category, other, effect, path, oldLocation, newLocation, message, witness, suggestion);
    }

    /** The same with a record that shows it. */
    public Finding shownBy(@Nullable Witness shown) {
        return new Finding(
                ruleId, category, severity, effect, path, oldLocation, newLocation, message, shown, suggestion);
    }

    /** The same with a suggested edit. */
    public Finding suggesting(@Nullable String edit) {
        return new Finding(ruleId, category, severity, effect, path, oldLocation, newLocation, message, witness, edit);
    }
}
