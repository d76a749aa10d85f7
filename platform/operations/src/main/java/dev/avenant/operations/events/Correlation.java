package dev.avenant.operations.events;

import dev.avenant.messaging.api.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What belongs together across topics: records of one trace of W3C's trace context, or that name the id of one event.
 *
 * @param id a trace id, a whole {@code traceparent}, or an event's id; not blank
 */
public record Correlation(String id) {

    private static final List<String> TRACES = List.of(CloudEventHeaders.TRACEPARENT, "ce_traceparent");
    private static final List<String> IDS = List.of(CloudEventHeaders.ID, "ce_correlationid", "ce_causationid");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    public Correlation {
        String stripped = id.strip();
        id = traceOf(stripped.toLowerCase(Locale.ROOT)).orElse(stripped);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be blank");
        }
    }

    private static Optional<String> traceOf(String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /** By what a record may be followed: the ids of its traces, then those of events that it names. */
    public static Set<String> idsOf(ConsumerRecord<byte[], byte[]> record) {
        Set<String> ids = new LinkedHashSet<>();
        for (Header header : record.headers()) {
            if (TRACES.contains(header.key())) {
                traceOf(text(header)).ifPresent(ids::add);
            }
        }
        for (Header header : record.headers()) {
            if (IDS.contains(header.key()) && !text(header).isBlank()) {
                ids.add(text(header));
            }
        }
        return ids;
    }

    /** Whether a record belongs to it. */
    boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return idsOf(record).stream().anyMatch(id::equalsIgnoreCase);
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
