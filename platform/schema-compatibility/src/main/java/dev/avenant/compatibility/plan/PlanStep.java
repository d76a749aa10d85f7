package dev.avenant.compatibility.plan;

import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step, to be finished everywhere before the next begins.
 *
 * <p>It is told in English, or in another language.
 */
public final class PlanStep {
    private final Action action;
    private final Sentence title;
    private final List<Sentence> details;
    private final @Nullable PlannedSchema schema;

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

    PlanStep(Action action, Sentence title, List<Sentence> details, @Nullable PlannedSchema schema) {
        this.action = action;
        this.title = title;
        this.details = List.copyOf(details);
        this.schema = schema;
    }

    static PlanStep of(Action action, Sentence title, List<Sentence> details) {
        return new PlanStep(action, title, details, null);
    }

    /** What kind of step it is. */
    public Action action() {
        return action;
    }

    /** What to do, in a few words. */
    public String title() {
        return title(Locale.ROOT);
    }

    /** The same in a language; in English where there are no words of it. */
    public String title(Locale language) {
        return title.in(language);
    }

    /** How, one sentence each; may be empty. */
    public List<String> details() {
        return details(Locale.ROOT);
    }

    /** The same in a language; in English where there are no words of it. */
    public List<String> details(Locale language) {
        return details.stream().map(detail -> detail.in(language)).toList();
    }

    /** The version to release in this step; null for a step without one. */
    public @Nullable PlannedSchema schema() {
        return schema;
    }

    @Override
    public String toString() {
        return "PlanStep[" + action + ", " + title() + "]";
    }
}
