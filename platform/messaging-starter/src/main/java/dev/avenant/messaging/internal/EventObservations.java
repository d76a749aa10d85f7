package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.CloudEventHeaders;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an event, as Micrometer observes it: a timer each, and a span where the service has a tracer, from the
 * request that appends it to the handler. {@code traceparent} goes along without a tracer too.
 */
public final class EventObservations {

    /** The observation of a handler, and the name of its timer. */
    public static final String HANDLING = "avenant.event.handling";

    /** No trace context or baggage is longer; what is comes from somebody who wants it copied. */
    private static final int MAX_HEADER_BYTES = 8192;

    private static final String OUTCOME = "outcome";

    private final ObservationRegistry registry;
    private final TracePropagation traces;

    EventObservations(ObservationRegistry registry, TracePropagation traces) {
        this.registry = registry;
        this.traces = traces;
    }

    /** Does the work of appending an event, which is given the headers that carry its trace. */
    public <T> T append(String topic, String type, Function<Map<String, String>, T> work) {
        Map<String, String> headers = new LinkedHashMap<>();
        SenderContext<Map<String, String>> context =
                new SenderContext<>((carrier, name, value) -> headers.put(name, value), Kind.PRODUCER);
        context.setCarrier(headers);
        context.setRemoteServiceName("kafka");
        return Observation.createNotStarted("avenant.event.append", () -> context, registry)
                .contextualName("append " + type)
                .lowCardinalityKeyValue("topic", topic)
                .lowCardinalityKeyValue("type", type)
                .observe(() -> {
                    headers.put(CloudEventHeaders.TRACEPARENT, traces.traceparent());
                    return work.apply(headers);
                });
    }

    /**
     * Handles an event in the trace that its headers tell of, and passes on what that throws.
     *
     * @param type the full name of the event's record
     */
    public void handle(Headers headers, String topic, String type, Handling handling) throws Exception {
        ReceiverContext<Headers> context = new ReceiverContext<>(EventObservations::value, Kind.CONSUMER);
        context.setCarrier(headers);
        context.setRemoteServiceName("kafka");
        context.addLowCardinalityKeyValue(KeyValue.of(OUTCOME, "failed"));
        Observation.createNotStarted(HANDLING, () -> context, registry)
                .contextualName("handle " + type)
                .lowCardinalityKeyValue("topic", topic)
                .lowCardinalityKeyValue("type", type)
                .observeChecked(() -> traces.within(headers, () -> {
                    boolean isNew = handling.handle();
                    context.addLowCardinalityKeyValue(KeyValue.of(OUTCOME, isNew ? "new" : "duplicate"));
                }));
    }

    private static @Nullable String value(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null || value.length > MAX_HEADER_BYTES ? null : new String(value, UTF_8);
    }

    /** Handles an event, and answers whether it is a new one. */
    @FunctionalInterface
    public interface Handling {
        boolean handle() throws Exception;
    }
}
