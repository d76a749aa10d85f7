package dev.avenant.cli;

import dev.avenant.contracts.check.RepositorySchemas;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.discovery.DiscoveredHistories;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.importing.ContractsFolder;
import dev.avenant.contracts.importing.FolderImport;
import dev.avenant.contracts.importing.ImportedTree;
import dev.avenant.contracts.importing.NotChecked;
import dev.avenant.contracts.importing.RegistryImport;
import dev.avenant.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Make contracts of what exists: of a registry with all its subjects, or of a folder of schemas.",
            "Writes schemas/ with contracts.yaml, contracts.lock and one file a version, all or nothing; what is there"
                    + " already is never written over."
        },
        footer = {
            "",
            "Exit codes: 0 imported, or there already as it is; 1 something else is there; 2 wrong usage; 3 could not run.",
            "",
            "Examples:",
            "  avenant import --registry http://localhost:8081",
            "  avenant import --registry https://registry.example --command-config client.properties",
            "  avenant import src/main/avro --topic orders",
            "  avenant push --keep-ids --registry http://localhost:8082   the way back, into an empty registry"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_LINES = 20;

    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    @Option(names = "--verbose", description = "List all that is not checked, not only the first " + MOST_LINES + ".")
    private boolean verbose;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder with .avsc, .avpr or .avdl files, in place of a registry.")
    private @Nullable Path folder;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "For a folder: the topic of all events; by default it is guessed from their folders.")
    private @Nullable String topic;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path schemas = project.found().orElseGet(project::folder).resolve("schemas");
        if (folder == null && topic != null) {
            throw CommandFailure.usage(
                    "Expected a folder with --topic but found none; the subjects of a registry say their"
                            + " topics. Name a folder, or leave --topic out.");
        }
        if (folder != null && registry.isGiven()) {
            throw CommandFailure.usage("Expected a folder or --registry but found both. Import one of the two.");
        }
        String source = folder == null ? registry.address() : Shown.path(absolute(folder));
        terminal.progress("Reading " + source);
        ImportedTree tree = folder == null ? RegistryImport.of(registry.admin()) : ofFolder(absolute(folder), schemas);
        ContractsFolder.Outcome outcome = new ContractsFolder(schemas).write(tree.files());
        if (!outcome.written() && !outcome.isSame()) {
            refuse(schemas, source, outcome);
            return ExitCode.FINDINGS;
        }
        say((outcome.written() ? "Imported " : "Nothing changed: " + Shown.path(schemas) + " is what was imported, ")
                + tree.found() + " of " + source + ".");
        tree.contracts().forEach((kind, number) -> say("  " + Counted.of(number, kind)));
        int annotated = tree.withMetadataOrRules();
        if (annotated > 0) {
            say(Counted.of(annotated, "version") + (annotated == 1 ? " has" : " have")
                    + " metadata or rules, which push --keep-ids gives back and the check does not read.");
        }
        notChecked(tree.notChecked());
        if (outcome.written()) {
            next(schemas);
        }
        return ExitCode.CLEAN;
    }

    private Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private ImportedTree ofFolder(Path from, Path schemas) throws IOException {
        if (from.startsWith(schemas)) {
            throw CommandFailure.usage("Expected a folder outside " + Shown.path(schemas)
                    + ", where contracts are written, but" + " found " + Shown.path(from)
                    + ". Move the schemas elsewhere, or name another --project.");
        }
        RepositorySchemas found = RepositorySchemas.of(
                from, List.of(), List.of(schemas), Optional.of(Path.of("").toAbsolutePath()));
        return FolderImport.of(
                DiscoveredHistories.of(DiscoveredSchemas.read(found.files()), found::isInScope),
                Optional.ofNullable(topic),
                existing(schemas.resolve(ContractsConfig.FILE)),
                String.valueOf(from.getFileName()));
    }

    private static Optional<ContractsConfig> existing(Path config) throws IOException {
        try {
            return Files.exists(config)
                    ? Optional.of(ContractsConfig.parse(Shown.path(config), Files.readString(config)))
                    : Optional.empty();
        } catch (ContractsFileException e) {
            throw CommandFailure.couldNotRun(e.location() + ": " + e.problem() + ". " + e.fix() + ".");
        }
    }

    private void refuse(Path schemas, String source, ContractsFolder.Outcome outcome) {
        say("Expected no " + Shown.path(schemas) + ", or what was imported of " + source
                + " before, but found a folder in which "
                + Counted.of(outcome.different().size(), "file") + " would differ and "
                + Counted.of(outcome.missing().size(), "file") + " would be added. Nothing was written.");
        list(outcome.different().stream().map(file -> "differs: " + file).toList());
        list(outcome.missing().stream().map(file -> "to add: " + file).toList());
        say("To see what the registry has that git has not: avenant contracts status. To import anew, go to an empty"
                + " folder or name one with --project DIR.");
    }

    private void notChecked(List<NotChecked> notChecked) {
        if (!notChecked.isEmpty()) {
            say(folder == null ? "Kept in " + ImportRecord.FILE + " or left alone, and not checked:" : "Not imported:");
            list(notChecked.stream()
                    .map(left -> left.what() + ": " + left.why())
                    .toList());
        }
    }

    private void list(List<String> lines) {
        int shown = verbose ? lines.size() : Math.min(MOST_LINES, lines.size());
        lines.subList(0, shown).forEach(line -> say("  " + line));
        if (shown < lines.size()) {
            say("  and " + (lines.size() - shown) + " more; --verbose lists all");
        }
    }

    private void next(Path schemas) {
        say("Next: complete " + Shown.path(schemas) + "/" + ContractsConfig.FILE
                + " (owners, producers, consumers), run avenant check, and commit the folder.");
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
