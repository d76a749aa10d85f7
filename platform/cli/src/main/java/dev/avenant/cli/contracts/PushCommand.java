package dev.avenant.cli.contracts;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.push.KeepIdsPush;
import dev.avenant.contracts.push.KeepIdsRefusedException;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.tree.ContractTree;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Register what was released, in the order of the lock; what is there already stays as it is.",
            "Against a registry that is not on this machine it only says what it would do, unless --apply is given."
        },
        footer = {
            "",
            "Examples:",
            "  avenant push                                              the local registry",
            "  avenant push --bootstrap-servers localhost:9092           and the topics, on the local Kafka",
            "  avenant push --registry https://registry.example          what would happen",
            "  avenant push --registry https://registry.example --apply  does it",
            "  avenant push --keep-ids --registry http://localhost:8082  what was imported, into an empty registry"
        })
public final class PushCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Registry registry = new Registry(config);

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Also create the topics of contracts.yaml on these Kafka brokers.")
    private @Nullable String bootstrapServers;

    @Option(names = "--dry-run", description = "Say what would happen and change nothing.")
    private boolean dryRun;

    @Option(names = "--apply", description = "Write to a registry that is not on this machine.")
    private boolean apply;

    @Option(names = "--unreleased", description = "Also register current versions that are not released yet.")
    private boolean unreleased;

    @Option(
            names = "--keep-ids",
            description = "First register what was imported under its ids and versions, in the mode IMPORT;"
                    + " for an empty registry.")
    private boolean keepIds;

    public PushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (dryRun && apply) {
            throw CommandFailure.usage("Expected --dry-run or --apply but found both.");
        }
        ContractTree tree = project.load();
        if (tree.hasErrors()) {
            throw CommandFailure.couldNotRun(
                    "The contracts have errors, so nothing was pushed. Run avenant check and correct them.");
        }
        if (keepIds && ImportRecord.of(tree.files()).isEmpty()) {
            throw CommandFailure.usage("Expected " + tree.files().shown(ImportRecord.FILE)
                    + " with the ids of a registry for --keep-ids but found none. Run avenant import first, or push"
                    + " without --keep-ids.");
        }
        if (tree.lock().entries().isEmpty() && !unreleased && !keepIds) {
            throw CommandFailure.usage("Nothing was released yet. Run avenant release first, or push --unreleased.");
        }
        boolean writes = !dryRun && (apply || registry.isLocal());
        terminal.progress((writes ? "Pushing to " : "Looking at ") + registry.address());
        if (bootstrapServers != null) {
            new TopicCreation(Kafka.at(bootstrapServers, config), writes)
                    .create(tree.config().topics().values(), this::say);
        }
        if (keepIds) {
            keepIds(tree, writes);
            if (!writes) {
                sayHowToWrite();
                return ExitCode.CLEAN;
            }
        }
        Map<RegistryPush.Outcome, Integer> counts = new EnumMap<>(RegistryPush.Outcome.class);
        Consumer<RegistryPush.Step> onStep = step -> {
            counts.merge(step.outcome(), 1, Integer::sum);
            say(step, writes);
        };
        RegistryPush push = writes ? RegistryPush.to(registry.client()) : RegistryPush.dryRun(registry.client());
        if (unreleased) {
            push.pushReleasedAndCurrent(tree, onStep);
        } else {
            push.pushReleased(tree, onStep);
        }
        int registered = counts.getOrDefault(RegistryPush.Outcome.REGISTERED, 0);
        int present = counts.getOrDefault(RegistryPush.Outcome.PRESENT, 0);
        say(registered + (writes ? " registered, " : " to register, ") + present + " there already.");
        if (!writes) {
            sayHowToWrite();
        }
        return ExitCode.CLEAN;
    }

    private void sayHowToWrite() {
        if (!dryRun) {
            say(String.join(", ", registry.hosts())
                    + " is not this machine, so nothing was written. Add --apply to do it.");
        }
    }

    private void keepIds(ContractTree tree, boolean writes) {
        try {
            KeepIdsPush.Result result =
                    KeepIdsPush.push(tree.files(), registry.admin(), writes, step -> terminal.progress("  " + step));
            say(result.registered() + (writes ? " registered" : " to register") + " under the imported ids, "
                    + result.present() + " there already, " + result.deleted()
                    + (writes ? " deleted" : " to delete") + " softly, " + result.settings()
                    + (result.settings() == 1 ? " setting" : " settings") + (writes ? " set." : " to set."));
        } catch (KeepIdsRefusedException refused) {
            throw CommandFailure.couldNotRun(String.valueOf(refused.getMessage()));
        }
    }

    private void say(RegistryPush.Step step, boolean writes) {
        if (step.outcome() == RegistryPush.Outcome.PRESENT) {
            terminal.progress("  " + step.sentence(writes));
        } else {
            say(step.sentence(writes));
        }
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
