package dev.avenant.cli.access;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.tree.ContractTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which project a command works on: the nearest folder upwards that holds {@code schemas/contracts.yaml}. */
public final class Project {
    @Option(
            names = {"-C", "--project"},
            paramLabel = "DIR",
            description = "The project; by default the nearest folder upwards with schemas/contracts.yaml.")
    private @Nullable Path given;

    /** Whether a project was named on the command line. */
    public boolean isGiven() {
        return given != null;
    }

    /** The folder of the contracts. */
    public Path schemas() {
        return root().resolve("schemas");
    }

    public Path root() {
        return found().orElseThrow(() -> CommandFailure.couldNotRun("Expected schemas/" + ContractsConfig.FILE + " in "
                + folder() + (given == null ? " or a folder above it" : "")
                + " but found none. Go to your project, or name it with --project DIR."));
    }

    /** The folder that was named, or where the command was called. */
    public Path folder() {
        Path start = given == null ? Path.of("") : given;
        return start.toAbsolutePath().normalize();
    }

    /** The project, where there is one. */
    public Optional<Path> found() {
        for (Path at = folder(); at != null; at = given == null ? at.getParent() : null) {
            if (Files.isRegularFile(at.resolve("schemas").resolve(ContractsConfig.FILE))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** What {@code contracts.yaml} says, where there is one; it must be there when a project was named. */
    public Optional<ContractsConfig> config() {
        if (given == null && found().isEmpty()) {
            return Optional.empty();
        }
        Path file = schemas().resolve(ContractsConfig.FILE);
        try {
            return Optional.of(ContractsConfig.parse(Shown.path(file), Files.readString(file)));
        } catch (IOException unreadable) {
            throw CommandFailure.couldNotRun(
                    "Could not read " + Shown.path(file) + ": " + unreadable.getMessage() + ".");
        }
    }

    /** The same of all contracts. */
    public Optional<ContractTree> loadIfThere() {
        return given == null && found().isEmpty() ? Optional.empty() : Optional.of(load());
    }

    /** Reads all contracts; messages name files from the folder that the command was called in, where that is shorter. */
    public ContractTree load() {
        return ContractTree.load(files());
    }

    public ContractFiles files() {
        Path schemas = schemas();
        Path here = Path.of("").toAbsolutePath();
        Path shown = schemas.startsWith(here) ? here.relativize(schemas) : schemas;
        return ContractFiles.folder(schemas, shown.toString().replace('\\', '/') + "/");
    }
}
