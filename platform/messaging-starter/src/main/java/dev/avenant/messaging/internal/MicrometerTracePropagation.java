package dev.avenant.messaging.internal;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;

/**
 * The trace of Micrometer's tracer. Its spans are those of the observations around appending and handling, which carry
 * what else the tracer's format has; {@code traceparent} comes besides, whatever that format is.
 */
final class MicrometerTracePropagation implements TracePropagation {

    private static final int TRACE_ID_LENGTH = 32;

    private final Tracer tracer;
    private final TracePropagation withoutSpan;

    /** @param withoutSpan for a service that observes nothing of this */
    MicrometerTracePropagation(Tracer tracer, TracePropagation withoutSpan) {
        this.tracer = tracer;
        this.withoutSpan = withoutSpan;
    }

    @Override
    public String traceparent() {
        Span span = tracer.currentSpan();
        return span == null ? withoutSpan.traceparent() : traceparent(span.context());
    }

    @Override
    public void within(Headers headers, Step step) throws Exception {
        withoutSpan.within(headers, step);
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
}
