package dev.avenant.stack.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends one component at once, as a crash would, to see what the others make of it. */
@Command(
        name = "kill",
        description = "End one component at once, as a crash would, to see what the others make of it.",
        mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stack = new StackMixin();

    @Parameters(paramLabel = "NAME", description = "The component, as avenant stack status names it.")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        new ControlClient(stack.run(), spec.commandLine().getOut())
                .order("kill", stack.component(name).name());
        return 0;
    }
}
