package dev.avenant.cli;

import dev.avenant.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine;

/** What a command left behind that a test of the console called. */
public record CalledInTest(int exitCode, String out, String err) {

    /** The commands that ask a console where they are told to, by their names in the order of the alphabet. */
    public static SortedSet<String> commandsOfConsole() {
        SortedSet<String> found = new TreeSet<>();
        add(new CommandLine(new Avenant(), new AnyTerminal()), found);
        return found;
    }

    private static void add(CommandLine command, Set<String> found) {
        if (command.getCommandSpec().findOption("--cluster") != null) {
            found.add(command.getCommandSpec().qualifiedName().replaceFirst("^avenant ", ""));
        }
        command.getSubcommands().values().forEach(below -> add(below, found));
    }

    /** Makes commands that nobody runs. */
    private static final class AnyTerminal implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Terminal.class).newInstance(Terminal.ofProcess());
            } catch (NoSuchMethodException noTerminal) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /** Calls a command where nobody sits at the terminal. */
    public static CalledInTest run(Map<String, String> environment, String... words) {
        return run(InputStream.nullInputStream(), environment, words);
    }

    /** The same with something to read. */
    public static CalledInTest run(InputStream in, Map<String, String> environment, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(in, new PrintWriter(out, true), new PrintWriter(err, true), environment, false);
        int exitCode = Avenant.run(terminal, words);
        return new CalledInTest(exitCode, out.toString(), err.toString());
    }
}
