package dev.avenant.checks.plan;

import java.util.List;

/**
 * One step, to be finished everywhere before the next begins.
 *
 * @param action what kind of step
 * @param title what to do, in a few words
 * @param details how, one sentence each; may be empty
 */
public record PlanStep(Action action, String title, List<String> details) {
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

    public PlanStep {
        details = List.copyOf(details);
    }
}
