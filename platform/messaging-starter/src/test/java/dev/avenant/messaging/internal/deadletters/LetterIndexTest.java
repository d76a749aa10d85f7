package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of dead letters gets what it did not take at first. */
@Tag("broker")
class LetterIndexTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
    }

    @Test
    void findsALetterBeforeOnesThatItKnows() {
        // Given the letter of a process that ended before it wrote the row, and a later one of which there is a row
        try (TestService service = setup.start()) {
            sendJunk("first");
            sendJunk("second");
            awaitOpen(service, 2);
            service.jdbc().update("DELETE FROM avenant.dead_letters WHERE letter_offset = 0");
        }

        // When the service starts again, then there is a row of each
        try (TestService again = setup.start()) {
            awaitOpen(again, 2);
        }
    }

    private void sendJunk(String key) {
        stack.kafka().send(topic, key, "junk".getBytes(UTF_8));
    }

    private static void awaitOpen(TestService service, long count) {
        await().until(() -> openOf(service) == count);
    }

    private static long openOf(TestService service) {
        return service.bean(DeadLetterTable.class).counts().getOrDefault("open", 0L);
    }
}
