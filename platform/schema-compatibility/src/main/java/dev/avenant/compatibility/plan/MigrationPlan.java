package dev.avenant.compatibility.plan;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.plan.PlanStep.Action;
import dev.avenant.compatibility.plan.PlanStep.PlannedSchema;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The way from the released versions to the wanted one in steps, each of which is safe under the level while old and new
 * services run side by side. The schemas of the steps were compared with all before them as the gate does it.
 *
 * @param safe whether the wanted version can be released as it is
 * @param reached whether the last schema of the steps is the wanted version
 * @param steps in the order in which they are done
 * @param reasons why the wanted version itself may not follow the steps; empty when it is reached
 */
public record MigrationPlan(boolean safe, boolean reached, List<PlanStep> steps, List<Sentence> reasons) {
    public MigrationPlan {
        steps = List.copyOf(steps);
        reasons = List.copyOf(reasons);
    }

    /** Why the wanted version itself may not follow the steps, one sentence each. */
    public List<String> obstacles() {
        return obstacles(Locale.ROOT);
    }

    /** The same in a language; in English where there are no words of it. */
    public List<String> obstacles(Locale language) {
        return reasons.stream().map(reason -> reason.in(language)).toList();
    }

    /**
     * Who is deployed.
     *
     * @param producers the services that write the event
     * @param consumers the services that read it
     */
    public record Services(List<String> producers, List<String> consumers) {
        public Services {
            producers = List.copyOf(producers);
            consumers = List.copyOf(consumers);
        }

        Object readers() {
            return consumers.isEmpty() ? PlanText.of("all-readers") : String.join(", ", consumers);
        }

        Object writers() {
            return producers.isEmpty() ? PlanText.of("all-writers") : String.join(", ", producers);
        }
    }

    /**
     * Makes the plan.
     *
     * @param released what was released before, the latest last; at least one
     * @param wanted the version to come to
     * @param level how each step is compared with those before; NONE is taken for FULL, since without a level nothing
     *     needs a plan
     * @param firstNumber the number of the first version on the way
     */
    public static MigrationPlan from(
            List<Released> released,
            ComparedSchema wanted,
            CompatibilityLevel level,
            Services services,
            int firstNumber) {
        CompatibilityLevel asked = level == CompatibilityLevel.NONE ? CompatibilityLevel.FULL : level;
        CompatibilityTrial trial = new CompatibilityTrial(released, wanted, asked);
        ComparedSchema latest = released.get(released.size() - 1).schema();
        if (trial.passes(wanted)) {
            return new MigrationPlan(true, true, atOnce(asked, services), List.of());
        }
        MigrationPlanner planner = new MigrationPlanner(latest, wanted, trial, asked.isTransitive());
        List<PlannedVersion> versions = planner.versions(firstNumber);
        List<PlanStep> steps = new ArrayList<>();
        for (PlannedVersion version : versions) {
            if (!steps.isEmpty()) {
                steps.add(PlanStep.of(Action.WAIT, PlanText.of("wait"), List.of(PlanText.of("wait.how"))));
            }
            steps.add(release(version));
            steps.addAll(deployments(version, asked, services));
        }
        boolean reached = !versions.isEmpty() && planner.reached();
        return new MigrationPlan(false, reached, steps, reached ? List.of() : trial.refusals(wanted));
    }

    private static PlanStep release(PlannedVersion version) {
        Sentence title = PlanText.of(version.retires() ? "release.without-old" : "release.beside-old", version.label());
        List<Sentence> details = new ArrayList<>(version.edits());
        details.add(PlanText.of("release.how"));
        return new PlanStep(
                version.retires() ? Action.RETIRE : Action.RELEASE_SCHEMA,
                title,
                details,
                new PlannedSchema(version.label(), version.text()));
    }

    /** Readers before writers, so that nobody meets what he does not know; under FORWARD alone the other way round. */
    private static List<PlanStep> deployments(PlannedVersion version, CompatibilityLevel level, Services services) {
        PlanStep readers =
                PlanStep.of(Action.DEPLOY_READERS, PlanText.of("deploy", services.readers()), version.readers());
        PlanStep writers =
                PlanStep.of(Action.DEPLOY_WRITERS, PlanText.of("deploy", services.writers()), version.writers());
        boolean writersFirst = level.checksForward() && !level.checksBackward();
        return writersFirst ? List.of(writers, readers) : List.of(readers, writers);
    }

    private static List<PlanStep> atOnce(CompatibilityLevel level, Services services) {
        List<PlanStep> steps = new ArrayList<>();
        boolean both = level.checksBackward() && level.checksForward();
        steps.add(releaseAsItIs(
                PlanText.of("release.as-it-is"),
                List.of(both ? PlanText.of("safe.both") : PlanText.of("safe.under", level.name()))));
        if (both) {
            steps.add(PlanStep.of(
                    Action.DEPLOY_WRITERS,
                    PlanText.of("deploy.any-order", services.writers(), services.readers()),
                    List.of()));
        } else {
            steps.addAll(
                    deployments(new PlannedVersion("", "", List.of(), List.of(), List.of(), false), level, services));
        }
        return steps;
    }

    private static PlanStep releaseAsItIs(Sentence title, List<Sentence> details) {
        List<Sentence> all = new ArrayList<>(details);
        all.add(PlanText.of("release.how"));
        return PlanStep.of(Action.RELEASE_SCHEMA, title, all);
    }

    /** The way to another key: the bytes of a key cannot change on a topic, so the events move to another one. */
    public static MigrationPlan toAnotherTopic(String topic, Services services) {
        List<PlanStep> steps = List.of(
                releaseAsItIs(
                        PlanText.of("topic.begin"),
                        List.of(PlanText.of("topic.leave", topic), PlanText.of("topic.name"))),
                PlanStep.of(
                        Action.DEPLOY_WRITERS,
                        PlanText.of("deploy", services.writers()),
                        List.of(PlanText.of("topic.writers"))),
                PlanStep.of(
                        Action.DEPLOY_READERS,
                        PlanText.of("deploy", services.readers()),
                        List.of(PlanText.of("topic.readers", topic))),
                PlanStep.of(Action.WAIT, PlanText.of("topic.wait", topic), List.of(PlanText.of("topic.wait.how"))),
                PlanStep.of(
                        Action.RETIRE,
                        PlanText.of("topic.end"),
                        List.of(PlanText.of("topic.delete", services.writers(), topic))));
        return new MigrationPlan(false, false, steps, List.of());
    }
}
