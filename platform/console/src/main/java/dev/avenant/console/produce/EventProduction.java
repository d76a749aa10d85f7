package dev.avenant.console.produce;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.audit.Actor;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.TopicNames;
import dev.avenant.operations.events.EventDraft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ValueRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes events that people write by hand, for operators of the topic, and records who did. What is written was checked
 * before: the very same bytes are sent, and once, however often that is asked for.
 */
@PerCluster
public class EventProduction {

    private static final String PRODUCE = "events.produce";
    private static final String SOURCE = "/avenant/console";

    /** Those that RFC 3339 can write. */
    private static final ValueRange YEARS = ValueRange.of(0, 9999);

    private final KafkaConnection kafka;
    private final RegistryQuestions registry;
    private final ContractRules contracts;
    private final Access access;
    private final AuditLog audit;

    /** Where events of the last hour were written to, by their ids. */
    private final Cache<String, Place> sent = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofHours(1))
            .maximumSize(10_000)
            .build();

    EventProduction(
            KafkaConnection kafka, RegistryQuestions registry, ContractRules contracts, Access access, AuditLog audit) {
        this.kafka = kafka;
        this.registry = registry;
        this.contracts = contracts;
        this.access = access;
        this.audit = audit;
    }

    /**
     * An event as somebody has written it.
     *
     * @param json the value in Avro's JSON
     * @param key null for none
     * @param headers beside those that say what event it is
     * @param eventId what tells it from all others
     * @param time when it happened, as RFC 3339
     */
    public record Event(
            String subject,
            String json,
            @Nullable String key,
            Map<String, String> headers,
            String eventId,
            String time) {}

    /**
     * What a check gave.
     *
     * @param version of the subject
     * @param token what the same bytes are sent with
     */
    public record Checked(ProducerRecord<byte[], byte[]> record, int version, String token) {}

    /** Where an event was written to. */
    public record Place(int partition, long offset) {}

    /**
     * The subjects that the values of a topic may be of, by name.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if no events may be written to it
     * @throws OperationException if it is no topic of events
     */
    public List<String> subjects(String topic) {
        requireActing(topic);
        List<String> all = registry.ask(client -> client.subjects());
        return contracts.subjectsOf(topic, all).stream()
                .filter(access::seesSubject)
                .toList();
    }

    /** Whether whoever asks may write events to a topic. */
    public boolean isWritable(String topic) {
        return access.actsOn(topic) && TopicNames.isOfEvents(topic);
    }

    private void requireActing(String topic) {
        access.requireTopic(topic);
        access.requireActing(topic);
        EventDraft.requireEventTopic(topic);
    }

    /**
     * The latest version of a subject.
     *
     * @throws OperationException if there is none whose values may be written to the topic
     */
    public EventDraft draft(String topic, String subject) {
        requireActing(topic);
        return drafted(topic, subject);
    }

    private EventDraft drafted(String topic, String subject) {
        EventDraft draft = registry.ask(client -> access.seesSubject(subject)
                        ? EventDraft.latest(client, topic, subject)
                        : Optional.<EventDraft>empty())
                .orElseThrow(() -> OperationException.wrongRequest(Messages.of("problem.produce-version", subject)));
        contracts.requireEvent(draft);
        return draft;
    }

    /**
     * Checks an event.
     *
     * @throws OperationException if a reader would refuse it
     */
    public Checked check(String topic, Event event) {
        requireActing(topic);
        return checked(topic, event);
    }

    private Checked checked(String topic, Event event) {
        EventDraft draft = drafted(topic, event.subject());
        contracts.requireKey(topic, event.key());
        ProducerRecord<byte[], byte[]> record =
                draft.record(event.json(), event.key(), event.headers(), SOURCE, event.eventId(), timeOf(event.time()));
        return new Checked(record, draft.version(), tokenOf(record));
    }

    private static Instant timeOf(String text) {
        try {
            Instant time = Instant.parse(text);
            if (YEARS.isValidValue(time.atOffset(ZoneOffset.UTC).getYear())) {
                return time;
            }
        } catch (DateTimeParseException none) {
            // said below
        }
        throw OperationException.wrongRequest(Messages.of("problem.produce-time", ShownText.line(text)));
    }

    /** Whatever would be written stands in it. */
    private static String tokenOf(ProducerRecord<byte[], byte[]> record) {
        byte[] topic = record.topic().getBytes(StandardCharsets.UTF_8);
        int size = size(topic) + size(record.key()) + size(record.value());
        for (Header header : record.headers()) {
            size += size(header.key().getBytes(StandardCharsets.UTF_8)) + size(header.value());
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        put(all, topic);
        put(all, record.key());
        put(all, record.value());
        for (Header header : record.headers()) {
            put(all, header.key().getBytes(StandardCharsets.UTF_8));
            put(all, header.value());
        }
        return UUID.nameUUIDFromBytes(all.array()).toString();
    }

    private static int size(byte @Nullable [] bytes) {
        return Integer.BYTES + (bytes == null ? 0 : bytes.length);
    }

    private static void put(ByteBuffer all, byte @Nullable [] bytes) {
        all.putInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            all.put(bytes);
        }
    }

    /**
     * Writes an event that was checked before; what was written before is not written again.
     *
     * @param event reads what is to be written, once it is known that they may
     * @param token what the check gave
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     * @throws OperationException if it is another event than the one that was checked, or Kafka does not take it
     */
    public Place send(String topic, Supplier<Event> event, String subject, String eventId, String token) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("subject", ShownText.line(subject));
        details.put("id", ShownText.line(eventId));
        access.requireTopic(topic);
        access.begin(PRODUCE, topic, null, details);
        EventDraft.requireEventTopic(topic);
        Checked checked = checked(topic, event.get());
        if (!checked.token().equals(token)) {
            throw OperationException.wrongRequest(Messages.of("problem.produce-changed"));
        }
        details.put("version", checked.version());
        details.put("bytes", checked.record().value().length);
        // The same event comes twice when a button is pressed twice.
        return sent.get(token, fresh -> written(topic, checked.record(), details));
    }

    private Place written(String topic, ProducerRecord<byte[], byte[]> record, Map<String, Object> details) {
        Actor actor = access.actor();
        audit.record(AuditEvent.started(PRODUCE, topic, actor, details));
        String problem = "Failed.";
        try {
            Place place = kafka.ask(() -> write(record));
            details.put("place", place.partition() + ":" + place.offset());
            problem = null;
            return place;
        } catch (RuntimeException failed) {
            problem = ShownText.line(String.valueOf(failed.getMessage()));
            throw failed;
        } finally {
            audit.record(AuditEvent.ended(PRODUCE, topic, actor, problem, details));
        }
    }

    private Place write(ProducerRecord<byte[], byte[]> record) {
        try (TopicReader reader = kafka.reader();
                Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            // A topic that is not there is not made by writing to it.
            reader.startsAt(record.topic(), Long.MAX_VALUE);
            RecordMetadata answer = producer.send(record).get();
            return new Place(answer.partition(), answer.offset());
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw OperationException.couldNotRun(Messages.of(
                    "problem.event-not-taken", kafka.bootstrapServers(), String.valueOf(cause.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw OperationException.couldNotRun(Messages.of("problem.interrupted"));
        }
    }
}
