package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.internal.outbox.OutboxCapacity.Limits;
import dev.avenant.messaging.internal.outbox.OutboxTable.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class OutboxCapacityTest {

    private final Limits limits = new Limits(100, 1_000);

    @Test
    void takesWhatTheLimitsAllow() {
        assertThat(limits.exceededBy(new Size(100, 1_000), false)).isNull();
    }

    @Test
    void saysOfWhichThereIsTooMuchAndWhichSettingAllowsHowMuch() {
        assertThat(limits.exceededBy(new Size(101, 0), false))
                .isEqualTo("The outbox is full: it holds 101 events, and may hold 100"
                        + " (avenant.messaging.outbox.max-size). No more is taken until a tenth of that is free; see"
                        + " why events are not sent in the health outboxRelay");
        assertThat(limits.exceededBy(new Size(1, 1_001), false))
                .isEqualTo("The outbox is full: it holds 1001 bytes, and may hold 1000"
                        + " (avenant.messaging.outbox.max-bytes). No more is taken until a tenth of that is free; see"
                        + " why events are not sent in the health outboxRelay");
    }

    @Test
    void takesEventsAgainOnlyWhenATenthIsFree() {
        assertThat(limits.exceededBy(new Size(91, 0), true)).isNotNull();
        assertThat(limits.exceededBy(new Size(1, 901), true)).isNotNull();
        assertThat(limits.exceededBy(new Size(90, 900), true)).isNull();
    }
}
