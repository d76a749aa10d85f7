package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Project;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.compatibility.SchemaIdentity;
import dev.avenant.compatibility.diff.Change;
import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.contracts.report.Ansi;
import dev.avenant.contracts.report.Ansi.Style;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "What changed between two versions of an event or shared type, and what each compatibility level says to"
                    + " it.",
            "Without versions: the newest against the one before."
        },
        footer = {"", "Examples:", "  avenant diff OrderPlaced", "  avenant diff OrderPlaced v1 v2"})
public final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Parameters(index = "0", paramLabel = "EVENT", description = "Name of the event, key or shared type.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "OLD", description = "The earlier version, such as v1.")
    private @Nullable String older;

    @Parameters(index = "2", arity = "0..1", paramLabel = "NEW", description = "The later version, such as v2.")
    private @Nullable String newer;

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Contract contract = Versions.contract(project.load(), name);
        Release to = newer == null ? Versions.newest(contract) : Versions.version(contract, newer);
        Optional<Release> from =
                older == null ? Versions.before(contract) : Optional.of(Versions.version(contract, older));
        if (from.isEmpty()) {
            terminal.out().println(contract.name() + " has one version, so there is nothing to compare it with.");
            return ExitCode.CLEAN;
        }
        print(contract, from.get(), to);
        return ExitCode.CLEAN;
    }

    private void print(Contract contract, Release from, Release to) {
        SchemaDiff diff = SchemaDiff.between(from.compared(), to.compared());
        PrintWriter out = terminal.out();
        out.println(contract.name() + " " + from.label() + " → " + to.label());
        if (diff.changes().isEmpty()) {
            out.println("  nothing changed");
        }
        for (Change change : diff.changes()) {
            out.println(line(change));
        }
        out.println();
        for (CompatibilityLevel level :
                List.of(CompatibilityLevel.BACKWARD, CompatibilityLevel.FORWARD, CompatibilityLevel.FULL)) {
            Verdict verdict = diff.verdicts().getOrDefault(level, Verdict.SAFE);
            String mark = covers(contract.level(), level) ? "  (its level: " + contract.level() + ")" : "";
            out.println("  " + String.format(Locale.ROOT, "%-9s", level) + " " + ansi().paint(verdict) + mark);
        }
        key(contract, from, to);
    }

    /** A key has one question more, whatever the level: whether it still has the same bytes. */
    private void key(Contract contract, Release from, Release to) {
        if (contract.isKey()) {
            boolean same = SchemaIdentity.same(from.schema(), to.schema());
            terminal.out()
                    .println("  KEY       " + ansi().paint(same ? Verdict.SAFE : Verdict.CORRUPTS)
                            + (same ? "" : "  (another schema id: the same key has other bytes)"));
        }
    }

    private static boolean covers(CompatibilityLevel set, CompatibilityLevel shown) {
        return set.checksBackward() == shown.checksBackward() && set.checksForward() == shown.checksForward();
    }

    private String line(Change change) {
        String text = Printable.of(change.toString());
        String sign = switch (change.kind()) {
            case ADDED -> "+";
            case REMOVED -> "-";
            default -> "~";
        };
        Style style = switch (change.kind()) {
            case ADDED -> Style.GREEN;
            case REMOVED, NARROWED -> Style.RED;
            case DOC -> Style.FAINT;
            default -> Style.YELLOW;
        };
        return "  " + ansi().paint(style, sign + " " + text);
    }

    private Ansi ansi() {
        return new Ansi(terminal.hasColours());
    }
}
