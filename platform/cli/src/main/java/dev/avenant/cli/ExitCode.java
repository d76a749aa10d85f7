package dev.avenant.cli;

/** What the process exits with. */
final class ExitCode {
    /** Done, nothing found. */
    static final int CLEAN = 0;

    /** Done, and something was found. */
    static final int FINDINGS = 1;

    /** Called in a way that makes no sense. */
    static final int USAGE = 2;

    /** Something that is needed is not there. */
    static final int COULD_NOT_RUN = 3;

    /** Ended by Ctrl-C before it was done. */
    static final int INTERRUPTED = 130;

    /** The table for the help of the commands. */
    static final String TABLE =
            "Exit codes: 0 done and nothing found, 1 findings, 2 wrong usage, 3 could not run, 130 interrupted.";

    private ExitCode() {}
}
