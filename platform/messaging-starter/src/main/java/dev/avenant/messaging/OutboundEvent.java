package dev.avenant.messaging;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A fact to publish, or that there is nothing more to say of a key.
 *
 * @param topic the topic to publish on; a {@link Publication} must declare it for the payload's class
 * @param key the record's key, whose events stay in order; not blank
 * @param payload the event, complete and valid against its schema; null for a tombstone
 * @param headers what goes beside the headers that the outbox sets, as UTF-8 text
 */
public record OutboundEvent(
        String topic, String key, @Nullable SpecificRecord payload, Map<String, String> headers) {

    private static final Set<String> RESERVED_NAMES = Set.of("traceparent", "tracestate", "baggage", "b3");
    private static final Set<String> RESERVED_PREFIXES = Set.of("ce_", "avenant-", "x-b3-");

    public OutboundEvent {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank but was '" + topic + "'");
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank but was '" + key + "'");
        }
        headers.forEach(OutboundEvent::requireAllowed);
        headers = Map.copyOf(headers);
    }

    /** An event without headers of its own. */
    public OutboundEvent(String topic, String key, SpecificRecord payload) {
        this(topic, key, Objects.requireNonNull(payload, "payload must not be null"), Map.of());
    }

    /** A record without a value: a compacted topic forgets the key, in its order behind the key's events. */
    public static OutboundEvent tombstone(String topic, String key) {
        return new OutboundEvent(topic, key, null, Map.of());
    }

    /**
     * The same event with one more header.
     *
     * @throws IllegalArgumentException if the name is blank, has a control character, or is one that the outbox sets
     */
    public OutboundEvent withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OutboundEvent(topic, key, payload, more);
    }

    /** The full name of the event's record, or {@code tombstone}. */
    public String type() {
        return payload == null ? "tombstone" : payload.getSchema().getFullName();
    }

    private static void requireAllowed(String name, String value) {
        Objects.requireNonNull(value, () -> "the value of header " + name + " must not be null");
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a header's name must be printable text but was '" + name + "'");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED_NAMES.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
            throw new IllegalArgumentException("header " + name + " is set by the outbox or kept for it ("
                    + Stream.concat(RESERVED_PREFIXES.stream().map(prefix -> prefix + "*"), RESERVED_NAMES.stream())
                            .sorted()
                            .reduce((left, right) -> left + ", " + right)
                            .orElseThrow()
                    + "): take another name");
        }
    }
}
