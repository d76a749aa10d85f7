package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Project;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.LockEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Write every version that is not released yet to contracts.lock, when the check passes.",
            "Commit the lock together with the schemas."
        },
        footer = {"", "Examples:", "  avenant release --dry-run", "  avenant release"})
public final class ReleaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Option(names = "--dry-run", description = "Say what would be released and change nothing.")
    private boolean dryRun;

    public ReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ContractTree tree = project.load();
        GateReport report = Gate.check(tree, Baseline.released(), LocalDate.now(ZoneOffset.UTC));
        if (report.failed()) {
            terminal.out().print(TextReport.of(report, terminal.hasColours()));
            terminal.out().println("Nothing was released.");
            return ExitCode.FINDINGS;
        }
        List<ContractLock.Line> lines = LockEntries.lines(tree);
        if (lines.isEmpty()) {
            terminal.out().println("Nothing to release: every current version is in contracts.lock.");
            return ExitCode.CLEAN;
        }
        for (ContractLock.Line line : lines) {
            terminal.out().println((dryRun ? "would release " : "released ") + what(line));
        }
        if (!dryRun) {
            write(project.schemas().resolve(ContractLock.FILE), lines);
            terminal.out().println("Commit " + tree.files().shown(ContractLock.FILE) + " with the schemas.");
        }
        return ExitCode.CLEAN;
    }

    private static String what(ContractLock.Line line) {
        if (line instanceof ContractLock.Entry entry) {
            return entry.fullName() + " v" + entry.version();
        }
        return line.line();
    }

    /** The new lock replaces the old one in one step, so that no crash leaves half of it. */
    private static void write(Path lock, List<ContractLock.Line> lines) throws IOException {
        String before = Files.exists(lock) ? Files.readString(lock) : "";
        Path next = lock.resolveSibling(ContractLock.FILE + ".new");
        Files.write(next, ContractLock.append(before, lines).getBytes(StandardCharsets.UTF_8));
        Files.move(next, lock, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
