package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.Wire;
import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.internal.deadletters.LetterView;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** A service whose connections commit nothing by themselves. */
@Tag("broker")
class NoAutoCommitTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .property("spring.datasource.hikari.auto-commit", "false")
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
    }

    @Test
    void keepsWhatBecameOfItsDeadLetters() {
        try (TestService service = setup.start()) {
            // Given a letter
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            stack.kafka().send(topic, "junk", "junk".getBytes(UTF_8));
            await().until(() -> letters(endpoint).size() == 1);
            LetterView letter = letters(endpoint).get(0);

            // When it is dropped, then that stays
            assertThat(endpoint.drop(letter.id().toString(), "gone", SecurityContext.NONE))
                    .isNotNull();
            assertThat(letters(endpoint))
                    .singleElement()
                    .extracting(LetterView::state)
                    .isEqualTo("dropped");

            // When it is replayed all the same, then that stays too, and so does its next failure
            assertThat(Objects.requireNonNull(endpoint.replayOne(
                                    letter.id().toString(), null, null, null, null, SecurityContext.NONE))
                            .state())
                    .isNotEqualTo("dropped");
            await().until(() -> letters(endpoint).get(0).attempts() == 2);
        }
    }

    @Test
    void forgetsOldMessages() {
        try (TestService service = setup.start()) {
            // Given a message that was handled
            OrderPlaced event =
                    OrderPlaced.newBuilder().setOrderId("a").setSequence(1).build();
            byte[] value = Wire.value(stack.idOf(topic, OrderPlaced.getClassSchema()), event);
            stack.kafka().send(new ProducerRecord<>(topic, 0, "a".getBytes(UTF_8), value));
            await().until(() -> remembered(service) == 1);

            // When it is old
            Instant later = Instant.now().plus(Duration.ofDays(91));
            assertThat(service.bean(Inbox.class).forgetOlderThan(Duration.ofDays(90), later))
                    .isEqualTo(1);

            // Then it is gone
            assertThat(remembered(service)).isZero();
        }
    }

    private static List<LetterView> letters(DeadLettersEndpoint endpoint) {
        return endpoint.letters(null, null, null, null).letters();
    }

    private static long remembered(TestService service) {
        return Objects.requireNonNull(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class));
    }
}
