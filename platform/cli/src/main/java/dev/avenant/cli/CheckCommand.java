package dev.avenant.cli;

import dev.avenant.contracts.Baseline;
import dev.avenant.contracts.ContractFiles;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.Gate;
import dev.avenant.contracts.GateReport;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.contracts.report.ReportFormat;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.registry.client.HttpRegistryClient;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Hold the contracts against what was released: the lock, the lint rules, compatibility, and who would break.",
            "Needs no server unless --against names a registry."
        },
        footer = {
            "",
            "Exit codes: 0 clean, 1 findings, 2 usage, 3 could not run.",
            "",
            "Examples:",
            "  avenant check",
            "  avenant check --against origin/main",
            "  avenant check --against http://localhost:8081 --format json"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

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

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractTree tree = project.load();
        GateReport report = Gate.check(tree, baseline(), LocalDate.now(ZoneOffset.UTC));
        terminal.out().print(text(report));
        return report.failed() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private String text(GateReport report) {
        return switch (format) {
            case TEXT -> TextReport.of(report, terminal.hasColours());
            case JSON -> JsonReport.of(report);
            case GITHUB, SARIF, JUNIT -> throw CommandFailure.usage("Expected text or json but found " + format + ".");
        };
    }

    private Baseline baseline() {
        if (against.equals("released")) {
            return Baseline.released();
        }
        if (against.startsWith("http://") || against.startsWith("https://")) {
            return Baseline.registry(against, new HttpRegistryClient(URI.create(against), Duration.ofSeconds(20)));
        }
        return Baseline.tree(against, ContractTree.load(ContractFiles.gitRevision(project.schemas(), against)));
    }
}
