package dev.avenant.cli;

import dev.avenant.checks.SchemaIdentity;
import dev.avenant.checks.plan.MigrationPlan;
import dev.avenant.checks.plan.PlanStep;
import dev.avenant.contracts.Contract;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.Release;
import dev.avenant.contracts.TopicContract;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "For an edit that breaks: the sequence of safe steps that leads to it, in the order of deployment.",
            "Write the version that you want with avenant new, then ask for the plan."
        },
        footer = {"", "Example:", "  avenant plan UserCreated"})
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Parameters(paramLabel = "EVENT", description = "Name of the event, key or shared type.")
    private String name = "";

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ContractTree tree = project.load();
        Contract contract = Versions.contract(tree, name);
        Release wanted = Versions.newest(contract);
        if (contract.isKey()) {
            return key(tree, contract, wanted);
        }
        Optional<Release> before = Versions.before(contract);
        if (before.isEmpty()) {
            terminal.out().println(contract.name() + " has one version, so nothing has to be planned.");
            return ExitCode.CLEAN;
        }
        MigrationPlan plan = MigrationPlan.from(before.get().compared(), wanted.compared(), services(tree, contract));
        print(contract, before.get(), wanted, plan);
        return ExitCode.CLEAN;
    }

    /** A key cannot move on where it is; whoever wants another one needs another topic. */
    private int key(ContractTree tree, Contract contract, Release wanted) {
        Optional<Release> released = contract.lastRelease();
        if (released.isEmpty() || SchemaIdentity.same(released.get().schema(), wanted.schema())) {
            terminal.out()
                    .println(contract.name() + " gives every key the bytes that it has, so nothing has to be planned.");
            return ExitCode.CLEAN;
        }
        String topic = contract.topic().map(TopicContract::name).orElse("its topic");
        terminal.out()
                .println(contract.name() + " " + released.get().label() + " → " + wanted.label() + ": not reachable on "
                        + topic + ". The way to another key is another topic:");
        print(MigrationPlan.toAnotherTopic(topic, services(tree, contract)).steps());
        return ExitCode.CLEAN;
    }

    private static MigrationPlan.Services services(ContractTree tree, Contract contract) {
        TreeSet<String> producers = new TreeSet<>();
        TreeSet<String> consumers = new TreeSet<>();
        for (Contract event : tree.events()) {
            boolean concerned = event.equals(contract)
                    || (contract.isKey() && event.topic().equals(contract.topic()))
                    || event.current()
                            .filter(now -> now.types().containsKey(contract.fullName()))
                            .isPresent();
            if (concerned) {
                producers.addAll(event.topic().map(TopicContract::producers).orElse(List.of()));
                consumers.addAll(event.consumers());
            }
        }
        return new MigrationPlan.Services(List.copyOf(producers), List.copyOf(consumers));
    }

    private void print(Contract contract, Release from, Release to, MigrationPlan plan) {
        terminal.out()
                .println(contract.name() + " " + from.label() + " → " + to.label() + ": "
                        + (plan.safe() ? "safe as it is." : "not safe in one step. These steps are:"));
        print(plan.steps());
    }

    private void print(List<PlanStep> steps) {
        PrintWriter out = terminal.out();
        int number = 0;
        for (PlanStep step : steps) {
            out.println();
            out.println(++number + ". " + Texts.printable(step.title()));
            step.details().forEach(detail -> out.println("   " + Texts.printable(detail)));
        }
    }
}
