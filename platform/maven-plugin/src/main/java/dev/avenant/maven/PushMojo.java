package dev.avenant.maven;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.push.RegistryPush.Outcome;
import dev.avenant.contracts.tree.ContractTree;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Registers what <code>contracts.lock</code> says was released, types first; what is there already stays as it is. A
 * registry that is not on this machine is only looked at, unless <code>avenant.apply</code> is set.
 */
@Mojo(name = "push", threadSafe = true, requiresProject = false, aggregator = true)
public final class PushMojo extends ContractsMojo {

    /**
     * The URL of the schema registry, or several of one state, separated by commas. By default
     * <code>SCHEMA_REGISTRY_URL</code> of the environment.
     */
    @Parameter(property = "avenant.registry")
    private @Nullable String registry;

    /** Write to a registry that is not on this machine. */
    @Parameter(property = "avenant.apply", defaultValue = "false")
    private boolean apply;

    /** Say what would happen and change nothing. */
    @Parameter(property = "avenant.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Also register current versions that are not released yet. */
    @Parameter(property = "avenant.unreleased", defaultValue = "false")
    private boolean unreleased;

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        if (dryRun && apply) {
            throw new MojoExecutionException("Expected avenant.dryRun or avenant.apply but found both.");
        }
        ContractTree tree = tree();
        RegistryAccess target = registry(registry, "push");
        boolean writes = !dryRun && (apply || target.isLocal());
        getLog().info((writes ? "Pushing to " : "Looking at ") + target.address());
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        Consumer<RegistryPush.Step> onStep = step -> {
            counts.merge(step.outcome(), 1, Integer::sum);
            getLog().info("  " + step.sentence(writes));
        };
        RegistryPush push = writes ? RegistryPush.to(target.client()) : RegistryPush.dryRun(target.client());
        if (unreleased) {
            push.pushReleasedAndCurrent(tree, onStep);
        } else {
            push.pushReleased(tree, onStep);
        }
        getLog().info(counts.getOrDefault(Outcome.REGISTERED, 0) + (writes ? " registered, " : " to register, ")
                + counts.getOrDefault(Outcome.PRESENT, 0) + " there already.");
        if (!writes && !dryRun) {
            getLog().warn(target.address()
                    + " is not this machine, so nothing was written. Add -Davenant.apply to do it.");
        }
    }

    private ContractTree tree() throws MojoExecutionException, MojoFailureException {
        Path schemas = project()
                .orElseThrow(() -> new MojoExecutionException("Expected schemas/" + ContractsConfig.FILE + " in "
                        + folder() + " but found none. Name the folder that has it with -Davenant.project=DIR."))
                .resolve("schemas");
        ContractTree tree = ContractTree.load(ContractFiles.folder(schemas));
        if (tree.hasErrors()) {
            throw new MojoFailureException(
                    "The contracts have errors, so nothing was pushed. Run the goal check and correct them.");
        }
        if (tree.lock().entries().isEmpty() && !unreleased) {
            throw new MojoFailureException(
                    "Nothing was released yet. Run avenant release first, or push with -Davenant.unreleased.");
        }
        return tree;
    }
}
