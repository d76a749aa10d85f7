package jobplatform.analytics.trail.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.avenant.service.PageOf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import jobplatform.analytics.trail.AggregateType;
import jobplatform.analytics.trail.Trail.History;
import jobplatform.analytics.trail.TrailEntry;
import org.jspecify.annotations.Nullable;

/**
 * A trail as it is answered.
 *
 * @param type what it is of
 * @param id which one
 * @param at of which time; null when it is the present
 * @param state what it was then; null when there was none
 * @param missingEvents how many of its events are not known
 * @param events what had happened to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrailView(
        String type,
        UUID id,
        @Nullable Instant at,
        @Nullable Map<String, @Nullable Object> state,
        long missingEvents,
        PageOf<EventView> events) {

    private static final String ANY_YEAR =
            "In ISO 8601, as the event says it: outside the years 0 to 9999 with a sign.";

    static TrailView of(AggregateType type, UUID id, @Nullable Instant at, History history) {
        return new TrailView(
                type.toString(),
                id,
                at,
                present(history.state()),
                history.missing(),
                history.events().map(EventView::of));
    }

    private static @Nullable Map<String, @Nullable Object> present(@Nullable Map<String, @Nullable Object> fields) {
        if (fields == null) {
            return null;
        }
        Map<String, @Nullable Object> present = new LinkedHashMap<>(fields);
        present.values().removeIf(value -> value == null);
        return present;
    }

    /**
     * An event.
     *
     * @param causedBy the user whose doing it is
     * @param source the service that told of it; null when its message did not say
     * @param data what it says
     * @param erased true when what was personal in it was erased, since the user is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventView(
            long version,
            String event,

            @Schema(implementation = String.class, description = ANY_YEAR, example = "2026-03-01T10:00:00Z")
            Instant happenedAt,

            UUID causedBy,
            @Nullable String source,
            String messageId,
            @Nullable Map<String, @Nullable Object> data,
            boolean erased) {

        static EventView of(TrailEntry entry) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>(entry.fields());
            data.putAll(entry.personal());
            return new EventView(
                    entry.version(),
                    entry.event(),
                    entry.happenedAt(),
                    entry.causedBy(),
                    entry.source(),
                    entry.messageId(),
                    present(data),
                    entry.isErased());
        }
    }
}
