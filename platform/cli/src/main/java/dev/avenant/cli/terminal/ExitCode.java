package dev.avenant.cli.terminal;

/** What the process exits with. */
public final class ExitCode {
    /** Done, nothing found. */
    public static final int CLEAN = 0;

    /** Done, and something was found. */
    public static final int FINDINGS = 1;

    /** Called in a way that makes no sense. */
    public static final int USAGE = 2;

    /** Something that is needed is not there. */
    public static final int COULD_NOT_RUN = 3;

    /** Ended by Ctrl-C before it was done. */
    public static final int INTERRUPTED = 130;

    /** The table for the help of the commands. */
    public static final String TABLE =
            "Exit codes: 0 done and nothing found, 1 findings, 2 wrong usage, 3 could not run, 130 interrupted.";

    private ExitCode() {}
}
