package dev.avenant.console.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class WrittenTimesTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final AtomicLong now = new AtomicLong();
    private final WrittenTimes times = new WrittenTimes(now::get);

    /** Else the age of a record would go on to be shown that is not there any more. */
    @Test
    void areKnownForAMinute() {
        times.put(ORDERS, 7, 1000);
        assertThat(times.of(ORDERS, 7)).isEqualTo(1000);
        assertThat(times.of(ORDERS, 8)).isNull();

        now.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(times.of(ORDERS, 7)).isNull();
    }
}
