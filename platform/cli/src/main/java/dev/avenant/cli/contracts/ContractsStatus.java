package dev.avenant.cli.contracts;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.push.RegistryDrift;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "What differs between the released contracts and a registry, both ways. Changes nothing.",
        footer = {
            "",
            "Exit codes: 0 no difference, 1 differences, 2 wrong usage, 3 could not run.",
            "",
            "Example:",
            "  avenant contracts status --registry http://localhost:8081"
        })
public final class ContractsStatus implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    public ContractsStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractTree tree = project.load();
        if (tree.hasErrors()) {
            throw CommandFailure.couldNotRun("The contracts have errors. Run avenant check and correct them.");
        }
        terminal.progress("Looking at " + registry.address());
        RegistryDrift drift = RegistryDrift.between(tree, registry.client());
        for (RegistryDrift.Kind kind : RegistryDrift.Kind.values()) {
            list(
                    kind.title(),
                    drift.lines(kind).stream().map(Sentence::toString).toList());
            if (kind == RegistryDrift.Kind.MISPLACED) {
                drift.setting().ifPresent(setting -> terminal.out().println(setting + "."));
            }
        }
        terminal.out()
                .println(drift.same() + " released "
                        + (drift.same() == 1 ? "version is" : "versions are") + " registered as they should be"
                        + (drift.differs() ? "." : "; nothing differs."));
        return drift.differs() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            terminal.out().println(lines.size() + " " + title + ":");
            lines.forEach(line -> terminal.out().println("  " + line));
        }
    }
}
