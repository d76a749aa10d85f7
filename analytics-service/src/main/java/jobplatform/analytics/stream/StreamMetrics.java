package jobplatform.analytics.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what the stream did not count, and how often it began again. */
@Component
class StreamMetrics {

    private final MeterRegistry registry;
    private final Counter restarts;
    private final Counter late;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        restarts = registry.counter("jobplatform.figures.restarts");
        late = registry.counter("jobplatform.figures.late");
    }

    /** An event of that topic could not be read. */
    void leftOut(String topic) {
        registry.counter("jobplatform.figures.unreadable", "topic", topic).increment();
    }

    /** A change came too late to be counted. */
    void late() {
        late.increment();
    }

    /** A thread ended, and another one takes its place. */
    void restarted() {
        restarts.increment();
    }
}
