package jobplatform.analytics.stream;

import java.time.Duration;
import java.time.Instant;
import jobplatform.analytics.figures.Counts;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the changes of hours that are too old. What is the newest hour is kept with the sums: the window of Kafka Streams,
 * which would leave them out too, knows it no longer after a restart, and would begin the sum of such an hour anew.
 */
final class LateChanges implements FixedKeyProcessor<String, Counts, Counts> {

    static final String NEWEST = "newest-hour";

    private final Duration hour;
    private final Duration lateness;
    private final StreamMetrics metrics;
    private @Nullable FixedKeyProcessorContext<String, Counts> context;
    private @Nullable KeyValueStore<String, Long> newest;

    /**
     * @param hour how long an hour of the sums is
     * @param lateness how much older than the newest hour one may end and still change
     */
    LateChanges(Duration hour, Duration lateness, StreamMetrics metrics) {
        this.hour = hour;
        this.lateness = lateness;
        this.metrics = metrics;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Counts> context) {
        this.context = context;
        newest = context.getStateStore(NEWEST);
    }

    @Override
    public void process(FixedKeyRecord<String, Counts> change) {
        if (context == null || newest == null) {
            throw new IllegalStateException("The processor passes nothing on before init");
        }
        Long known = newest.get(NEWEST);
        if (known == null || known < change.timestamp()) {
            newest.put(NEWEST, change.timestamp());
        } else if (!end(change.timestamp()).isAfter(Instant.ofEpochMilli(known).minus(lateness))) {
            metrics.late();
            return;
        }
        context.forward(change);
    }

    private Instant end(long begin) {
        return Instant.ofEpochMilli(begin).plus(hour);
    }
}
