package dev.avenant.contracts.report;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.ContractTree;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The gate as a step of a build: prints what {@code avenant check} prints, and exits as it does. */
public final class GateMain {
    private GateMain() {}

    /** Takes the contracts folder, and what messages are to call it. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 2) {
            out.println("Usage: GateMain <contracts folder> <its name in messages>");
            return 2;
        }
        try {
            ContractTree tree = ContractTree.load(ContractFiles.folder(Path.of(arguments[0]), arguments[1]));
            GateReport report = Gate.check(tree, Baseline.released(), LocalDate.now(ZoneOffset.UTC));
            out.print(TextReport.of(report, false));
            return report.failed() ? 1 : 0;
        } catch (ContractsUnreadableException e) {
            out.println(e.getMessage());
            return 3;
        }
    }
}
