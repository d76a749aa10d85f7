package dev.avenant.messaging.internal.outbox;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Shows for each topic what its relay sends, and what it cannot send. */
final class RelayMetrics {

    private static final String OUTCOME = "outcome";

    private final MeterRegistry meters;
    private final ObservationRegistry observations;
    private final Clock clock;
    private final Map<String, TopicRelay> relays = new ConcurrentHashMap<>();

    RelayMetrics(MeterRegistry meters, ObservationRegistry observations, Clock clock) {
        this.meters = meters;
        this.observations = observations;
        this.clock = clock;
    }

    /** Shows from now on how that relay does, instead of one that the topic had before. */
    TopicRelay show(String topic, TopicRelay relay) {
        if (relays.put(topic, relay) == null) {
            Gauge.builder(
                            "avenant.outbox.refused",
                            relays,
                            state(topic, state -> state.refused().size()))
                    .description(
                            "Events of a topic that Kafka refuses now; the later ones of their keys wait behind them")
                    .tag("topic", topic)
                    .register(meters);
            Gauge.builder("avenant.outbox.shards", relays, state(topic, TopicRelay.State::shards))
                    .description("How many of the " + KeyShards.COUNT + " shards of a topic's keys this process relays")
                    .tag("topic", topic)
                    .register(meters);
            Gauge.builder("avenant.outbox.stalled", relays, state(topic, this::stalledSeconds))
                    .description("For how long no event of a topic has got through, 0 while they do")
                    .baseUnit("seconds")
                    .tag("topic", topic)
                    .register(meters);
        }
        return relay;
    }

    private static ToDoubleFunction<Map<String, TopicRelay>> state(
            String topic, ToDoubleFunction<TopicRelay.State> value) {
        return relays -> {
            TopicRelay relay = relays.get(topic);
            return relay == null ? Double.NaN : value.applyAsDouble(relay.state());
        };
    }

    private double stalledSeconds(TopicRelay.State state) {
        return state.failure() == null
                ? 0
                : Duration.between(state.lastProgress(), clock.instant()).toMillis() / 1000.0;
    }

    /** Observes how rows of a topic are sent, and counts those that Kafka has afterwards. */
    Optional<TopicSender.Refusal> observe(String topic, List<OutboxRow> rows, Sending sending) throws SQLException {
        Observation.Context context = new Observation.Context();
        context.addLowCardinalityKeyValue(KeyValue.of(OUTCOME, "failed"));
        Optional<TopicSender.Refusal> refusal = Observation.createNotStarted(
                        "avenant.outbox.batch", () -> context, observations)
                .contextualName("relay " + topic)
                .lowCardinalityKeyValue("topic", topic)
                .observeChecked(() -> {
                    Optional<TopicSender.Refusal> result = sending.send();
                    context.addLowCardinalityKeyValue(KeyValue.of(OUTCOME, result.isEmpty() ? "sent" : "refused"));
                    return result;
                });
        if (refusal.isEmpty()) {
            Counter.builder("avenant.outbox.relayed")
                    .description("Events of the outbox that Kafka has")
                    .tag("topic", topic)
                    .register(meters)
                    .increment(rows.size());
        }
        return refusal;
    }

    /** Sends rows, and answers why Kafka refused them, if it did. */
    @FunctionalInterface
    interface Sending {
        Optional<TopicSender.Refusal> send() throws SQLException;
    }
}
