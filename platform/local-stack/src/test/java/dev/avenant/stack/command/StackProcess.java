package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this module without the rest of the tree, as a process of its own too. */
@Command(
        name = "avenant",
        subcommands = {UpCommand.class, DownCommand.class, StackCommand.class})
final class StackProcess {

    private static final int REFUSED = 3;

    private StackProcess() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StackProcess()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StackException refusal) {
                command.getErr().println(refusal.getMessage());
                return REFUSED;
            }
            throw failure;
        });
    }
}
