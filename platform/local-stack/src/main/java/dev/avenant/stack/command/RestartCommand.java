package dev.avenant.stack.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops one part and starts it again, or starts it when it does not run. */
@Command(
        name = "restart",
        description = "Stops one part and starts it again, or starts it when it does not run.",
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

    @Mixin
    private final Home home = new Home();

    @Parameters(paramLabel = "NAME", description = "The part, as avenant status names it.")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        ControlClient control = new ControlClient(home.run(), spec.commandLine().getOut());
        return control.order("restart", Home.part(name).id()) ? 0 : StackMain.REFUSED;
    }
}
