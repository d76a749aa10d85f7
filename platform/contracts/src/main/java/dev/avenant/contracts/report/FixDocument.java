package dev.avenant.contracts.report;

import dev.avenant.finding.Fix;
import dev.avenant.finding.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fix in the JSON reports: it was tried, removes its finding and makes nothing worse.
 *
 * @param automatic whether {@code --fix} applies it without asking
 * @param replacements what to replace in the file of the finding's newest version; none where it is not to be edited
 */
record FixDocument(String description, boolean automatic, List<Replacement> replacements) {
    /** A part of a file, whose end is the place behind its last character, and what takes its place. */
    record Replacement(String file, int startLine, int startColumn, int endLine, int endColumn, String text) {
        static Replacement of(TextEdit edit) {
            return new Replacement(
                    edit.start().file(),
                    edit.start().line(),
                    edit.start().column(),
                    edit.end().line(),
                    edit.end().column(),
                    edit.text());
        }
    }

    /** A list of one; null where there is no fix. */
    static @Nullable List<FixDocument> of(@Nullable Fix fix) {
        return fix == null
                ? null
                : List.of(new FixDocument(
                        fix.sentence(),
                        fix.automatic(),
                        fix.edits().stream().map(Replacement::of).toList()));
    }
}
