package dev.avenant.console.audit;

import dev.avenant.operations.events.PersonalData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, tried to do or was not let do.
 *
 * @param type what, such as {@code dead-letters.replay.started}
 * @param topic with the letters of which topic; null when it was about none
 * @param actor who
 * @param outcome what came of it
 * @param problem why it was refused or failed, in a sentence; null when it was not
 * @param details what else there is to say, by names of one word
 */
public record AuditEvent(
        String type,
        @Nullable String topic,
        Actor actor,
        Outcome outcome,
        @Nullable String problem,
        Map<String, Object> details) {

    /** Keys of records may say who somebody is. */
    private static final Pattern KEY = Pattern.compile("(?<=^|&)key=[^&]*");

    /** What came of an action. */
    public enum Outcome {
        STARTED,
        SUCCEEDED,
        FAILED,
        REFUSED
    }

    public AuditEvent {
        Map<String, Object> shown = new LinkedHashMap<>(details);
        shown.computeIfPresent("filter", (name, filter) -> withoutKey(String.valueOf(filter)));
        details = shown;
    }

    /** A filter of letters as its address says it, without the key that it may name. */
    private static String withoutKey(String filter) {
        return KEY.matcher(filter).replaceAll("key=" + PersonalData.MASK);
    }

    /** An action begins. */
    public static AuditEvent started(String type, String topic, Actor actor, Map<String, ?> details) {
        return of(type + ".started", topic, actor, Outcome.STARTED, null, details);
    }

    /** An action ended. */
    public static AuditEvent ended(
            String type, String topic, Actor actor, @Nullable String problem, Map<String, ?> details) {
        return of(
                type + ".ended", topic, actor, problem == null ? Outcome.SUCCEEDED : Outcome.FAILED, problem, details);
    }

    /** An action was refused; nothing was done. */
    public static AuditEvent refused(String type, String topic, Actor actor, String why, Map<String, ?> details) {
        return of(type + ".refused", topic, actor, Outcome.REFUSED, why, details);
    }

    /** Somebody signed in, or tried to. */
    public static AuditEvent signIn(Actor actor, @Nullable String problem) {
        return of(
                problem == null ? "sign-in.succeeded" : "sign-in.failed",
                null,
                actor,
                problem == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                problem,
                Map.of());
    }

    private static AuditEvent of(
            String type,
            @Nullable String topic,
            Actor actor,
            Outcome outcome,
            @Nullable String problem,
            Map<String, ?> details) {
        return new AuditEvent(type, topic, actor, outcome, problem, new LinkedHashMap<>(details));
    }
}
