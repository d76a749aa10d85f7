package dev.avenant.messaging.internal;

import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** How the trace of what happens in this process goes out with an event, and goes on where the event is handled. */
public interface TracePropagation {

    /** The headers, {@code traceparent} among them, of an event of that type that is appended now. */
    Map<String, String> headersFor(String eventType);

    /** Runs the step in the trace that the headers of an event of that type tell of, and passes on what it throws. */
    void within(Headers headers, String eventType, Step step) throws Exception;

    /** What is done in a trace. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
