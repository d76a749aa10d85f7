package jobplatform.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What lets Ctrl-C reach a child. A build that was started with {@code nohup} or by a build server may ignore the
 * interrupt signal, every process below it inherits that, and neither a shell nor a JVM can take it back.
 */
final class Interrupts {

    private static final List<List<String>> RESETTING =
            List.of(List.of("env", "--default-signal=INT"), List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));

    private Interrupts() {}

    /** What stands before the command of a process that must notice an interrupt, however the tests were started. */
    static List<String> noticed() throws IOException, InterruptedException {
        for (List<String> prefix : RESETTING) {
            List<String> trial = new ArrayList<>(prefix);
            trial.add("true");
            try {
                if (new ProcessBuilder(trial).start().waitFor() == 0) {
                    return prefix;
                }
            } catch (IOException notThere) {
                // The next one may be.
            }
        }
        throw new AssertionError("Neither env --default-signal nor perl is here to start a process that can be"
                + " interrupted. Install GNU coreutils or perl.");
    }
}
