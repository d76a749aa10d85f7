package jobplatform.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers join job-service's group one after the other, take some of its partitions, handle nothing, commit nothing,
 * and leave again.
 */
record RebalanceStorm(Duration time) implements Fault {

    private static final Duration STAY = Duration.ofMillis(400);

    @Override
    public Set<String> victims() {
        return Set.of("the group of job-service");
    }

    @Override
    public void happenTo(Platform platform) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            platform.stack().bootstrapServers(),
                            "group.id",
                            "job-service",
                            "enable.auto.commit",
                            false,
                            "default.api.timeout.ms",
                            5000,
                            "session.timeout.ms",
                            6000),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(Platform.USER_EVENTS));
                long leave = System.nanoTime() + STAY.toNanos();
                while (consumer.assignment().isEmpty() ? System.nanoTime() < end : System.nanoTime() < leave) {
                    var unused = consumer.poll(Duration.ofMillis(50));
                }
            }
        }
    }

    @Override
    public String toString() {
        return "REBALANCE the group of job-service for " + time.toSeconds() + " s";
    }
}
