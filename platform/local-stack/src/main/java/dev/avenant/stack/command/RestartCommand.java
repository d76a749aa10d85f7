package dev.avenant.stack.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops one component and start it again, or start it when it does not run. */
@Command(
        name = "restart",
        description = "Stop one component and start it again, or start it when it does not run.",
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

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
                .order("restart", stack.component(name).name());
        return 0;
    }
}
