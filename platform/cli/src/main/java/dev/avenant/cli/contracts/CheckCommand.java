package dev.avenant.cli.contracts;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.check.CheckRequest;
import dev.avenant.contracts.check.CheckedFiles;
import dev.avenant.contracts.check.ContractCheck;
import dev.avenant.contracts.check.NamedRegistry;
import dev.avenant.contracts.check.RepositorySchemas;
import dev.avenant.contracts.check.RuleSettings;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.discovery.DiscoveredCheck;
import dev.avenant.contracts.discovery.SchemaHistory;
import dev.avenant.contracts.fix.FixDecision;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.ConsoleLinks;
import dev.avenant.contracts.report.GithubReport;
import dev.avenant.contracts.report.HistoryText;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.contracts.report.JunitReport;
import dev.avenant.contracts.report.ReportFormat;
import dev.avenant.contracts.report.SarifReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check schemas against their earlier versions.",
            "In a project with schemas/contracts.yaml: the lock, the lint rules, compatibility, and who would break.",
            "Anywhere else, or with paths: what breaks or corrupts a reader, in every .avsc, .avpr and .avdl below them.",
            "Needs no server unless --against names a registry."
        },
        footer = {
            "",
            "A line for each finding, file:line:column: rule: sentence, and the details of what fails the check.",
            "",
            "Exit codes: 0 clean, 1 findings, 2 usage, 3 could not run.",
            "",
            "Examples:",
            "  avenant check",
            "  avenant check --against origin/main",
            "  avenant check src/main/avro --against v1.4.0 --level FULL",
            "  avenant check --preset full --rule field-without-doc=off --rule java-keyword=error",
            "  avenant check --history --against v1.0.0",
            "  avenant check --against origin/main --reader java-1.11 --reader python --profile iceberg",
            "  avenant check --fix",
            "  avenant check --against http://localhost:8081 --format json",
            "  avenant check src/main/avro --against https://registry.example --command-config registry.properties",
            "  avenant check --format github --markdown comment.md"
        })
