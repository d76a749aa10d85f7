package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Replays of letters that are not where the table says, and replays that end badly. */
@Tag("broker")
class ReplaysTest {

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
    void passOverALetterThatIsNotTheOneThatWasChosen() {
        try (TestService service = setup.start()) {
            // Given the row of a letter that lay where another one lies since the topic was made anew
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            stack.kafka().send(topic, "junk", "junk".getBytes(UTF_8));
            await().until(() -> Long.valueOf(1).equals(table.counts().get("open")));
            UUID gone = UUID.randomUUID();
            table.stored(TestRows.row(gone, topic, 0, 1, Instant.now().minusSeconds(60)));

            // When all are replayed
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            assertThat(endpoint.replay(null, null, true, false, null).letters()).isEqualTo(2);

            // Then the one that is there is replayed, once, and the report tells of the other
            ReplayReport report = awaitEnd(service.bean(Replays.class));
            assertThat(report.replayed()).isEqualTo(1);
            assertThat(report.skipped()).isEqualTo(1);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".replay"))
                    .hasSize(1);
            assertThat(table.find(gone).orElseThrow().view().state()).isEqualTo("open");
            assertThatThrownBy(() -> endpoint.replayOne(gone.toString()))
                    .isInstanceOf(InvalidEndpointRequestException.class)
                    .hasMessage("Expected the letter at 0:0 but it is gone");
        }
    }

    @Test
    void endWhenAnErrorEndsThem() {
        try (TestService service = setup.start()) {
            // Given a reader for which there is no memory
            Replays replays = new Replays(
                    service.bean(DeadLetterTable.class),
                    () -> {
                        throw new OutOfMemoryError("a large letter");
                    },
                    service.bean(LetterProducer.class),
                    setup.group());

            // When a replay begins
            assertThat(replays.begin(List.of(), 1).running()).isTrue();

            // Then it ends, says why, and keeps no other from beginning
            assertThat(awaitEnd(replays).failure()).isEqualTo("a large letter");
            assertThat(replays.begin(List.of(), 1).running()).isTrue();
        }
    }

    private static ReplayReport awaitEnd(Replays replays) {
        await().until(() -> !Objects.requireNonNull(replays.report()).running());
        return Objects.requireNonNull(replays.report());
    }
}
