package dev.avenant.checks.plan;

import dev.avenant.checks.ComparedSchema;
import dev.avenant.checks.Comparison;
import dev.avenant.checks.Verdict;
import dev.avenant.checks.diff.SchemaDiff;
import dev.avenant.checks.plan.PlanStep.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the released version to the wanted one in steps, each of which is safe while old and new services run
 * side by side.
 *
 * @param safe whether the wanted version can be released as it is
 * @param steps in the order in which they are done
 */
public record MigrationPlan(boolean safe, List<PlanStep> steps) {
    public MigrationPlan {
        steps = List.copyOf(steps);
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

        String readers() {
            return consumers.isEmpty() ? "every service that reads it" : String.join(", ", consumers);
        }

        String writers() {
            return producers.isEmpty() ? "every service that writes it" : String.join(", ", producers);
        }
    }

    /** Makes the plan from the released version to the wanted one. */
    public static MigrationPlan from(ComparedSchema released, ComparedSchema wanted, Services services) {
        SchemaDiff diff = SchemaDiff.between(released, wanted);
        if (diff.changes().isEmpty()) {
            return new MigrationPlan(true, List.of());
        }
        Comparison comparison = diff.comparison();
        boolean readersFirst = comparison.backward().verdict() == Verdict.SAFE;
        boolean writersFirst = comparison.forward().verdict() == Verdict.SAFE;
        if (readersFirst && writersFirst) {
            return new MigrationPlan(true, anyOrder(services));
        }
        return new MigrationPlan(false, new Detour(released, wanted, diff, services).steps());
    }

    /** The way to another key: the bytes of a key cannot change on a topic, so the events move to another one. */
    public static MigrationPlan toAnotherTopic(String topic, Services services) {
        return new MigrationPlan(
                false,
                List.of(
                        release(
                                "Begin a topic with the new key",
                                List.of(
                                        "Leave " + topic + " and its key as they are: remove the new version.",
                                        "Give the new topic a name of its own in contracts.yaml, with the new key and"
                                                + " the same events.")),
                        new PlanStep(
                                Action.DEPLOY_WRITERS,
                                "Deploy " + services.writers(),
                                List.of("They write every event to both topics.")),
                        new PlanStep(
                                Action.DEPLOY_READERS,
                                "Deploy " + services.readers(),
                                List.of("They read the new topic from its beginning and " + topic
                                        + " no more; what they did already they know by the event's id.")),
                        new PlanStep(
                                Action.WAIT,
                                "Wait until nobody reads " + topic,
                                List.of("No consumer group commits offsets on it, and what it held is past its"
                                        + " retention or was copied.")),
                        new PlanStep(
                                Action.RETIRE,
                                "Write to the new topic alone",
                                List.of("Deploy " + services.writers() + " once more, then delete " + topic + "."))));
    }

    private static List<PlanStep> anyOrder(Services services) {
        List<PlanStep> steps = new ArrayList<>();
        steps.add(release("Release and register the new version", List.of("It is safe in both directions.")));
        steps.add(new PlanStep(
                Action.DEPLOY_WRITERS,
                "Deploy " + services.writers() + " and " + services.readers() + " in any order",
                List.of()));
        return steps;
    }

    static PlanStep release(String title, List<String> details) {
        List<String> all = new ArrayList<>(details);
        all.add("Run avenant check, avenant release, and avenant push at deploy.");
        return new PlanStep(Action.RELEASE_SCHEMA, title, all);
    }
}
