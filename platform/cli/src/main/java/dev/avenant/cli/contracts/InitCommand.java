package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.check.RepositorySchemas;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.discovery.DiscoveredHistories;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.importing.ExampleConfig;
import dev.avenant.contracts.importing.FolderImport;
import dev.avenant.contracts.importing.ImportedTree;
import dev.avenant.contracts.importing.NotChecked;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Begin a project: write schemas/contracts.yaml, with what the Avro schemas of the repository say.",
            "Writes this one file, and never over one that is there."
        },
        footer = {
            "",
            "Examples:",
            "  avenant init",
            "  avenant init --topic order-events",
            "  avenant init --project services/orders"
        })
public final class InitCommand implements Callable<Integer> {
    private static final int MOST_LINES = 20;

    private final Terminal terminal;

    @Option(
            names = {"-C", "--project"},
            paramLabel = "DIR",
            description = "The folder of the project; by default the current one.")
    private @Nullable Path given;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic of all events; by default it is guessed.")
    private @Nullable String topic;

    public InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path root = (given == null ? Path.of("") : given).toAbsolutePath().normalize();
        Path file = root.resolve("schemas").resolve(ContractsConfig.FILE);
        if (Files.exists(file)) {
            throw CommandFailure.usage(
                    Shown.path(file) + " is there already, so nothing was written. Run avenant check.");
        }
        RepositorySchemas schemas = Files.isDirectory(root)
                ? RepositorySchemas.of(root, List.of(), List.of(), Optional.of(root.toRealPath()))
                : null;
        if (schemas == null || schemas.isEmpty()) {
            example(file, "Found no Avro schemas (.avsc, .avpr or .avdl) in " + root + ".", List.of());
            return ExitCode.CLEAN;
        }
        ImportedTree tree = FolderImport.of(
                DiscoveredHistories.of(DiscoveredSchemas.read(schemas.files()), schemas::isInScope),
                Optional.ofNullable(topic),
                Optional.empty(),
                String.valueOf(root.getFileName()));
        if (tree.sources().isEmpty()) {
            example(file, "Found no Avro schemas that can be contracts in " + root + ".", tree.notChecked());
            return ExitCode.CLEAN;
        }
        write(file, tree.files().getOrDefault(ContractsConfig.FILE, ExampleConfig.TEXT));
        report(root, file, tree);
        return ExitCode.CLEAN;
    }

    private void example(Path file, String found, List<NotChecked> left) throws IOException {
        write(file, ExampleConfig.TEXT);
        say(found);
        notListed(left);
        say("Wrote " + Shown.path(file) + " with an example.");
        say("Next: make the example yours, then avenant new OrderPlaced --topic order-events, and avenant check.");
    }

    private void notListed(List<NotChecked> left) {
        list(left.stream()
                .map(file -> "  " + file.what() + ": " + file.why() + " (not listed)")
                .toList());
    }

    private void report(Path root, Path file, ImportedTree tree) {
        say("Found " + tree.found() + ":");
        list(tree.sources().entrySet().stream()
                .map(source -> "  " + source.getValue() + " -> schemas/" + source.getKey())
                .toList());
        notListed(tree.notChecked());
        say("Wrote " + Shown.path(file) + " with a guess at topics and shared types.");
        boolean inPlace = tree.sources().entrySet().stream()
                .allMatch(source -> root.resolve("schemas/" + source.getKey()).equals(root.resolve(source.getValue())));
        boolean below = tree.sources().values().stream().anyMatch(source -> source.startsWith("schemas/"));
        say(
                "Next: complete the file (topics, owners, producers, consumers), then "
                        + (inPlace
                                ? "avenant check and avenant release."
                                : below
                                        ? "move each file as above, and run avenant check, which names what is missing, and avenant"
                                                + " release."
                                        : "avenant import ., which copies the schemas to schemas/ and writes contracts.lock, and"
                                                + " avenant check. Until then the check names each schema that is missing there."));
    }

    private void list(List<String> lines) {
        lines.subList(0, Math.min(MOST_LINES, lines.size())).forEach(this::say);
        if (lines.size() > MOST_LINES) {
            say("  and " + (lines.size() - MOST_LINES) + " more");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.usage(Shown.path(file) + " is there already, so nothing was written.");
        }
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
