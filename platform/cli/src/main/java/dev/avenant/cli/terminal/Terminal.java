package dev.avenant.cli.terminal;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Where a command reads and writes. Results go to {@link #out()}, everything else to {@link #err()}; colours only to a
 * terminal and never against {@code NO_COLOR}.
 *
 * @param environment the environment variables
 * @param isTerminal whether somebody is looking
 */
public record Terminal(
        InputStream in, PrintWriter out, PrintWriter err, Map<String, String> environment, boolean isTerminal) {
    /** The terminal of this process. */
    @SuppressWarnings("SystemConsoleNull") // on JDK 17 a redirected process has none; on 22 and later it is asked
    public static Terminal ofProcess() {
        Console console = System.console();
        return new Terminal(
                System.in,
                new PrintWriter(System.out, false, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
                System.getenv(),
                console != null && isTerminal(console));
    }

    private static boolean isTerminal(Console console) {
        if (Runtime.version().feature() < 22) {
            return true;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    public boolean hasColours() {
        String noColor = environment.getOrDefault("NO_COLOR", "");
        return isTerminal && noColor.isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** Says what is going on, where somebody is looking. */
    public void progress(String text) {
        if (isTerminal) {
            err.println(text);
        }
    }
}
