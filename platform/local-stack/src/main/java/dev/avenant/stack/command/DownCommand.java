package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.internal.OrphanProcesses;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the stack, and what an earlier one left behind. */
@Command(
        name = "down",
        description = "Stop the stack that runs from this folder, or the processes that one left behind in a crash.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stack = new StackMixin();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (new ControlClient(stack.run(), out).tryOrder("down")) {
            return 0;
        }
        int stopped = new OrphanProcesses(stack.options()).stop(out::println);
        ControlAddress.delete(stack.run());
        if (stopped == 0) {
            throw new StackException("No stack runs from " + stack.home() + ", and none left a process behind.");
        }
        return 0;
    }
}
