package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.internal.outbox.HeldKeys.Refused;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RelayHealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void findsNothingStuckWhileEventsGetThrough() {
        assertThat(RelayHealth.stuck(Map.of("orders", state(NOW.minusSeconds(44), Map.of())), NOW))
                .isEmpty();
    }

    @Test
    void namesTheTopicOfWhichNoEventGotThrough() {
        assertThat(RelayHealth.stuck(Map.of("orders", state(NOW.minusSeconds(46), Map.of())), NOW))
                .contains("No event of topic orders got through since 2026-01-01T11:59:14Z");
    }

    @Test
    void namesTheTopicOfWhichKafkaRefusesAnEventWhileOthersGetThrough() {
        Refused refused = new Refused(NOW.minusSeconds(46), "too large");

        assertThat(RelayHealth.stuck(Map.of("orders", state(NOW, Map.of(7L, refused))), NOW))
                .contains(
                        "Kafka refuses an event of topic orders since 2026-01-01T11:59:14Z, and the later ones of its key"
                                + " wait; see refusedEvents");
    }

    private static TopicRelay.State state(Instant lastProgress, Map<Long, Refused> refused) {
        return new TopicRelay.State(KeyShards.COUNT, lastProgress, null, refused);
    }
}
