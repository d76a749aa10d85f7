package jobplatform.analytics.stream;

import java.util.Optional;
import jobplatform.analytics.figures.FirstReading;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/**
 * Out of service while the stream reads its state back or divides its work anew, and until the figures are whole; down while it
 * fails or has ended.
 */
@Component("figures")
class StreamHealth implements HealthIndicator {

    private final StreamsBuilderFactoryBean stream;
    private final StreamFailures failures;
    private final FirstReading reading;

    StreamHealth(StreamsBuilderFactoryBean stream, StreamFailures failures, FirstReading reading) {
        this.reading = reading;
        this.stream = stream;
        this.failures = failures;
    }

    @Override
    public Health health() {
        KafkaStreams running = stream.getKafkaStreams();
        KafkaStreams.State state = running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
        Optional<String> failing = failures.reason();
        Health.Builder health = switch (state) {
            case RUNNING ->
                failing.isPresent() ? Health.down() : reading.isDone() ? Health.up() : Health.outOfService();
            case CREATED, REBALANCING -> failing.isPresent() ? Health.down() : Health.outOfService();
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
        };
        health.withDetail("state", state.name()).withDetail("isWhole", reading.isDone());
        failing.ifPresent(reason -> health.withDetail("reason", reason));
        return health.build();
    }
}
