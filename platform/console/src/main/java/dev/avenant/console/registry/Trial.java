package dev.avenant.console.registry;

import dev.avenant.finding.Verdict;
import java.util.List;

/**
 * What became of trying a schema as the next version of a subject.
 *
 * @param level the subject's level
 * @param compared with which versions it was compared, the latest first
 * @param verdict the worst that the level asks about
 * @param isTaken whether the registry itself would take it
 * @param refusals what the registry says when it would not
 */
public record Trial(String level, List<Compared> compared, Verdict verdict, boolean isTaken, List<String> refusals) {

    public Trial {
        compared = List.copyOf(compared);
        refusals = List.copyOf(refusals);
    }

    /** One version that the schema was compared with. */
    public record Compared(int version, VersionDiff diff) {}
}
