package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events by the type that their header says: handled under the names that a subscription takes, and otherwise skipped. */
@Tag("broker")
class EventTypesTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void areHandledUnderTheOtherNamesThatTheSubscriptionTakes() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderCancelled.class, (event, context) -> handled.add("cancelled"))
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getOrderId()))
                        .typed(OrderPlaced.class, "com\\.example\\.OrderPlaced\\.v\\d+"));
        try (TestService service = setup.start()) {
            send(topic, "numbered", "com.example.OrderPlaced.v12");
            send(topic, "liar", OrderCancelled.getClassSchema().getFullName());
            send(topic, "named", OrderPlaced.getClassSchema().getFullName());

            await().until(() -> handled.contains("named"));
            assertThat(handled).containsExactly("numbered", "named");
            assertThat(skipped(service)).isEmpty();
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt"))
                    .extracting(letter ->
                            KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                    .containsExactly("WRONG_TYPE");
        }
    }

    @Test
    void areCountedApartWhenNobodyHandlesThem() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getOrderId())));
        try (TestService service = setup.start()) {
            send(topic, "numbered", "com.example.OrderPlaced.v1");
            send(topic, "numbered", "com.example.OrderPlaced.v1");
            stack.kafka().send(new ProducerRecord<>(topic, 0, "tombstone".getBytes(UTF_8), null));
            for (int number = 0; number < 100; number++) {
                send(topic, "made up", "made.up.Type" + number);
            }
            send(topic, "named", OrderPlaced.getClassSchema().getFullName());

            await().until(() -> handled.contains("named"));
            assertThat(skipped(service))
                    .containsEntry("com.example.OrderPlaced.v1", 2.0)
                    .containsEntry("none", 1.0)
                    .containsEntry("made.up.Type0", 1.0)
                    .containsEntry("other", 2.0)
                    .hasSize(101);
        }
    }

    @Test
    void haveOtherNamesOnlyWhereTheyHaveAHandler() {
        Subscription subscription = Subscription.to("orders");

        assertThatThrownBy(() -> subscription.typed(OrderPlaced.class, ".*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The subscription to orders has no handler for "
                        + OrderPlaced.getClassSchema().getFullName());
    }

    private static Map<String, Double> skipped(TestService service) {
        return service.bean(MeterRegistry.class).find("avenant.events.skipped").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("type"), Counter::count));
    }

    private static void send(String topic, String orderId, String type) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, 0, orderId.getBytes(UTF_8), Wire.value(stack.idOf(topic, event.getSchema()), event));
        record.headers().add("ce_type", type.getBytes(UTF_8));
        stack.kafka().send(record);
    }
}
