package jobplatform.analytics.trail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of an aggregate, which its events make one after the other, in the order of their versions. */
final class AggregateState {

    /** What events say of themselves and not of the aggregate. */
    private static final Set<String> OF_THE_EVENT = Set.of("changedFields", "previousStatus");

    private static final String NEW_STATUS = "newStatus";
    private static final String STATUS = "status";
    private static final String COUNT = "applicationCount";
    private static final String VERSION = "version";

    private @Nullable Map<String, @Nullable Object> fields;
    private boolean isOver;

    /** Brings it to what it was after that event. */
    void apply(TrailEntry entry) {
        Optional<TrailedEvent> event = TrailedEvent.named(entry.aggregate(), entry.event());
        if (isOver || event.isEmpty()) {
            return;
        }
        switch (event.get().effect()) {
            case SETS -> set(entry);
            case RECEIVES -> {
                set(entry);
                put(STATUS, "RECEIVED");
            }
            case COUNTS -> {
                put(COUNT, entry.fields().get(COUNT));
                put(VERSION, entry.version());
            }
            case ENDS -> {
                isOver = true;
                fields = null;
            }
        }
    }

    /** What it is now; empty when there was no event yet, or there is none any more. */
    Optional<Map<String, @Nullable Object>> fields() {
        return Optional.ofNullable(fields);
    }

    private void set(TrailEntry entry) {
        entry.fields().forEach((name, value) -> {
            if (!OF_THE_EVENT.contains(name)) {
                put(name.equals(NEW_STATUS) ? STATUS : name, value);
            }
        });
        entry.personal().forEach(this::put);
    }

    private void put(String name, @Nullable Object value) {
        if (fields == null) {
            fields = new LinkedHashMap<>();
        }
        fields.put(name, value);
    }
}
