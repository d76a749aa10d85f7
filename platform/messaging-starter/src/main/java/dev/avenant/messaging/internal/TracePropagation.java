package dev.avenant.messaging.internal;

import org.apache.kafka.common.header.Headers;

/** The W3C trace context of this thread: how it goes out with an event, and goes on where the event is handled. */
interface TracePropagation {

    /** The {@code traceparent} of an event that is appended now. */
    String traceparent();

    /** Runs the step in the trace that the headers of an event tell of, and passes on what it throws. */
    void within(Headers headers, Step step) throws Exception;

    /** What is done in a trace. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
