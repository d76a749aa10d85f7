package dev.avenant.contracts.fix;

import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;

/** Says which fixes are applied. */
public interface FixDecision {
    /** What to do with one fix. */
    enum Answer {
        APPLY,
        LEAVE,
        /** Leave this one and all that would come after it. */
        STOP
    }

    /**
     * What to do with a fix.
     *
     * @param path its file below the root of the files
     * @param text the text of the file before it
     */
    Answer of(GateFinding finding, Fix fix, String path, String text);

    /** What needs no answer from anybody. */
    static FixDecision automatic() {
        return (finding, fix, path, text) -> fix.automatic() ? Answer.APPLY : Answer.LEAVE;
    }
}
