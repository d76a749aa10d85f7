package dev.avenant.cli;

import java.util.Optional;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/**
 * The command line with the one command that is called. Reading the options of all commands takes longer than most of
 * them run, so that is left to the calls that show them all: the help, a word that is no command, the completion.
 */
@Command(name = "avenant", mixinStandardHelpOptions = true)
final class CalledCommand {

    private CalledCommand() {}

    static CommandLine of(String[] arguments, IFactory factory) {
        return arguments.length == 0
                ? all(factory)
                : named(arguments[0])
                        .map(type -> new CommandLine(new CalledCommand(), factory).addSubcommand(type))
                        .orElseGet(() -> all(factory));
    }

    private static CommandLine all(IFactory factory) {
        return new CommandLine(new Avenant(), factory);
    }

    private static Optional<Class<?>> named(String word) {
        return Stream.<Class<?>>of(Avenant.class.getAnnotation(Command.class).subcommands())
                .filter(type -> type != AutoComplete.GenerateCompletion.class)
                .filter(type -> type.getAnnotation(Command.class).name().equals(word))
                .findFirst();
    }
}
