package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import dev.avenant.stack.internal.RunRecord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what runs where. */
@Command(name = "status", description = "Show what runs where.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stack = new StackMixin();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!new ControlClient(stack.run(), spec.commandLine().getOut()).tryOrder("status")) {
            throw nothingRuns();
        }
        return 0;
    }

    private StackException nothingRuns() {
        List<RunRecord> left = RunRecord.alive(stack.run());
        if (left.isEmpty()) {
            return new StackException("No stack runs from " + stack.home() + ". ./avenant up starts one.");
        }
        return new StackException("No stack takes orders in " + stack.home() + ", but these processes run: "
                + left.stream()
                        .map(one -> one.name() + " (pid " + one.pid() + ")")
                        .collect(Collectors.joining(", "))
                + ". Either ./avenant up is still starting, or it ended abruptly: then ./avenant down stops them.");
    }
}
