package dev.avenant.stack.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends one part at once, as a crash would, to see what the others make of it. */
@Command(
        name = "kill",
        description = "Ends one part at once, as a crash would, to see what the others make of it.",
        mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {

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
        return control.order("kill", Home.part(name).id()) ? 0 : StackMain.REFUSED;
    }
}
