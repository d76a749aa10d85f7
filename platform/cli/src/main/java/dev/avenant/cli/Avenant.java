package dev.avenant.cli;

import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.contracts.CheckCommand;
import dev.avenant.cli.contracts.CompareCommand;
import dev.avenant.cli.contracts.ContractsCommand;
import dev.avenant.cli.contracts.DiffCommand;
import dev.avenant.cli.contracts.DocsCommand;
import dev.avenant.cli.contracts.ImportCommand;
import dev.avenant.cli.contracts.InitCommand;
import dev.avenant.cli.contracts.NewCommand;
import dev.avenant.cli.contracts.PlanCommand;
import dev.avenant.cli.contracts.PushCommand;
import dev.avenant.cli.contracts.ReleaseCommand;
import dev.avenant.cli.deadletters.DeadLettersCommand;
import dev.avenant.cli.events.EventsCommand;
import dev.avenant.cli.events.ReplayCommand;
import dev.avenant.cli.groups.GroupsCommand;
import dev.avenant.cli.subjects.SubjectsCommand;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.cli.topics.TopicsCommand;
import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.NotSentException;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.stack.command.DownCommand;
import dev.avenant.stack.command.StackCommand;
import dev.avenant.stack.command.UpCommand;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.UnknownComponentException;
import dev.avenant.text.Printable;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code avenant} command: parses the line, runs the command, and turns every failure into one sentence. */
@Command(
        name = "avenant",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Contracts for events: check, release and register Avro schemas, and look after what went wrong.",
            "It also runs the platform on this machine: up starts it, down stops it."
        },
        subcommands = {
            InitCommand.class,
            CheckCommand.class,
            ImportCommand.class,
            CompareCommand.class,
            DiffCommand.class,
            PlanCommand.class,
            NewCommand.class,
            ReleaseCommand.class,
            PushCommand.class,
            ContractsCommand.class,
            DocsCommand.class,
            SubjectsCommand.class,
            TopicsCommand.class,
            EventsCommand.class,
            DeadLettersCommand.class,
            GroupsCommand.class,
            ReplayCommand.class,
            UpCommand.class,
            DownCommand.class,
            StackCommand.class,
            DemoCommand.class,
            RegistryCommand.class,
            TrainingRun.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            ExitCode.TABLE,
            "",
            "Examples:",
            "  avenant check",
            "  avenant new OrderPlaced",
            "  avenant push --registry http://localhost:8081 --bootstrap-servers localhost:9092",
            "  avenant events tail order-events --from-beginning --max 1",
            "  avenant dead-letters show order-events.billing.dlt"
        })
public final class Avenant implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode = run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(exitCode);
    }

    static int run(Terminal terminal, String... arguments) {
        int exitCode;
        try {
            exitCode = commandLine(terminal, arguments).execute(arguments);
        } catch (Error failure) {
            exitCode = explain(terminal, failure);
        }
        terminal.out().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Terminal terminal, String... arguments) {
        CommandLine line = CalledCommand.of(arguments, new TerminalFactory(terminal));
        sayVersion(line);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, words) -> usage(terminal, failure));
        line.setExecutionExceptionHandler((failure, command, result) -> explain(terminal, failure));
        return line;
    }

    private static void sayVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Avenant::sayVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a command but found none");
    }

    private static int usage(Terminal terminal, ParameterException failure) {
        PrintWriter err = terminal.err();
        err.println(failure.getMessage() + ".");
        if (!printCommandsOfThatName(failure, err)) {
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        }
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        err.println("See " + command + " --help.");
        err.flush();
        return ExitCode.USAGE;
    }

    /** A word that no command has here may be one further down: {@code status} is there twice. */
    private static boolean printCommandsOfThatName(ParameterException failure, PrintWriter err) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> found = failure.getCommandLine().getSubcommands().values().stream()
                    .distinct()
                    .map(group ->
                            group.getSubcommands().get(unmatched.getUnmatched().get(0)))
                    .filter(Objects::nonNull)
                    .map(command -> command.getCommandSpec().qualifiedName())
                    .sorted()
                    .toList();
            if (!found.isEmpty()) {
                err.println("Did you mean: " + String.join(" or ", found) + "?");
                return true;
            }
        }
        return false;
    }

    private static int explain(Terminal terminal, Throwable failure) {
        terminal.out().flush();
        PrintWriter err = terminal.err();
        if (failure instanceof CommandFailure known) {
            say(err, known.getMessage());
            return known.exitCode();
        }
        if (failure instanceof NotSentException unsent) {
            say(err, unsent.getMessage() + " Run the command again; it goes on where it ended.");
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof OperationException refusal) {
            say(err, refusal.getMessage());
            return refusal.reason() == OperationException.Reason.WRONG_REQUEST
                    ? ExitCode.USAGE
                    : ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof StackException refusal) {
            say(err, refusal.getMessage());
            return refusal instanceof UnknownComponentException ? ExitCode.USAGE : ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof CheckRefusedException refusal) {
            say(err, refusal.getMessage());
            return refusal.reason() == CheckRefusedException.Reason.WRONG_REQUEST
                    ? ExitCode.USAGE
                    : ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof CancellationException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof SchemaSyntaxException || failure instanceof ContractsUnreadableException) {
            say(err, failure.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof RegistryException registry) {
            say(err, "The request to the schema registry failed: " + registry.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof AuthenticationException refused) {
            say(err, Kafka.refused("Kafka", refused).getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof KafkaException kafka) {
            say(err, "The request to Kafka failed: " + kafka.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof FileSystemException file) {
            say(err, "Could not read or write " + file.getFile() + ": " + reason(file) + ".");
            return ExitCode.COULD_NOT_RUN;
        }
        say(err, JvmErrors.in(failure).map(JvmErrors::sentence).orElse("Could not run: " + failure));
        return ExitCode.COULD_NOT_RUN;
    }

    /** Some messages repeat what Kafka, a registry or a console said, or what something there is called. */
    private static void say(PrintWriter err, @Nullable String message) {
        String.valueOf(message).lines().forEach(line -> err.println(Printable.of(line)));
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user has no permission";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file of that name is there already";
        }
        return failure.getReason() == null ? "the operating system refused it" : failure.getReason();
    }

    /** Gives each command the terminal. */
    private record TerminalFactory(Terminal terminal) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
