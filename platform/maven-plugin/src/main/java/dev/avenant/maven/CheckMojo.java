package dev.avenant.maven;

import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.check.CheckRefusedException.Reason;
import dev.avenant.contracts.check.CheckRequest;
import dev.avenant.contracts.check.ContractCheck;
import dev.avenant.contracts.check.NamedRegistry;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Avro schemas of a module against their earlier versions and fails the build where a reader would break or
 * silently read something else. Needs no other file of the platform, and no network unless it is compared with a registry.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class CheckMojo extends ContractsMojo {

    /**
     * Files and folders to look for schemas in, with a comma between. By default the module's folder without those of its
     * modules, or what <code>schemas/contracts.yaml</code> describes.
     */
    @Parameter(property = "avenant.paths")
    private @Nullable List<File> paths;

    /**
     * What to compare with: a git revision such as <code>origin/main</code>, <code>released</code> for what contracts.lock
     * says, or a registry's URL. By default <code>HEAD</code> and the versions side by side; with contracts.yaml
     * <code>released</code>.
     */
    @Parameter(property = "avenant.against")
    private @Nullable String against;

    /** The level, without contracts.yaml. By default BACKWARD_TRANSITIVE for versions side by side, else BACKWARD. */
    @Parameter(property = "avenant.level")
    private @Nullable String level;

    /** Without contracts.yaml: <code>breaking</code>, or <code>full</code> for the lint rules too. By default breaking. */
    @Parameter(property = "avenant.preset")
    private @Nullable String preset;

    /**
     * Reports to write beside the log, with a comma between: <code>text</code>, <code>json</code>, <code>sarif</code>,
     * <code>junit</code>, <code>markdown</code>; <code>github</code> prints annotations for a GitHub workflow.
     */
    @Parameter(property = "avenant.formats")
    private @Nullable List<String> formats;

    /** Where reports are written. */
    @Parameter(property = "avenant.reportsDirectory", defaultValue = "${project.build.directory}/avenant")
    @SuppressWarnings("NullAway.Init") // Maven sets it
    private File reportsDirectory;

    @Parameter(defaultValue = "${project.modules}", readonly = true)
    private @Nullable List<String> modules;

    @Override
    void run() throws MojoExecutionException, MojoFailureException, IOException {
        List<CheckReport> reports = new ArrayList<>();
        for (String format : formats == null ? List.<String>of() : formats) {
            reports.add(Choice.of("avenant.formats", CheckReport.class, format));
        }
        Optional<GateReport> checked = check();
        if (checked.isEmpty()) {
            return;
        }
        GateReport report = checked.get();
        for (CheckReport format : reports) {
            format.write(report, reportsDirectory.toPath());
        }
        Consumer<String> log =
                report.failed() ? getLog()::error : report.findings().isEmpty() ? getLog()::info : getLog()::warn;
        TextReport.verbose(report, false).lines().forEach(log);
        if (report.failed()) {
            throw new MojoFailureException(FailureText.of(report));
        }
    }

    /** The report; empty when there is nothing to check. */
    private Optional<GateReport> check() throws MojoExecutionException {
        List<Path> named =
                paths == null ? List.of() : paths.stream().map(File::toPath).toList();
        CheckRequest request = new CheckRequest(
                folder(),
                project(),
                named,
                named.isEmpty() ? moduleFolders() : List.of(),
                Optional.ofNullable(against),
                level == null
                        ? Optional.empty()
                        : Optional.of(Choice.of("avenant.level", CompatibilityLevel.class, level)),
                preset == null ? Optional.empty() : Optional.of(Choice.of("avenant.preset", Preset.class, preset)),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        boolean asksRegistry = against != null && ContractCheck.isUrl(against);
        Optional<NamedRegistry> registry = asksRegistry ? Optional.of(namedRegistry()) : Optional.empty();
        try {
            return Optional.of(ContractCheck.run(request, url -> registry.orElseThrow()));
        } catch (CheckRefusedException refused) {
            if (refused.reason() != Reason.NO_SCHEMAS || !named.isEmpty()) {
                throw refused;
            }
            getLog().info("There are no Avro schemas (.avsc, .avpr or .avdl) in " + folder()
                    + ", so nothing was checked.");
            return Optional.empty();
        }
    }

    private NamedRegistry namedRegistry() throws MojoExecutionException {
        RegistryAccess registry = registry(against, "avenant.against=" + against);
        return new NamedRegistry(registry.address(), registry.client());
    }

    /** The folders of the modules within this one, which are checked by themselves; a module may be named by its pom. */
    private List<Path> moduleFolders() {
        return (modules == null ? List.<String>of() : modules)
                .stream()
                        .map(module -> folder().resolve(module))
                        .map(module -> module.toString().endsWith(".xml") ? module.resolveSibling("") : module)
                        .map(Path::normalize)
                        .filter(module -> !folder().startsWith(module))
                        .toList();
    }
}
