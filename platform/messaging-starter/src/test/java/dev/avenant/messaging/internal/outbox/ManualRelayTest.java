package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static dev.avenant.messaging.internal.outbox.RelayFixture.serviceWithoutRelay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboxRelay;
import dev.avenant.messaging.TestService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class ManualRelayTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void sendsWhatWasCommittedWhenItIsToldTo() {
        String one = stack.newTopic(1);
        String other = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, one, other).start()) {
            service.publish(order(one, "a", 1), order(other, "b", 1), order(one, "a", 2));

            service.bean(OutboxRelay.class).relayNow();

            assertThat(committed(stack, one)).containsExactly("a:1", "a:2");
            assertThat(committed(stack, other)).containsExactly("b:1");
            assertThat(service.waitingInOutbox()).isZero();
        }
    }

    @Test
    void saysThatAnotherProcessRelays() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(order(topic, "a", 1));
            service.jdbc()
                    .update(
                            "INSERT INTO avenant.outbox_lease (topic, shard, holder, expires_at)"
                                    + " VALUES (?, 7, gen_random_uuid(), clock_timestamp() + interval '10 seconds')",
                            topic);

            assertThatThrownBy(service.bean(OutboxRelay.class)::relayNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Another process relays topic " + topic
                            + ": set avenant.messaging.outbox.enabled=false there, or let it relay");
        }
    }
}
