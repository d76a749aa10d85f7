package dev.avenant.cli;

import dev.avenant.contracts.check.CheckedFiles;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.fix.FixDecision;
import dev.avenant.contracts.fix.FixDecision.Answer;
import dev.avenant.contracts.fix.FixRun;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies the fixes of a check to its files: decides, writes, and says which files changed and what is left. */
final class SchemaFixes {
    private final CheckedFiles checked;
    private final FixDecision decision;
    private final PrintWriter out;
    private final Map<String, String> unwritable = new LinkedHashMap<>();

    /** @param out where it says what it did */
    SchemaFixes(CheckedFiles checked, FixDecision decision, PrintWriter out) {
        this.checked = checked;
        this.decision = decision;
        this.out = out;
    }

    /** The check of the files with the fixes. */
    GateReport apply() throws IOException {
        FixRun.Result result = FixRun.apply(checked.files(), checked.check(), this::decide);
        for (Map.Entry<String, String> file : result.texts().entrySet()) {
            write(file.getKey(), file.getValue());
        }
        for (FixRun.Applied applied : result.applied()) {
            out.println("Fixed " + checked.files().shown(applied.path()) + ": "
                    + Printable.line(applied.fix().sentence()));
        }
        for (FixRun.Refused refused : result.refused()) {
            out.println("Not fixed " + refused.finding().location() + ": "
                    + Printable.line(refused.fix().sentence()) + " " + Printable.line(refused.reason()));
        }
        unwritable.values().forEach(out::println);
        out.println(summary(result));
        return result.report();
    }

    private static String summary(FixRun.Result result) {
        if (result.applied().isEmpty()) {
            return "No file was changed." + asked(result.report());
        }
        int files = result.texts().size();
        return "Applied " + Counted.of(result.applied().size(), "fix", "fixes") + " to " + Counted.of(files, "file")
                + "." + asked(result.report());
    }

    /** How many fixes are left to be asked for. */
    private static String asked(GateReport report) {
        long left = report.findings().stream()
                .filter(finding -> finding.waiver().isEmpty())
                .flatMap(finding -> finding.triedFix().stream())
                .filter(fix -> fix.isApplicable() && !fix.automatic())
                .count();
        return left == 0
                ? ""
                : " " + Counted.of((int) left, "more fix", "more fixes") + " can be applied with --interactive.";
    }

    private Answer decide(GateFinding finding, Fix fix, String path, String text) {
        String reason = whyNotWritable(path);
        if (!reason.isEmpty()) {
            unwritable.put(path, "Not fixed " + checked.files().shown(path) + ": " + reason);
            return Answer.LEAVE;
        }
        return decision.of(finding, fix, path, text);
    }

    private String whyNotWritable(String path) {
        try {
            Path file = checked.root().resolve(path).toRealPath();
            if (!file.startsWith(checked.root().toRealPath())) {
                return "It is a link to " + file + ", which is outside of the project. Edit that file by hand.";
            }
            return Files.isWritable(file) ? "" : "This user may not write it. Change its permissions.";
        } catch (IOException e) {
            return "It cannot be found any more.";
        }
    }

    private void write(String path, String text) throws IOException {
        ContractFiles files = checked.files();
        Path file = checked.root().resolve(path);
        byte[] now = Files.readAllBytes(file);
        if (!Arrays.equals(now, files.read(path).orElse(now))) {
            throw CommandFailure.couldNotRun("Expected " + files.shown(path)
                    + " as it was read but found that it has changed since. Run the command again.");
        }
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is said under a report whose fixes were not asked for; empty when there is nothing to say. */
    static String hint(GateReport report) {
        List<Fix> fixes = report.findings().stream()
                .filter(finding -> finding.waiver().isEmpty())
                .flatMap(finding -> finding.triedFix().stream())
                .filter(Fix::isApplicable)
                .toList();
        long automatic = fixes.stream().filter(Fix::automatic).count();
        if (fixes.isEmpty()) {
            return "";
        }
        return Counted.of(fixes.size(), "finding") + (fixes.size() == 1 ? " has" : " have")
                + " a fix that was tried: "
                + (automatic == 0
                        ? "--interactive asks for each."
                        : "--fix applies " + automatic
                                + (automatic == fixes.size() ? "" : ", --interactive asks for each") + ".");
    }
}
