package jobplatform.analytics.trail;

import dev.avenant.messaging.EventContext;
import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jobplatform.user.events.UserDeleted;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every event of every user, job and application, as long as this service has listened. An event that comes again, under
 * whatever id, is there once: its aggregate and version make it one.
 *
 * <p>Of a user who is gone everything stays that is not personal by the contract: that it happened, when, and the ids.
 */
@Service
@Transactional
public class Trail {

    private final TrailTable table;

    Trail(TrailTable table) {
        this.table = table;
    }

    /** Keeps an event; erases with a {@link UserDeleted} what is personal of the user. */
    public void record(SpecificRecord event, EventContext context) {
        TrailEntry entry = entry(event, context);
        if (event instanceof UserDeleted deleted) {
            table.holdAlone(deleted.getUserId());
            table.erase(deleted.getUserId());
        }
        UUID subject = entry.subject();
        if (subject != null && !entry.personal().isEmpty()) {
            table.hold(subject);
        }
        table.add(entry);
    }

    /** What is known of an aggregate as it was then, and a page of its events up to then; empty when none is known at all. */
    @Transactional(readOnly = true)
    public Optional<History> history(AggregateType aggregate, UUID id, Instant at, PageQuery query) {
        if (!table.knows(aggregate, id)) {
            return Optional.empty();
        }
        AggregateState state = new AggregateState();
        table.replay(aggregate, id, at, state::apply);
        TrailTable.Extent extent = table.extent(aggregate, id, at);
        return Optional.of(new History(
                state.fields().orElse(null),
                extent.missing(),
                PageOf.of(query, table.page(aggregate, id, at, query.limit(), query.offset()), extent.entries())));
    }

    private static TrailEntry entry(SpecificRecord event, EventContext context) {
        TrailedEvent kind = TrailedEvent.of(event);
        EventFields fields = new EventFields(event);
        return new TrailEntry(
                kind.aggregate(),
                fields.id(kind.idField()),
                fields.value("version", Long.class),
                kind.eventName(),
                context.messageId(),
                context.header("ce_source").orElse(null),
                fields.value(kind.timeField(), Instant.class),
                fields.id(kind.actorField(event)),
                fields.id(kind.subjectField()),
                fields.all(false),
                fields.all(true),
                false);
    }

    /**
     * What became of an aggregate.
     *
     * @param state its fields; null when there was none then
     * @param missing how many of its events, as their versions count them, are not known
     * @param events a page of them, in the order of their versions
     */
    public record History(@Nullable Map<String, @Nullable Object> state, long missing, PageOf<TrailEntry> events) {}
}
