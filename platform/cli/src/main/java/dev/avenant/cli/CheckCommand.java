package dev.avenant.cli;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.GithubReport;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.contracts.report.JunitReport;
import dev.avenant.contracts.report.ReportFormat;
import dev.avenant.contracts.report.SarifReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.contracts.tree.ContractTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check the contracts against the released versions: the lock, the lint rules, compatibility, and who would break.",
            "Needs no server unless --against names a registry."
        },
        footer = {
            "",
            "Exit codes: 0 clean, 1 findings, 2 usage, 3 could not run.",
            "",
            "Examples:",
            "  avenant check",
            "  avenant check --against origin/main",
            "  avenant check --against http://localhost:8081 --format json",
            "  avenant check --format github --markdown comment.md"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            defaultValue = "released",
            description = "released (what contracts.lock says), a git revision, or a registry's URL"
                    + " (default: ${DEFAULT-VALUE}).")
    private String against = "released";

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

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        // code hosts and build servers name files from the project's root
        ContractTree tree = format == ReportFormat.TEXT || format == ReportFormat.JSON
                ? project.load()
                : ContractTree.load(ContractFiles.folder(project.schemas(), "schemas/"));
        GateReport report = Gate.check(tree, baseline(), LocalDate.now(ZoneOffset.UTC));
        terminal.out().print(text(report));
        if (format == ReportFormat.GITHUB) {
            String summary = terminal.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
            if (!summary.isEmpty()) {
                Files.writeString(
                        Path.of(summary),
                        GithubReport.markdown(report),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
        if (markdown != null) {
            Path parent = markdown.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(markdown, GithubReport.markdown(report));
        }
        return report.failed() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private String text(GateReport report) {
        return switch (format) {
            case TEXT -> TextReport.of(report, terminal.hasColours());
            case JSON -> JsonReport.of(report);
            case GITHUB -> GithubReport.annotations(report);
            case SARIF -> SarifReport.of(report);
            case JUNIT -> JunitReport.of(report);
        };
    }

    private Baseline baseline() {
        if (against.equals("released")) {
            return Baseline.released();
        }
        if (against.startsWith("http://") || against.startsWith("https://")) {
            Registry registry = Registry.at(against, config);
            return Baseline.registry(registry.address(), registry.client());
        }
        return Baseline.tree(against, ContractTree.load(ContractFiles.gitRevision(project.schemas(), against)));
    }
}
