package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Category;
import dev.avenant.compatibility.Severity;

/**
 * One rule: a row of data and what looks for it.
 *
 * @param id what findings and settings call it
 * @param severity how much it weighs unless it is set otherwise
 * @param purpose what it looks for and why, one sentence
 */
public record LintRule(String id, Category category, Severity severity, String purpose, Handler handler) {
    /** Looks at one schema, with the tree around it. */
    interface Handler {
        void look(LintTarget target, LintTree tree, Report report);
    }
}
