package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Project;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.docs.ContractDocs;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.text.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = "Write static HTML pages about all topics, events and types, and asyncapi.json.",
        footer = {"", "Example:", "  avenant docs --out target/docs"})
public final class DocsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out = Path.of("");

    public DocsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ContractTree tree = project.load();
        if (tree.hasErrors()) {
            throw CommandFailure.couldNotRun("The contracts have errors. Run avenant check and correct them.");
        }
        ContractDocs.write(tree, out);
        terminal.out()
                .println(Counted.of(tree.events().size(), "event") + " and "
                        + Counted.of(tree.types().size(), "type")
                        + " are described in "
                        + out.resolve("index.html")
                        + " and " + out.resolve("asyncapi.json") + ".");
        return ExitCode.CLEAN;
    }
}
