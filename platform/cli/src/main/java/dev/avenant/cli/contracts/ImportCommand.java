package dev.avenant.cli.contracts;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.importing.ContractsFolder;
import dev.avenant.contracts.importing.ImportReport;
import dev.avenant.contracts.importing.ImportedTree;
import dev.avenant.contracts.importing.RegistryImport;
import dev.avenant.contracts.importing.SchemaFolder;
import java.io.IOException;
import java.nio.file.Path;
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
public final class ImportCommand implements Callable<Integer> {
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

    public ImportCommand(Terminal terminal) {
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
        ImportReport report = new ImportReport(
                source,
                folder == null,
                Shown.path(schemas),
                "To import anew, go to an empty folder or name one with --project DIR.",
                verbose ? Integer.MAX_VALUE : MOST_LINES);
        ContractsFolder.Outcome outcome = new ContractsFolder(schemas).write(tree.files());
        if (!outcome.written() && !outcome.isSame()) {
            report.refused(outcome).forEach(terminal.out()::println);
            return ExitCode.FINDINGS;
        }
        report.imported(tree, outcome.written()).forEach(terminal.out()::println);
        return ExitCode.CLEAN;
    }

    private ImportedTree ofFolder(Path from, Path schemas) throws IOException {
        try {
            return new SchemaFolder(
                            from,
                            schemas,
                            Optional.ofNullable(topic),
                            Path.of("").toAbsolutePath())
                    .read();
        } catch (ContractsFileException e) {
            throw CommandFailure.couldNotRun(e.whole().toString());
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
