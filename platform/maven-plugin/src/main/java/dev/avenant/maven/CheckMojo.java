package dev.avenant.maven;

import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.check.CheckRefusedException.Reason;
import dev.avenant.contracts.check.CheckRequest;
import dev.avenant.contracts.check.ContractCheck;
import dev.avenant.contracts.check.NamedRegistry;
import dev.avenant.contracts.check.RuleSettings;
import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.model.Model;
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
     * modules, or what <code>schemas/contracts.yaml</code> describes. What a parent names and a module does not have is
     * passed over in that module.
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
     * Without contracts.yaml: what rules are set to, each as <code>ID=error</code>, <code>ID=warn</code> or
     * <code>ID=off</code>, with a comma between. Every finding shows the ID of its rule.
     */
    @Parameter(property = "avenant.rules")
    private @Nullable List<String> rules;

    /**
     * The Avros that read the data, such as <code>java-1.12</code>, <code>python-1.11</code> or <code>avsc</code>, with a
     * comma between. By default what contracts.yaml says, or the Avro for Java of this plugin.
     */
    @Parameter(property = "avenant.readers")
    private @Nullable List<String> readers;

    /** The table formats that the data is written to: <code>iceberg</code>. By default what contracts.yaml says, or none. */
    @Parameter(property = "avenant.profiles")
    private @Nullable List<String> profiles;

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

    @Parameter(defaultValue = "${project.originalModel}", readonly = true)
    private @Nullable Model pom;

    @Parameter(defaultValue = "${session.executionRootDirectory}", readonly = true)
    private @Nullable String executionRoot;

    @Parameter(defaultValue = "${session.userProperties}", readonly = true)
    private @Nullable Properties userProperties;

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
    private Optional<GateReport> check() throws MojoExecutionException, IOException {
        List<Path> named = namedHere();
        if (named.isEmpty() && !namedPaths().isEmpty()) {
            return Optional.empty();
        }
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
                ruleSettings(),
                readerContracts(),
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

    private Map<String, LintSetting> ruleSettings() throws MojoExecutionException {
        Map<String, String> words = new LinkedHashMap<>();
        for (String setting : rules == null ? List.<String>of() : rules) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new MojoExecutionException("Expected a rule and its level, such as type-without-doc=off, in"
                        + " avenant.rules but found " + setting + ". Correct it.");
            }
            words.put(
                    setting.substring(0, equals).strip(),
                    setting.substring(equals + 1).strip());
        }
        return RuleSettings.parse(words, "avenant.rules");
    }

    /** Who reads what is checked; empty for what contracts.yaml says. */
    private Optional<ReaderContracts> readerContracts() throws MojoExecutionException {
        List<String> names = readers == null
                ? List.of()
                : readers.stream().map(String::strip).toList();
        Set<TableFormat> formats = EnumSet.noneOf(TableFormat.class);
        for (String profile : profiles == null ? List.<String>of() : profiles) {
            formats.add(Choice.of("avenant.profiles", TableFormat.class, profile));
        }
        if (names.isEmpty() && formats.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReaderContracts.ofAll(DeclaredReaders.named(names), formats));
        } catch (IllegalArgumentException unknown) {
            throw new MojoExecutionException(unknown.getMessage() + " Correct avenant.readers.");
        }
    }

    private NamedRegistry namedRegistry() throws MojoExecutionException {
        RegistryAccess registry = registry(against, "avenant.against=" + against);
        return new NamedRegistry(registry.address(), registry.client());
    }

    private List<Path> namedPaths() {
        return paths == null ? List.of() : paths.stream().map(File::toPath).toList();
    }

    /** The paths that were named, without those that other modules have and this one does not. */
    private List<Path> namedHere() throws MojoExecutionException, IOException {
        List<Path> here = new ArrayList<>();
        InheritedPaths inherited = new InheritedPaths(folder(), moduleFolders());
        for (Path path : namedPaths()) {
            if (Files.exists(path) || (answersForPaths() && moduleFolders().isEmpty())) {
                here.add(path);
            } else if (answersForPaths() && !inherited.isBelow(path)) {
                throw new MojoExecutionException("Expected " + path + ", or the same in one of the modules below, but"
                        + " found neither. Correct avenant.paths.");
            } else {
                getLog().info("This module has no " + path + ", so it was not checked here.");
            }
        }
        return here;
    }

    /** Whether the paths are this module's own, or those of the whole build, rather than its parent's. */
    private boolean answersForPaths() {
        if (pom == null || pom.getParent() == null || InheritedPaths.areNamedIn(pom)) {
            return true;
        }
        boolean isRoot = executionRoot != null
                && folder().equals(Path.of(executionRoot).toAbsolutePath().normalize());
        boolean onCommandLine = userProperties != null && userProperties.containsKey("avenant.paths");
        return isRoot && (onCommandLine || !moduleFolders().isEmpty());
    }

    /** The folders of the modules within this one, which are checked by themselves. */
    private List<Path> moduleFolders() {
        return InheritedPaths.foldersOf(folder(), modules == null ? List.of() : modules);
    }
}
