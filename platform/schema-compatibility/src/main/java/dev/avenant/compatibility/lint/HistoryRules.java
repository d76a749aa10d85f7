package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.ComparedSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** What the versions before say about the newest. */
final class HistoryRules {
    private HistoryRules() {}

    static void aliases(LintTarget target, LintTree tree, LintReport report) {
        List<SchemaParts.Member> renamed = tree.partsOf(target).fields().stream()
                .filter(member -> !member.field().aliases().isEmpty())
                .toList();
        if (renamed.isEmpty() || target.history().isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        List<ComparedSchema> versions = new ArrayList<>(target.history());
        versions.addAll(target.compared());
        for (ComparedSchema earlier : versions) {
            for (SchemaParts.Member member : partsOf(target, earlier).fields()) {
                known.add(member.field().name());
            }
        }
        for (SchemaParts.Member member : renamed) {
            for (String alias : member.field().aliases()) {
                if (!known.contains(alias)) {
                    report.add(
                            member,
                            "The alias " + alias + " of " + member.field().name()
                                    + " names nothing that an earlier version had.",
                            "Remove the alias, or correct it.");
                }
            }
        }
    }

    static void reused(LintTarget target, LintTree tree, LintReport report) {
        ComparedSchema previous = target.previous();
        if (previous == null) {
            return;
        }
        Map<String, Schema.Type> deleted = new HashMap<>();
        for (ComparedSchema earlier : target.history()) {
            for (SchemaParts.Member member : partsOf(target, earlier).fields()) {
                deleted.put(member.element(), member.type().getType());
            }
        }
        for (SchemaParts.Member member : partsOf(target, previous).fields()) {
            deleted.remove(member.element());
        }
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            Schema.Type before = deleted.get(member.element());
            if (before != null && before != member.type().getType()) {
                report.add(
                        member,
                        "The field " + member.field().name() + " was deleted as " + before.getName()
                                + " and comes back as "
                                + member.type().getType().getName() + ".",
                        "Choose a name that was never used.");
            }
        }
    }

    static void unchanged(LintTarget target, LintTree tree, LintReport report) {
        ComparedSchema previous = target.previous();
        if (previous != null
                && !previous.sources().isEmpty()
                && !target.current().sources().isEmpty()
                && !previous.sources()
                        .get(0)
                        .file()
                        .equals(target.current().sources().get(0).file())
                && previous.sources()
                        .get(0)
                        .fingerprint()
                        .equals(target.current().sources().get(0).fingerprint())) {
            report.add(
                    "",
                    target.schema().getFullName(),
                    "The newest version of " + target.schema().getName() + " says the same as the one before it.",
                    "Make the change, or remove the file.");
        }
    }

    private static SchemaParts partsOf(LintTarget target, ComparedSchema earlier) {
        return SchemaParts.of(new LintTarget(target.folder(), earlier, List.of(), target.event(), "", List.of()));
    }
}
