package dev.avenant.compatibility.fix;

import dev.avenant.compatibility.Comparison;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Rule;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Sentence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a schema beside its earlier versions, so that two states of it can be held against each other. */
final class Faults {
    private static final Set<Rule> NAMING_SYMBOLS = Set.of(
            CompatibilityRule.ENUM_SYMBOL_UNKNOWN,
            CompatibilityRule.ENUM_SYMBOL_REPLACED,
            CompatibilityRule.ENUM_SYMBOL_READ_AS_DEFAULT);

    private final Set<Fault> bad = new HashSet<>();
    private final Set<Fault> notes = new HashSet<>();

    /** What a finding is about. */
    enum Side {
        BACKWARD,
        FORWARD,
        /** The new schema alone. */
        INVALID
    }

    /**
     * One finding without its words.
     *
     * @param version which of the earlier versions; 0 for what is wrong with the new schema alone
     * @param symbols what it says of an enum, of which one finding may name several symbols; else null
     */
    record Fault(
            int version,
            Side side,
            Rule rule,
            String path,
            @Nullable Sentence symbols) {
        static Fault of(int version, Side side, Finding finding) {
            return new Fault(
                    version,
                    side,
                    finding.rule(),
                    finding.path(),
                    NAMING_SYMBOLS.contains(finding.rule()) ? finding.said() : null);
        }

        boolean isAbout(Finding finding, Side where) {
            return side == where && rule == finding.rule() && path.equals(finding.path());
        }
    }

    void add(int version, Comparison comparison) {
        add(version, Side.BACKWARD, comparison.backward().findings());
        add(version, Side.FORWARD, comparison.forward().findings());
    }

    void addInvalid(List<Finding> findings) {
        findings.forEach(finding -> bad.add(Fault.of(0, Side.INVALID, finding)));
    }

    private void add(int version, Side side, List<Finding> findings) {
        for (Finding finding : findings) {
            Set<Fault> kind = finding.effect() == Verdict.SAFE ? notes : bad;
            kind.add(Fault.of(version, side, finding));
        }
    }

    /** Whether there is nothing in it that was not there before; notes are not asked. */
    boolean areAmong(Faults before) {
        return before.bad.containsAll(bad);
    }

    /** Whether that is true of the notes too. */
    boolean noteNothingNew(Faults before) {
        return before.notes.containsAll(notes);
    }

    boolean hold(Finding finding, Side side) {
        return bad.stream().anyMatch(fault -> fault.isAbout(finding, side))
                || notes.stream().anyMatch(fault -> fault.isAbout(finding, side));
    }

    /** How many there are in the directions that count. */
    long count(boolean backward, boolean forward) {
        return bad.stream()
                .filter(fault -> fault.side() == Side.BACKWARD ? backward : fault.side() != Side.FORWARD || forward)
                .count();
    }
}
