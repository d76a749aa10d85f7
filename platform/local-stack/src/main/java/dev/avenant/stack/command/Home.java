package dev.avenant.stack.command;

import dev.avenant.stack.Part;
import dev.avenant.stack.StackException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the stack of a command is: the same for every command, so that they find each other. */
final class Home {

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            hidden = true,
            description = "The built clone; the script passes the one it lies in.")
    private Path repository = Path.of("");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where data, logs and process notes are kept. Default: .avenant in the clone.")
    private @Nullable Path home;

    Path repository() {
        return repository.toAbsolutePath().normalize();
    }

    Path home() {
        Path chosen = home == null ? repository().resolve(".avenant") : home;
        return chosen.toAbsolutePath().normalize();
    }

    Path run() {
        return home().resolve("run");
    }

    Path logs() {
        return home().resolve("logs");
    }

    /** The part that was named on the command line. */
    static Part part(String name) {
        return Part.named(name)
                .orElseThrow(() ->
                        new StackException("There is no part named " + name + ". The parts are " + Part.names() + "."));
    }
}
