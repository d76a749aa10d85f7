package dev.avenant.compatibility.lint;

import org.jspecify.annotations.Nullable;

/** What says what it means. */
final class DocRules {
    private DocRules() {}

    static void types(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (isBlank(type.schema().getDoc())) {
                report.add(type, type.schema().getFullName() + " has no doc.", "Add \"doc\": \"…\".");
            }
        }
    }

    static void fields(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            if (isBlank(member.field().doc())) {
                report.add(member, member.element() + " has no doc.", "Add \"doc\": \"…\".");
            }
        }
    }

    private static boolean isBlank(@Nullable String doc) {
        return doc == null || doc.isBlank();
    }
}
