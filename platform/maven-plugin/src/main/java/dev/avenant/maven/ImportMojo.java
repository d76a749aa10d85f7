package dev.avenant.maven;

import dev.avenant.contracts.importing.ContractsFolder;
import dev.avenant.contracts.importing.ImportReport;
import dev.avenant.contracts.importing.ImportedTree;
import dev.avenant.contracts.importing.RegistryImport;
import dev.avenant.contracts.importing.SchemaFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes contracts of what exists: of a registry with all its subjects, or of a folder of schemas. Writes
 * <code>schemas</code> in the project, all or nothing; what is there already is never written over.
 */
@Mojo(name = "import", threadSafe = true, requiresProject = false, aggregator = true)
public final class ImportMojo extends ContractsMojo {

    /**
     * The URL of the schema registry, or several of one state, separated by commas. By default
     * <code>SCHEMA_REGISTRY_URL</code> of the environment.
     */
    @Parameter(property = "avenant.registry")
    private @Nullable String registry;

    /** A folder with <code>.avsc</code>, <code>.avpr</code> or <code>.avdl</code> files, in place of a registry. */
    @Parameter(property = "avenant.source")
    private @Nullable File source;

    /** For a folder: the topic of all events. By default it is guessed from their folders. */
    @Parameter(property = "avenant.topic")
    private @Nullable String topic;

    @Override
    void run() throws MojoExecutionException, MojoFailureException, IOException {
        if (source != null && registry != null) {
            throw new MojoExecutionException(
                    "Expected avenant.source or avenant.registry but found both. Import one of the two.");
        }
        if (source == null && topic != null) {
            throw new MojoExecutionException(
                    "Expected avenant.source with avenant.topic but found none; the subjects of"
                            + " a registry say their topics. Name a folder, or leave avenant.topic out.");
        }
        Path schemas = project().orElseGet(this::folder).resolve("schemas");
        String from;
        ImportedTree tree;
        if (source == null) {
            RegistryAccess access = registry(registry, "import");
            from = access.address();
            tree = RegistryImport.of(access.admin());
        } else {
            Path named = folder().resolve(source.toPath()).normalize();
            from = shown(named);
            tree = new SchemaFolder(named, schemas, Optional.ofNullable(topic), folder()).read();
        }
        ContractsFolder.Outcome outcome = new ContractsFolder(schemas).write(tree.files());
        ImportReport report = new ImportReport(
                from,
                source == null,
                shown(schemas),
                "To import anew, remove the folder, or run the goal in an empty one.",
                Integer.MAX_VALUE);
        if (!outcome.written() && !outcome.isSame()) {
            throw new MojoFailureException(String.join("\n", report.refused(outcome)));
        }
        report.imported(tree, outcome.written()).forEach(getLog()::info);
    }

    private String shown(Path path) {
        return (path.startsWith(folder()) ? folder().relativize(path) : path)
                .toString()
                .replace('\\', '/');
    }
}
