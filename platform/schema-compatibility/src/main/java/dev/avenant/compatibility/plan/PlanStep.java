package dev.avenant.compatibility.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step, to be finished everywhere before the next begins.
 *
 * @param action what kind of step
 * @param title what to do, in a few words
 * @param details how, one sentence each; may be empty
 * @param schema the version to release in this step; null for a step without one
 */
public record PlanStep(
        Action action,
        String title,
        List<String> details,
        @Nullable PlannedSchema schema) {
    /** The kinds of step. */
    public enum Action {
        /** A new version is written, checked, released and registered. */
        RELEASE_SCHEMA,
        /** The services that read are deployed. */
        DEPLOY_READERS,
        /** The services that write are deployed. */
        DEPLOY_WRITERS,
        /** Time passes. */
        WAIT,
        /** What nobody uses any more is removed. */
        RETIRE
    }

    /**
     * A version that the plan has made.
     *
     * @param label {@code v3}
     * @param text the file
     */
    public record PlannedSchema(String label, String text) {}

    public PlanStep {
        details = List.copyOf(details);
    }

    static PlanStep of(Action action, String title, List<String> details) {
        return new PlanStep(action, title, details, null);
    }
}
