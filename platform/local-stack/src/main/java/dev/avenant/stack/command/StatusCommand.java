package dev.avenant.stack.command;

import dev.avenant.stack.StackException;
import dev.avenant.stack.internal.RunRecord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what runs where. */
@Command(name = "status", description = "Shows what runs where.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final Home home = new Home();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        ControlClient control = new ControlClient(home.run(), spec.commandLine().getOut());
        return control.tryOrder("status")
                .map(done -> done ? 0 : StackMain.REFUSED)
                .orElseGet(this::nothingRuns);
    }

    private int nothingRuns() {
        List<RunRecord> left = RunRecord.alive(home.run());
        if (left.isEmpty()) {
            throw new StackException("No stack runs from " + home.home() + ". ./avenant up starts one.");
        }
        throw new StackException("No stack takes orders in " + home.home() + ", but these processes run: "
                + left.stream()
                        .map(one -> one.name() + " (pid " + one.pid() + ")")
                        .collect(Collectors.joining(", "))
                + ". Either ./avenant up is still starting, or it ended abruptly: then ./avenant down stops them.");
    }
}
