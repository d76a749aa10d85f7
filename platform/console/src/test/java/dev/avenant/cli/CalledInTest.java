package dev.avenant.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What a command left behind that a test of the console called. */
public record CalledInTest(int exitCode, String out, String err) {

    /** Calls a command where nobody sits at the terminal. */
    public static CalledInTest run(Map<String, String> environment, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                environment,
                false);
        int exitCode = Avenant.run(terminal, words);
        return new CalledInTest(exitCode, out.toString(), err.toString());
    }
}
