package dev.avenant.stack.command;

import dev.avenant.stack.StackException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands around the local stack; {@code avenant} passes them on from its own command line. */
@Command(
        name = "avenant",
        description = "The local stack: Kafka, PostgreSQL, the registry, the services and the console.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RestartCommand.class,
            KillCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class StackMain implements Runnable {

    static final int REFUSED = 1;
    private static final int INTERRUPTED = 130;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and ends the JVM with its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        // The registry's library brings a configuration of the usual name for its own process.
        System.setProperty("logback.configurationFile", "logback-stack.xml");
        int exitCode = commandLine().execute(arguments);
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        return new CommandLine(new StackMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CancellationException) {
                        return INTERRUPTED;
                    }
                    if (failure instanceof StackException || failure instanceof IllegalArgumentException) {
                        command.getErr().println(failure.getMessage());
                    } else {
                        command.getErr().println("Unexpected: " + failure);
                    }
                    return REFUSED;
                });
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
