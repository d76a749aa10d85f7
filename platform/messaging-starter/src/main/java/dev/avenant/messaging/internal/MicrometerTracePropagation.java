package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.CloudEventHeaders;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The trace of Micrometer's tracer: an event that is appended while a request or another event is handled belongs to that
 * trace, with a span of its own, and so does what its handler does elsewhere. Besides {@code traceparent} it carries what
 * the tracer's own format has.
 */
final class MicrometerTracePropagation implements TracePropagation {

    /** No trace context or baggage is longer; what is comes from somebody who wants it copied. */
    private static final int MAX_HEADER_BYTES = 8192;

    private static final int TRACE_ID_LENGTH = 32;

    private final Tracer tracer;
    private final Propagator format;

    MicrometerTracePropagation(Tracer tracer, Propagator format) {
        this.tracer = tracer;
        this.format = format;
    }

    @Override
    public Map<String, String> headersFor(String eventType) {
        Span span = tracer.spanBuilder()
                .kind(Span.Kind.PRODUCER)
                .name("append " + eventType)
                .start();
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(CloudEventHeaders.TRACEPARENT, traceparent(span.context()));
            format.inject(span.context(), headers, (carrier, name, value) -> {
                if (carrier != null) {
                    carrier.put(name, value);
                }
            });
            return headers;
        } finally {
            span.end();
        }
    }

    @Override
    @SuppressWarnings("try") // the scope is only to be closed
    public void within(Headers headers, String eventType, Step step) throws Exception {
        Span span = format.extract(headers, MicrometerTracePropagation::value)
                .kind(Span.Kind.CONSUMER)
                .name("handle " + eventType)
                .start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            step.run();
        } catch (Throwable failed) {
            span.error(failed);
            throw failed;
        } finally {
            span.end();
        }
    }

    private static String traceparent(TraceContext context) {
        String traceId = context.traceId();
        return String.format(
                Locale.ROOT,
                "00-%s%s-%s-%s",
                "0".repeat(Math.max(0, TRACE_ID_LENGTH - traceId.length())),
                traceId,
                context.spanId(),
                Boolean.FALSE.equals(context.sampled()) ? "00" : "01");
    }

    private static @Nullable String value(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null || value.length > MAX_HEADER_BYTES ? null : new String(value, UTF_8);
    }
}