public final class CheckCommand implements Callable<Integer> {
    private static final String CONSOLE = "AVENANT_CONSOLE_URL";

    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final ReaderOptions readers = new ReaderOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files and folders to look for schemas in; no contracts.yaml is read then.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            description = {
                "What to compare with: released (what contracts.lock says), a git revision, or a registry's URL.",
                "By default released; without contracts.yaml the versions side by side, and HEAD."
            })
    private @Nullable String against;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = {
                "Without contracts.yaml, one of: ${COMPLETION-CANDIDATES}.",
                "By default BACKWARD_TRANSITIVE for versions side by side, else BACKWARD."
            })
    private @Nullable CompatibilityLevel level;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description = "Without contracts.yaml: breaking, or full for the lint rules too (default: breaking).")
    private @Nullable Preset preset;

    @Option(
            names = "--rule",
            paramLabel = "ID=LEVEL",
            description = {
                "Without contracts.yaml: set a rule to error, warn or off; may be given for several rules.",
                "Every finding shows the ID of its rule behind its place."
            })
    private Map<String, String> rules = new LinkedHashMap<>();

    @Option(
            names = "--history",
            description = {
                "Without contracts.yaml: check each commit since --against (by default all) by itself.",
                "As text or json."
            })
    private boolean history;

    @Option(
            names = {"-v", "--verbose"},
            description = "As text: all warnings one by one, and the details of all findings.")
    private boolean verbose;

    @Option(
            names = "--fix",
            description = {
                "Apply the fixes that are safe to the .avsc files, and report what is left. Released versions stay as"
                        + " they are.",
                "A fix was tried: its finding is gone with it, and nothing else breaks or corrupts."
            })
    private boolean fix;

    @Option(
            names = "--interactive",
            description = "As --fix, and ask for each fix, also for those that rest on a guess or take something away.")
    private boolean interactive;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, github, sarif or junit (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also write the report as Markdown, for a comment on a pull request.")
    private @Nullable Path markdown;

    @Option(
            names = "--console",
            paramLabel = "URL",
            description = {
                "With contracts.yaml: the Markdown links to each change on the console at this address.",
                "By default what the environment variable " + CONSOLE + " says; else there are no links."
            })
    private @Nullable String console;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write the report as SARIF, for code scanning.")
    private @Nullable Path sarif;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Optional<ConsoleLinks> links = links();
        boolean discovers = !paths.isEmpty() || project.found().isEmpty();
        if (discovers && history) {
            return checkHistory();
        }
        CheckedFiles checked = discovers ? checked() : contracts();
        GateReport report = fix || interactive ? fixed(checked) : checked.report();
        terminal.out().print(text(report));
        terminal.out().flush();
        if (!fix
                && !interactive
                && format == ReportFormat.TEXT
                && !SchemaFixes.hint(report).isEmpty()) {
            terminal.err().println(SchemaFixes.hint(report));
        }
        if (format == ReportFormat.GITHUB) {
            String summary = terminal.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
            if (!summary.isEmpty()) {
                Files.writeString(
                        Path.of(summary),
                        GithubReport.markdown(report, links),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
        if (markdown != null) {
            write(markdown, GithubReport.markdown(report, links));
        }
        if (sarif != null) {
            write(sarif, SarifReport.of(report));
        }
        return report.failed() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private Optional<ConsoleLinks> links() {
        String address = console == null ? terminal.environment().getOrDefault(CONSOLE, "") : console;
        if (address.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(ConsoleLinks.at(address)
                .orElseThrow(() -> CommandFailure.usage("Expected the address of a console, such as"
                        + " https://console.example, in " + (console == null ? CONSOLE : "--console") + " but found "
                        + address + ".")));
    }

    private static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
    }

    private String text(GateReport report) {
        return switch (format) {
            case TEXT ->
                verbose
                        ? TextReport.verbose(report, terminal.hasColours())
                        : TextReport.of(report, terminal.hasColours());
            case JSON -> JsonReport.of(report);
            case GITHUB -> GithubReport.annotations(report);
            case SARIF -> SarifReport.of(report);
            case JUNIT -> JunitReport.of(report);
        };
    }

    private GateReport fixed(CheckedFiles checked) throws IOException {
        if (interactive && !terminal.isTerminal()) {
            throw CommandFailure.usage("Expected a terminal for --interactive but found none. Use --fix, which applies"
                    + " what needs no answer.");
        }
        // a report for programs stands alone on the standard output
        PrintWriter told = format == ReportFormat.TEXT ? terminal.out() : terminal.err();
        FixDecision decision = interactive ? new FixPrompt(terminal.in(), told) : FixDecision.automatic();
        return new SchemaFixes(checked, decision, told).apply();
    }

    private CheckedFiles contracts() {
        String unsuited = history
                ? "--history"
                : level != null ? "--level" : preset != null ? "--preset" : rules.isEmpty() ? "" : "--rule";
        if (!unsuited.isEmpty()) {
            throw CommandFailure.usage("Expected " + unsuited + " with paths but found a project with contracts.yaml,"
                    + " which says the levels, the preset and the rules. Name the paths, such as schemas.");
        }
        return checked();
    }

    private CheckedFiles checked() {
        CheckRequest request = new CheckRequest(
                project.folder(),
                project.found(),
                paths,
                List.of(),
                Optional.ofNullable(against),
                Optional.ofNullable(level),
                Optional.ofNullable(preset),
                RuleSettings.parse(rules, "--rule"),
                readers.given() ? Optional.of(readers.contracts()) : Optional.empty(),
                namesFromRoot() ? Optional.empty() : Optional.of(Path.of("").toAbsolutePath()));
        return ContractCheck.of(request, this::registry);
    }

    private int checkHistory() {
        if (format != ReportFormat.TEXT && format != ReportFormat.JSON) {
            throw CommandFailure.usage("Expected --format text or json with --history but found "
                    + format.name().toLowerCase(Locale.ROOT) + ". Check one revision for another format.");
        }
        if (markdown != null || sarif != null) {
            throw CommandFailure.usage("Expected " + (markdown != null ? "--markdown" : "--sarif")
                    + " without --history but found both. Check one revision for a file beside the report.");
        }
        if (against != null && ContractCheck.isUrl(against)) {
            throw CommandFailure.usage("Expected a git revision in --against with --history but found a URL."
                    + " Name a branch, a tag or a commit.");
        }
        if (fix || interactive) {
            throw CommandFailure.usage(
                    "Expected " + (fix ? "--fix" : "--interactive")
                            + " without --history but found both. Commits of the past stay as they are; fix what is there now.");
        }
        RepositorySchemas schemas = RepositorySchemas.of(project.folder(), paths, List.of(), Optional.empty());
        List<SchemaHistory.CheckedCommit> commits = SchemaHistory.check(
                schemas.git("walk its history"),
                Optional.ofNullable(against).map(ContractCheck::revision),
                new DiscoveredCheck.Settings(
                        schemas::isInScope,
                        false,
                        Optional.ofNullable(level),
                        preset == null ? Preset.BREAKING : preset,
                        RuleSettings.parse(rules, "--rule"),
                        readers.contracts()));
        terminal.out()
                .print(
                        format == ReportFormat.JSON
                                ? JsonReport.of(commits)
                                : HistoryText.of(commits, terminal.hasColours()));
        return commits.stream().anyMatch(checked -> checked.report().failed()) ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    /** Code hosts and build servers name files from the root of the repository. */
    private boolean namesFromRoot() {
        return sarif != null || (format != ReportFormat.TEXT && format != ReportFormat.JSON);
    }

    private NamedRegistry registry(String url) {
        Registry registry = Registry.at(url, config);
        return new NamedRegistry(registry.address(), registry.client());
    }
}
