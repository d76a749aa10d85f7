package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of an event: CloudEvents 1.0, Kafka protocol binding, binary content mode; and W3C's trace context. */
public final class CloudEventHeaders {

    /** The version of CloudEvents that the other headers follow. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** The event's id, unique within its source. */
    public static final String ID = "ce_id";

    /** The full name of the event's record. */
    public static final String TYPE = "ce_type";

    /** Who published it. */
    public static final String SOURCE = "ce_source";

    /** When it happened, as RFC 3339. */
    public static final String TIME = "ce_time";

    /** The W3C trace context in which it happened. */
    public static final String TRACEPARENT = "traceparent";

    private static final String VERSION = "1.0";

    private CloudEventHeaders() {}

    /** The headers of an event of that id, type, source and time, in a fixed order and without a trace context. */
    public static Map<String, byte[]> of(String id, String type, String source, Instant time) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, VERSION.getBytes(UTF_8));
        headers.put(ID, id.getBytes(UTF_8));
        headers.put(TYPE, type.getBytes(UTF_8));
        headers.put(SOURCE, source.getBytes(UTF_8));
        headers.put(TIME, time.toString().getBytes(UTF_8));
        return headers;
    }
}
