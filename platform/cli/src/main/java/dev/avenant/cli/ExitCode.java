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

    private ExitCode() {}
}
