package dev.avenant.stack.command;

import dev.avenant.stack.StackException;
import dev.avenant.stack.internal.Leftovers;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the stack, and what an earlier one left behind. */
@Command(
        name = "down",
        description = "Stops the stack that runs from this folder, or the processes that one left behind in a crash.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private final Home home = new Home();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Boolean> ordered = new ControlClient(home.run(), out).tryOrder("down");
        if (ordered.isPresent()) {
            return ordered.get() ? 0 : StackMain.REFUSED;
        }
        int stopped = new Leftovers(
                        home.home(), home.repository().resolve(".avenant").resolve("cache"))
                .stop(line -> out.println(line));
        ControlAddress.delete(home.run());
        if (stopped == 0) {
            throw new StackException("No stack runs from " + home.home() + ", and none left a process behind.");
        }
        return 0;
    }
}
