package dev.avenant.console.web;

import dev.avenant.console.topics.GroupSubscriptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page or the REST API is told to pause or to have go on. */
public final class PauseOrder {

    private PauseOrder() {}

    /**
     * Does it.
     *
     * @param topic null or empty for all
     * @param instance null or empty for all
     * @return what came of it, at least one thing
     * @throws NothingHereException if there is no such group, or none of its processes is known that reads the topic
     */
    public static List<GroupSubscriptions.Outcome> done(
            GroupSubscriptions subscriptions,
            String group,
            boolean isPaused,
            @Nullable String topic,
            @Nullable String instance) {
        List<GroupSubscriptions.Outcome> outcomes = subscriptions
                .setPaused(group, isPaused, orNull(topic), orNull(instance))
                .orElseThrow(() -> new NothingHereException("problem.no-group", group));
        if (outcomes.isEmpty()) {
            throw new NothingHereException("problem.no-subscription", group);
        }
        return outcomes;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
