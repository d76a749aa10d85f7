package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** What a line of the log says of the event that it is about. */
@Tag("broker")
class LogContextTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Map<String, String>> inHandler = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> afterFailure = new CopyOnWriteArrayList<>();
    private final String topic = stack.newTopic(1);

    @Test
    void isWithoutTheKeyInTheHandlerAndWhereItsFailureIsDealtWith() {
        Map<String, String> expected = handleOne(setup(subscription()));

        assertThat(inHandler).containsExactly(expected);
        assertThat(afterFailure).containsExactly(expected);
    }

    @Test
    void isThereInABatchAndInParallelToo() {
        Map<String, String> inBatch = handleOne(setup(subscription().inBatches()));
        assertThat(inHandler)
                .isNotEmpty()
                .allSatisfy(context -> assertThat(context).isEqualTo(inBatch));

        inHandler.clear();
        afterFailure.clear();
        Map<String, String> inParallel = handleOne(setup(subscription().inParallel(2)));
        assertThat(inHandler)
                .isNotEmpty()
                .allSatisfy(context -> assertThat(context.keySet()).isEqualTo(inParallel.keySet()));
    }

    @Test
    void hasTheKeyWhereTheServiceWantsThat() {
        Map<String, String> expected =
                handleOne(setup(subscription()).property("avenant.messaging.log-event-keys", true));

        assertThat(inHandler)
                .hasSize(1)
                .allSatisfy(context -> assertThat(context)
                        .containsAllEntriesOf(expected)
                        .containsEntry("event.key", "customer 7?")
                        .hasSize(6));
    }

    private Subscription subscription() {
        return Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
            inHandler.add(MDC.getCopyOfContextMap());
            throw new EventRefusedException("refused in " + topic);
        });
    }

    private TestService.Setup setup(Subscription subscription) {
        return TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(subscription)
                .bean(FailureClassification.class, () -> thrown -> {
                    afterFailure.add(MDC.getCopyOfContextMap());
                    return Optional.empty();
                });
    }

    /** Publishes an event and waits until its failure was dealt with; answers what its lines must say. */
    private Map<String, String> handleOne(TestService.Setup setup) {
        try (TestService service = setup.start()) {
            service.publish(new OutboundEvent(
                    topic,
                    "customer 7\n",
                    OrderPlaced.newBuilder().setOrderId("1").setSequence(1).build()));
            await().until(() -> !afterFailure.isEmpty());
        }
        ConsumerRecord<byte[], byte[]> published = stack.kafka().read(topic).get(0);
        return Map.of(
                "event.id",
                header(published, "ce_id").orElseThrow(),
                "event.type",
                OrderPlaced.getClassSchema().getFullName(),
                "kafka.topic",
                topic,
                "kafka.partition",
                "0",
                "kafka.offset",
                "0");
    }
}
