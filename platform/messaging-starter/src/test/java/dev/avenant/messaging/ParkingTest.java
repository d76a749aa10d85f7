package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.internal.deadletters.LetterView;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** Events wait in order behind a dead letter of their key, whatever happens to it and to the service. */
@Tag("broker")
class ParkingTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Map.Entry<String, String>> handled = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(2);
        refused.add("e2");
        setup = TestService.with(stack).subscription(subscriptionTo(topic));
    }

    private Subscription subscriptionTo(String name) {
        return Subscription.to(name).parking().on(OrderPlaced.class, (event, context) -> {
            if (refused.contains(event.getOrderId())) {
                throw new EventRefusedException("no stock for " + event.getOrderId());
            }
            handled.add(Map.entry(String.valueOf(context.key()), event.getOrderId()));
        });
    }

    @Test
    void areHandledInOrderOnceTheLetterIsResolved() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("key", "e1", "e2", "e3", "e4");
            send("other", "o1");
            awaitState(endpoint, "parked", 2);
            await().until(() -> handledOf("other").contains("o1"));
            assertThat(handledOf("key")).containsExactly("e1");
            LetterView parked = letters(endpoint, "parked").get(0);
            LetterView open = letters(endpoint, "open").get(0);
            assertThat(parked.category()).isEqualTo("PARKED");
            assertThat(parked.message())
                    .isEqualTo("It waits, in order, behind dead letter " + open.id()
                            + " of its key. Replay or drop that one");
            assertThatThrownBy(() ->
                            endpoint.replayOne(parked.id().toString(), null, null, null, null, SecurityContext.NONE))
                    .hasMessage("Expected a letter that was tried but " + parked.id()
                            + " is parked: it comes when the letters of its key before it are resolved or dropped");

            // When it fails again, then they wait on
            replayAll(endpoint);
            await().until(() -> letters(endpoint, "open").stream().anyMatch(letter -> letter.attempts() == 2));
            assertThat(handledOf("key")).containsExactly("e1");

            // When it is handled, then they are, before what is newer
            refused.clear();
            replayAll(endpoint);
            send("key", "e5");
            await().until(() -> handledOf("key").contains("e5"));
            assertThat(handledOf("key")).containsExactly("e1", "e2", "e3", "e4", "e5");
        }
    }

    @ParameterizedTest
    @EnumSource(HandlingModesTest.Mode.class)
    void waitInBatchesAndThreadsTooWhileOtherKeysGoOn(HandlingModesTest.Mode mode) {
        // Given a poll with a key that has a dead letter, and other keys around it
        String modes = stack.newTopic(1);
        TestService.Setup other = TestService.with(stack).subscription(mode.of(subscriptionTo(modes)));
        try (TestService service = other.start()) {
            sendTo(modes, "key", "e2");
            awaitState(service.bean(DeadLettersEndpoint.class), "open", 1);
        }
        sendTo(modes, "other", "o1");
        sendTo(modes, "key", "e3");
        sendTo(modes, "other", "o2");
        sendTo(modes, "key", "e4");
        sendTo(modes, "other", "o3");

        // When it is handled, then the key waits and the others do not
        try (TestService service = other.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            awaitState(endpoint, "parked", 2);
            await().until(() -> handledOf("other").size() == 3);
            assertThat(handledOf("other")).containsExactly("o1", "o2", "o3");
            assertThat(handledOf("key")).isEmpty();

            // When the letter is handled, then they are, in order
            refused.clear();
            replayAll(endpoint);
            awaitState(endpoint, "resolved", 3);
            assertThat(handledOf("key")).containsExactly("e2", "e3", "e4");
        }
    }

    @Test
    void comeBehindTheEditOfTheirLetterAndAreNotEditedThemselves() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("key", "e1", "e2", "e3");
            awaitState(endpoint, "parked", 1);
            LetterView parked = letters(endpoint, "parked").get(0);
            LetterView open = letters(endpoint, "open").get(0);
            String mended = "{\"orderId\": \"mended\", \"sequence\": 1}";

            assertThatThrownBy(() ->
                            endpoint.replayOne(parked.id().toString(), mended, null, null, null, SecurityContext.NONE))
                    .hasMessage("Expected a letter that was tried but " + parked.id()
                            + " is parked: it comes when the letters of its key before it are resolved or dropped");
            assertThat(letters(endpoint, "parked")).containsExactly(parked);

            var unused = endpoint.replayOne(open.id().toString(), mended, null, null, null, SecurityContext.NONE);

            awaitState(endpoint, "resolved", 2);
            assertThat(handledOf("key")).containsExactly("e1", "mended", "e3");
        }
    }

    @Test
    void areHandledInOrderOnceTheLetterIsDropped() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("key", "e1", "e2", "e3", "e4");
            awaitState(endpoint, "parked", 2);

            var unused =
                    endpoint.drop(letters(endpoint, "open").get(0).id().toString(), "cancelled", SecurityContext.NONE);
            send("key", "e5");

            await().until(() -> handledOf("key").contains("e5"));
            assertThat(handledOf("key")).containsExactly("e1", "e3", "e4", "e5");
        }
    }

    @Test
    void waitAgainBehindOneOfThemThatFails() {
        refused.add("e3");
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("key", "e1", "e2", "e3", "e4", "e5");
            awaitState(endpoint, "parked", 3);

            refused.remove("e2");
            replayAll(endpoint);
            awaitState(endpoint, "resolved", 1);
            await().until(() -> letters(endpoint, "open").size() == 1
                    && letters(endpoint, "parked").size() == 2);
            assertThat(handledOf("key")).containsExactly("e1", "e2");

            refused.clear();
            replayAll(endpoint);
            awaitState(endpoint, "resolved", 4);
            assertThat(handledOf("key")).containsExactly("e1", "e2", "e3", "e4", "e5");
        }
    }

    @Test
    void waitAcrossARestartAndWhenAnotherProcessTakesThePartition() {
        try (TestService first = setup.start()) {
            send("key", "e1", "e2", "e3");
            awaitState(first.bean(DeadLettersEndpoint.class), "parked", 1);
        }
        try (TestService second = setup.start();
                TestService third = setup.start()) {
            DeadLettersEndpoint endpoint = second.bean(DeadLettersEndpoint.class);
            send("key", "e4");
            awaitState(endpoint, "parked", 2);
            refused.clear();

            replayAll(third.bean(DeadLettersEndpoint.class));
            send("key", "e5");

            await().until(() -> handledOf("key").contains("e5"));
            assertThat(handledOf("key")).containsExactly("e1", "e2", "e3", "e4", "e5");
        }
    }

    @Test
    void goOnAfterAProcessEndedBetweenClaimAndSend() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("key", "e1", "e2", "e3", "e4");
            awaitState(endpoint, "parked", 2);
            // Given a process that ended when it had claimed the first of them, long enough ago
            int claimed = service.jdbc().update("""
                    UPDATE avenant.dead_letters
                    SET claim = gen_random_uuid(), claimed_until = clock_timestamp() + interval '2 seconds'
                    WHERE topic_offset = 2
                    """);
            assertThat(claimed).isEqualTo(1);

            refused.clear();
            replayAll(endpoint);
            send("key", "e5");

            await().until(() -> handledOf("key").contains("e5"));
            assertThat(handledOf("key")).containsExactly("e1", "e2", "e3", "e4", "e5");
        }
    }

    @Test
    void keepOrderOfManyKeys() {
        refused.clear();
        for (int key = 0; key < 20; key++) {
            refused.add("k" + key + "-2");
        }
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            for (int event = 1; event <= 4; event++) {
                for (int key = 0; key < 20; key++) {
                    send("k" + key, "k" + key + "-" + event);
                }
            }
            awaitState(endpoint, "parked", 40);

            refused.clear();
            replayAll(endpoint);

            awaitState(endpoint, "resolved", 60);
            for (int key = 0; key < 20; key++) {
                assertThat(handledOf("k" + key))
                        .containsExactly("k" + key + "-1", "k" + key + "-2", "k" + key + "-3", "k" + key + "-4");
            }
        }
    }

    private List<String> handledOf(String key) {
        return handled.stream()
                .filter(event -> event.getKey().equals(key))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void replayAll(DeadLettersEndpoint endpoint) {
        await().ignoreExceptions()
                .until(() -> endpoint.replay(null, null, true, null, null, SecurityContext.NONE)
                                .letters()
                        > 0);
    }

    private static List<LetterView> letters(DeadLettersEndpoint endpoint, String state) {
        return endpoint.letters(state, null, null, null).letters();
    }

    private static void awaitState(DeadLettersEndpoint endpoint, String state, long count) {
        await().until(() -> Long.valueOf(count)
                .equals(endpoint.letters(null, null, null, 0).states().get(state)));
    }

    private void send(String key, String... orders) {
        sendTo(topic, key, orders);
    }

    private static void sendTo(String topic, String key, String... orders) {
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        for (String order : orders) {
            OrderPlaced event =
                    OrderPlaced.newBuilder().setOrderId(order).setSequence(1).build();
            stack.kafka().send(new ProducerRecord<>(topic, key.getBytes(UTF_8), Wire.value(id, event)));
        }
    }
}
