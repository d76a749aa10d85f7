package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.contracts.check.CheckedFiles;
import dev.avenant.contracts.config.ContractsConfig;
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
import java.util.Optional;

/** Applies the fixes of a check to its files: decides, writes, and says which files changed and what is left. */
public final class SchemaFixes {
    private final CheckedFiles checked;
    private final ContractFiles files;
    private final FixDecision decision;
    private final PrintWriter out;
    private final Map<String, String> unwritable = new LinkedHashMap<>();

    /** @param out where it says what it did */
    public SchemaFixes(CheckedFiles checked, FixDecision decision, PrintWriter out) {
        this.checked = checked;
        this.files = checked.files().readOnce();
        this.decision = decision;
        this.out = out;
    }

    /** The check of the files with the fixes. */
    public GateReport apply() throws IOException {
        FixRun.Result result = FixRun.apply(files, checked.check(), this::decide);
        for (String path : result.texts().keySet()) {
            requireUnchanged(path);
        }
        for (Map.Entry<String, String> file : result.texts().entrySet()) {
            Files.write(checked.root().resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (FixRun.Applied applied : result.applied()) {
            out.println("Fixed " + shown(applied.path()) + ": "
                    + Printable.line(applied.fix().sentence()));
        }
        for (FixRun.Refused refused : result.refused()) {
            out.println(
                    "Not fixed " + Printable.line(refused.finding().location().toString()) + ": "
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
            unwritable.put(path, "Not fixed " + shown(path) + ": " + reason);
            return Answer.LEAVE;
        }
        return decision.of(finding, fix, path, text);
    }

    private String whyNotWritable(String path) {
        try {
            Path file = checked.root().resolve(path).toRealPath();
            if (!file.startsWith(checked.root().toRealPath())) {
                return "It is a link to " + Printable.line(file.toString())
                        + ", which is outside of the project. Edit that file by hand.";
            }
            Optional<Path> project = checked.contracts() ? Optional.empty() : projectAround(file);
            if (project.isPresent()) {
                return "It belongs to the contracts in " + Printable.line(Shown.path(project.get()))
                        + ", of which released versions stay as they are. Run avenant check --fix without paths there.";
            }
            return Files.isWritable(file) ? "" : "This user may not write it. Change its permissions.";
        } catch (IOException e) {
            return "It cannot be found any more.";
        }
    }

    /** The project whose contracts a file is one of. */
    private static Optional<Path> projectAround(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith("schemas") && Files.exists(folder.resolve(ContractsConfig.FILE))) {
                return Optional.ofNullable(folder.getParent());
            }
        }
        return Optional.empty();
    }

    private void requireUnchanged(String path) throws IOException {
        if (!Arrays.equals(
                Files.readAllBytes(checked.root().resolve(path)),
                files.read(path).orElse(null))) {
            throw CommandFailure.couldNotRun(
                    "Expected " + shown(path)
                            + " as it was read but found that it has changed since. Nothing was written. Run the command again.");
        }
    }

    private String shown(String path) {
        return Printable.line(files.shown(path));
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
