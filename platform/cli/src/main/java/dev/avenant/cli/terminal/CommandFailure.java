package dev.avenant.cli.terminal;

/** A command that cannot go on: a sentence for the user and the code to exit with. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was called in a way that makes no sense. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    /** Something that the command needs is not there. */
    public static CommandFailure couldNotRun(String message) {
        return new CommandFailure(ExitCode.COULD_NOT_RUN, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
