package dev.avenant.compatibility;

import dev.avenant.compatibility.PendingFinding.Notice;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.compatibility.readers.DeclaredReaders.Affected;
import dev.avenant.finding.Category;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Verdict;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was found for the Avro that the comparison runs on into what holds for the declared readers, by what they
 * were seen to do with each kind of change. A finding whose rule no recorded kind stands for is kept as it is.
 */
final class ReaderJudgement {
    private final DeclaredReaders readers;
    private final PendingFinding.Collected before;
    private final PendingFinding.Collected after;

    private ReaderJudgement(DeclaredReaders readers, PendingFinding.Collected before, PendingFinding.Collected after) {
        this.readers = readers;
        this.before = before;
        this.after = after;
    }

    static PendingFinding.Collected judge(DeclaredReaders readers, PendingFinding.Collected found, int maxFindings) {
        PendingFinding.Collected after = new PendingFinding.Collected(maxFindings, false);
        new ReaderJudgement(readers, found, after).run();
        if (found.isFull()) {
            after.atLeast(found.worst());
        }
        return after;
    }

    private void run() {
        Set<Notice> notices = new LinkedHashSet<>(before.notices());
        for (PendingFinding finding : before.pending()) {
            ChangeKind.of(finding.rule()).ifPresent(kind -> notices.add(new Notice(kind, finding.place())));
            keep(finding);
        }
        for (Notice notice : notices) {
            add(notice, CompatibilityRule.READER_REFUSES, "refuse");
            add(notice, CompatibilityRule.READER_READS_OTHERWISE, "read another value from");
        }
    }

    /** A finding that stands for a kind is kept for those readers that do the same with it. */
    private void keep(PendingFinding finding) {
        if (finding.rule().category() == Category.JAVA && !readers.hasJava()) {
            return;
        }
        ChangeKind kind = kindOf(finding);
        if (kind == null) {
            after.add(finding);
            return;
        }
        List<String> same = readers.affected(kind, finding.effect()).readers();
        if (same.size() == readers.names().size()) {
            after.add(finding);
        } else if (!same.isEmpty()) {
            after.add(finding.saying(SchemaText.of("holds-for", finding.message(), String.join(", ", same))));
        }
    }

    private @Nullable ChangeKind kindOf(PendingFinding finding) {
        for (Notice notice : before.notices()) {
            if (notice.place().equals(finding.place())
                    && notice.kind().rule().filter(finding.rule()::equals).isPresent()) {
                return notice.kind();
            }
        }
        return ChangeKind.of(finding.rule()).orElse(null);
    }

    private void add(Notice notice, CompatibilityRule rule, String verb) {
        Affected affected = readers.affected(notice.kind(), rule.effect());
        if (affected.readers().isEmpty() || isTold(notice, rule.effect())) {
            return;
        }
        String who = String.join(", ", affected.readers());
        boolean one = affected.readers().size() == 1;
        String does = one ? verb.replaceFirst("^(refuse|read)", "$1s") : verb;
        String what = notice.kind().what();
        after.add(
                rule,
                notice.place(),
                Sentence.quoting(Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + who + " " + does
                        + " it. Recorded: " + affected.shown() + "."),
                Sentence.quoting(rule.remedy()),
                List.of());
    }

    /** Whether a finding that is kept says as much of the same place, for all readers. */
    private boolean isTold(Notice notice, Verdict effect) {
        return after.pending().stream()
                .anyMatch(finding -> finding.place().equals(notice.place())
                        && finding.effect().compareTo(effect) >= 0
                        && (kindOf(finding) == null || kindOf(finding) == notice.kind()));
    }
}
