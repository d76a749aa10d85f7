package dev.avenant.operations.events;

import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import dev.avenant.operations.TopicNames;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that somebody writes by hand: a value of the latest version of a subject, which every reader of that version takes,
 * and the headers that the messaging starter writes.
 *
 * @param schema of the version, with what it refers to
 */
public record EventDraft(String topic, String subject, int version, int id, Schema schema) {

    /** Begins the name of headers that a draft sets itself, or that say what a letter or a replay is. */
    private static final List<String> KEPT =
            List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "avenant-", "__", "kafka_");

    private static final int LONGEST_ID = 512;

    /** What the messaging starter calls the type of one. */
    private static final String TOMBSTONE = "tombstone";

    /**
     * The subjects of the values of a topic, by the strategies TopicName and TopicRecordName.
     *
     * @param all the subjects of the registry
     */
    public static List<String> subjectsOf(String topic, List<String> all) {
        return all.stream()
                .filter(subject -> subject.startsWith(topic + "-") && !subject.equals(topic + "-key"))
                .sorted()
                .toList();
    }

    /**
     * Refuses topics that nobody writes events to by hand.
     *
     * @throws OperationException if it is one of dead letters, of replays, of a stream's state or of a server itself
     */
    public static void requireEventTopic(String topic) {
        if (TopicNames.isOfCopies(topic)) {
            throw OperationException.wrongRequest(OperationText.of("event.copies", topic));
        }
        if (!TopicNames.isOfEvents(topic)) {
            throw OperationException.wrongRequest(OperationText.of("event.kept", topic));
        }
    }

    /**
     * The latest version of a subject; empty when there is none.
     *
     * @throws OperationException if it is not Avro
     */
    public static Optional<EventDraft> latest(RegistryClient registry, String topic, String subject) {
        return registry.latest(subject).map(latest -> {
            requireAvro(latest, subject);
            Schema schema = new WireFormat(registry).parse(latest);
            return new EventDraft(
                    topic,
                    subject,
                    Objects.requireNonNullElse(latest.version(), 0),
                    Objects.requireNonNull(latest.id(), "id"),
                    schema);
        });
    }

    private static void requireAvro(RegisteredSchema latest, String subject) {
        if (latest.schemaType() != null && !latest.schemaType().equals("AVRO")) {
            throw OperationException.wrongRequest(OperationText.of("event.not-avro", subject, latest.schemaType()));
        }
    }

    /**
     * Lets through a subject under which a serde finds it that looks by the topic, the record or both.
     *
     * @throws OperationException if it is another one
     */
    public void requireSubjectOfTopic() {
        boolean isNamed = schema.getType() == Schema.Type.RECORD
                || schema.getType() == Schema.Type.ENUM
                || schema.getType() == Schema.Type.FIXED;
        String name = isNamed ? schema.getFullName() : "";
        if (Stream.of(topic + "-value", topic + "-" + name, name).noneMatch(subject::equals)) {
            throw OperationException.wrongRequest(OperationText.of(
                    "event.subject",
                    topic,
                    isNamed
                            ? OperationText.of("event.one-of-three", topic + "-value", topic + "-" + name, name)
                            : topic + "-value",
                    subject));
        }
    }

    /**
     * The record.
     *
     * @param json the value in Avro's JSON
     * @param key null for none
     * @param headers beside those that say what event it is
     * @param source who writes it, as a URI reference
     * @throws OperationException if a reader would refuse the value, or a header is one of those
     */
    public ProducerRecord<byte[], byte[]> record(
            String json,
            @Nullable String key,
            Map<String, String> headers,
            String source,
            String eventId,
            Instant time) {
        AvroJsonCheck.problem(schema, json).ifPresent(problem -> {
            throw OperationException.wrongRequest(
                    OperationText.of("event.value", subject, String.valueOf(version), problem));
        });
        requireEventId(eventId);
        byte[] value = WireFormat.fromJson(schema, id, json);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, keyOf(key), value);
        CloudEventHeaders.of(eventId, schema.getFullName(), source, time).forEach(record.headers()::add);
        addHeaders(record, headers);
        return record;
    }

    /**
     * A record without a value, which says that a compacted topic forgets a key; with the headers that the messaging starter
     * writes to one.
     *
     * @param headers beside those
     * @param source who writes it, as a URI reference
     * @throws OperationException if a header is one of those
     */
    public static ProducerRecord<byte[], byte[]> tombstone(
            String topic, String key, Map<String, String> headers, String source, String eventId, Instant time) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, keyOf(key), null);
        CloudEventHeaders.of(eventId, TOMBSTONE, source, time).forEach(record.headers()::add);
        addHeaders(record, headers);
        return record;
    }

    private static byte @Nullable [] keyOf(@Nullable String key) {
        return key == null ? null : bytes(OperationText.of("event.half-key"), key);
    }

    /**
     * Gives a record headers of whoever writes it.
     *
     * @throws OperationException if one is set for the event or kept for others, or is no text
     */
    public static void addHeaders(ProducerRecord<byte[], byte[]> record, Map<String, String> headers) {
        headers.forEach((name, text) -> {
            if (KEPT.stream().anyMatch(name::startsWith)) {
                throw OperationException.wrongRequest(OperationText.of("event.header-kept", name));
            }
            if (name.isEmpty()) {
                throw OperationException.wrongRequest(OperationText.of("event.header-unnamed"));
            }
            bytes(OperationText.of("event.half-header-name"), name);
            record.headers().add(name, bytes(OperationText.of("event.half-header", name), text));
        });
    }

    /** The readers of the messaging starter take no other. */
    private static void requireEventId(String eventId) {
        int length = bytes(OperationText.of("event.half-id"), eventId).length;
        if (length == 0 || length > LONGEST_ID || eventId.chars().anyMatch(Character::isISOControl)) {
            throw OperationException.wrongRequest(
                    OperationText.of("event.id", String.valueOf(LONGEST_ID), String.valueOf(length)));
        }
    }

    private static byte[] bytes(Sentence otherwise, String text) {
        if (!AvroJsonCheck.isUnicode(text)) {
            throw OperationException.wrongRequest(otherwise);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
