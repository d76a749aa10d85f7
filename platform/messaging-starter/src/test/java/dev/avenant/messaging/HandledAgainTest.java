package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.api.HistoryReplay;
import dev.avenant.messaging.internal.listener.SubscriptionsEndpoint;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators do to a group from outside: have it handle history again, pause it, resume it. */
@Tag("broker")
class HandledAgainTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final SubscriptionsEndpoint.SubscriptionView RUNNING =
            new SubscriptionsEndpoint.SubscriptionView("running", null);
    private static final SubscriptionsEndpoint.SubscriptionView PAUSED =
            new SubscriptionsEndpoint.SubscriptionView("paused", null);

    private static final SortedSet<Integer> FIRST = new TreeSet<>(Set.of(0));

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(
                                OrderPlaced.class,
                                (event, context) -> handled.add(
                                        event.getOrderId() + " " + context.messageId() + " " + context.offset())));
    }

    @Test
    void handlesAMessageOnceMoreInEachRunOfAReplayOfHistory() {
        try (TestService service = setup.start()) {
            send(event("a", "id-a"));
            send(event("b", null));
            await().until(() -> handled.size() == 2);
            List<ConsumerRecord<byte[], byte[]>> history = stack.kafka().read(topic);

            for (String run : List.of("first", "first", "second")) {
                history.forEach(record -> send(HistoryReplay.copy(record, setup.group(), 1, run)));
            }

            await().until(() -> handled.size() == 6);
            send(event("last", "id-last"));
            await().until(() -> handled.size() == 7);
            String placeOfB = handled.get(1).split(" ", -1)[1];
            assertThat(handled)
                    .startsWith("a id-a 0", "b " + placeOfB + " 1")
                    .endsWith("last id-last 2")
                    .containsOnlyOnce("last id-last 2");
            assertThat(handled.stream().filter(each -> each.equals("a id-a 0"))).hasSize(3);
            assertThat(handled.stream().filter(each -> each.equals("b " + placeOfB + " 1")))
                    .hasSize(3);
            await().until(() -> inbox(service) == 7);
        }
    }

    @Test
    void takesARunThatIsNamedOnTheTopicItselfForNothing() {
        try (TestService service = setup.start()) {
            send(event("a", "id-a"));
            ProducerRecord<byte[], byte[]> forged = event("a", "id-a");
            forged.headers().add(HistoryReplay.RUN, "forged".getBytes(UTF_8));
            send(forged);
            send(event("last", "id-last"));

            await().until(() -> handled.contains("last id-last 2"));
            assertThat(handled).containsExactly("a id-a 0", "last id-last 2");
            await().until(() -> inbox(service) == 2);
        }
    }

    @Test
    void readsNothingWhileItIsPausedAndGoesOnWhereItWas() {
        String other = stack.newTopic(1);
        setup.subscription(Subscription.to(other).on(OrderPlaced.class, (event, context) -> handled.add(other)));
        try (TestService service = setup.start()) {
            SubscriptionsEndpoint endpoint = service.bean(SubscriptionsEndpoint.class);
            send(event("a", "id-a"));
            await().until(() -> handled.size() == 1);

            assertThat(endpoint.change(topic, true)).isEqualTo(PAUSED);
            await().untilAsserted(() -> assertThat(endpoint.subscriptions())
                    .isEqualTo(new SubscriptionsEndpoint.Subscriptions(
                            setup.group(),
                            Map.of(topic, PAUSED, other, RUNNING),
                            Map.of(
                                    topic,
                                    FIRST,
                                    topic + "." + setup.group() + ".replay",
                                    FIRST,
                                    other,
                                    FIRST,
                                    other + "." + setup.group() + ".replay",
                                    FIRST))));
            send(event("b", "id-b"));
            send(HistoryReplay.copy(stack.kafka().read(topic).get(0), setup.group(), 1, "paused"));
            for (int i = 0; i < 50; i++) {
                ProducerRecord<byte[], byte[]> event = event("o", "other-" + i);
                send(new ProducerRecord<>(other, 0, event.key(), event.value(), event.headers()));
            }
            await().until(() -> handled.size() >= 51);
            assertThat(handled).filteredOn(each -> !each.equals(other)).containsExactly("a id-a 0");

            assertThat(endpoint.change(topic, false)).isEqualTo(RUNNING);
            await().until(() -> handled.size() == 53);
        }
    }

    @Test
    void pausesNothingThatItDoesNotSubscribeTo() {
        try (TestService service = setup.start()) {
            SubscriptionsEndpoint endpoint = service.bean(SubscriptionsEndpoint.class);

            assertThat(endpoint.change("others", true)).isNull();
            assertThat(endpoint.subscription("others")).isNull();
            assertThat(endpoint.subscription(topic)).isEqualTo(RUNNING);
        }
    }

    private static long inbox(TestService service) {
        return Objects.requireNonNull(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class));
    }

    private ProducerRecord<byte[], byte[]> event(String name, @Nullable String id) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(name).setSequence(1).build();
        int schema = stack.idOf(topic, OrderPlaced.getClassSchema());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, name.getBytes(UTF_8), Wire.value(schema, event));
        if (id != null) {
            record.headers().add("ce_id", id.getBytes(UTF_8));
        }
        return record;
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        var unused = stack.kafka().send(record);
    }
}
