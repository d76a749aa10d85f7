package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Project;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.SchemaIdentity;
import dev.avenant.compatibility.plan.MigrationPlan;
import dev.avenant.compatibility.plan.PlanStep;
import dev.avenant.compatibility.plan.PlanStep.PlannedSchema;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "For an edit that breaks: the sequence of safe steps that leads to it, in the order of deployment.",
            "Write the version that you want with avenant new, then ask for the plan. Every schema of the plan was checked"
                    + " against those before it, as avenant check does it."
        },
        footer = {
            "",
            "Examples:",
            "  avenant plan OrderPlaced",
            "  avenant plan OrderPlaced --out target/plan    also writes the schemas of the steps"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final int MOST_OBSTACLES = 10;

    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Parameters(paramLabel = "EVENT", description = "Name of the event, key or shared type.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Write the schema of each step to v<N>.avsc in DIR.")
    private @Nullable Path out;

    public PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ContractTree tree = project.load();
        Contract contract = Versions.contract(tree, name);
        Release wanted = Versions.newest(contract);
        if (contract.isKey()) {
            return key(tree, contract, wanted);
        }
        List<Release> earlier = Versions.others(contract, wanted);
        if (earlier.isEmpty()) {
            terminal.out().println(contract.name() + " has one version, so nothing has to be planned.");
            return ExitCode.CLEAN;
        }
        MigrationPlan plan = MigrationPlan.from(
                earlier.stream()
                        .map(release -> new Released(release.label(), release.compared()))
                        .toList(),
                wanted.compared(),
                contract.level(),
                services(tree, contract),
                wanted.version().number());
        print(contract, earlier.get(earlier.size() - 1), wanted, plan);
        write(plan);
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
        String head = contract.name() + " " + from.label() + " → " + to.label() + " under " + contract.level() + ": ";
        if (plan.safe()) {
            terminal.out().println(head + "safe as it is.");
        } else if (plan.steps().isEmpty()) {
            terminal.out().println(head + "not safe, and no part of it is.");
        } else if (plan.reached()) {
            terminal.out().println(head + "not safe in one step. These steps are:");
        } else {
            terminal.out().println(head + "not safe. These steps come as near as is safe:");
        }
        print(plan.steps());
        obstacles(contract, to, plan);
    }

    private void obstacles(Contract contract, Release to, MigrationPlan plan) {
        PrintWriter lines = terminal.out();
        if (plan.obstacles().isEmpty()) {
            return;
        }
        lines.println();
        lines.println(to.label() + " itself cannot be reached under " + contract.level() + ":");
        plan.obstacles().stream()
                .limit(MOST_OBSTACLES)
                .forEach(obstacle -> lines.println("   " + Printable.of(obstacle)));
        if (plan.obstacles().size() > MOST_OBSTACLES) {
            lines.println("   and " + (plan.obstacles().size() - MOST_OBSTACLES) + " more");
        }
        lines.println("Once no reader and no record of the old versions is left, a waiver in contracts.yaml accepts it;"
                + " or begin a new event.");
    }

    private void print(List<PlanStep> steps) {
        PrintWriter lines = terminal.out();
        int number = 0;
        for (PlanStep step : steps) {
            lines.println();
            lines.println(++number + ". " + Printable.of(step.title()));
            step.details().forEach(detail -> lines.println("   " + Printable.of(detail)));
            if (step.schema() != null && out != null) {
                lines.println("   Schema: " + out.resolve(step.schema().label() + ".avsc"));
            }
        }
    }

    private void write(MigrationPlan plan) throws IOException {
        List<PlannedSchema> schemas = plan.steps().stream()
                .map(PlanStep::schema)
                .filter(Objects::nonNull)
                .toList();
        if (out != null) {
            Files.createDirectories(out);
            for (PlannedSchema schema : schemas) {
                Files.writeString(out.resolve(schema.label() + ".avsc"), schema.text());
            }
        } else if (!schemas.isEmpty()) {
            terminal.out().println();
            terminal.out().println("--out DIR writes the schemas of these steps.");
        }
    }
}
