package dev.avenant.stack.command;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack a command is about: the same for every command, so that they find each other. */
public final class StackMixin {

    /** The system property with which the script names the clone that it lies in. */
    public static final String REPOSITORY = "avenant.repository";

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            hidden = true,
            description = "The built clone; by default the one that the script lies in.")
    private @Nullable Path repository;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the stack keeps data, logs and notes (default: .avenant in the clone).")
    private @Nullable Path home;

    /** The clone that was named, that of the script, or the nearest folder upwards with a {@code stack.yaml}. */
    Path repository() {
        if (repository != null) {
            return absolute(repository);
        }
        String ofScript = System.getProperty(REPOSITORY, "");
        if (!ofScript.isEmpty()) {
            return absolute(Path.of(ofScript));
        }
        Path here = absolute(Path.of(""));
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(StackDefinition.FILE))) {
                return at;
            }
        }
        return here;
    }

    /** Where that stack keeps what it keeps; it need not be there. */
    public Path home() {
        return absolute(home == null ? repository().resolve(".avenant") : home);
    }

    Path run() {
        return home().resolve("run");
    }

    Path logs() {
        return home().resolve("logs");
    }

    /** What a start in that home would begin with. */
    StackOptions options() {
        return StackOptions.in(repository()).withHome(home());
    }

    /** The component that was named on the command line. */
    Component component(String name) {
        return StackDefinition.of(repository()).named(name);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
