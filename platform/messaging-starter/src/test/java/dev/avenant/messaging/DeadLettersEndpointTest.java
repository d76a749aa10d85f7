package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.internal.deadletters.LetterView;
import dev.avenant.messaging.internal.deadletters.ReplayReport;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** A service says which records it could not handle and what became of each, and replays each once. */
@Tag("broker")
class DeadLettersEndpointTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refusing = new AtomicBoolean(true);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .property("avenant.messaging.dead-letters.max-attempts", "3")
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (waiting.get()) {
                        throw new IOException("the warehouse does not answer");
                    }
                    if (refusing.get()) {
                        throw new EventRefusedException("no stock for " + context.key());
                    }
                    handled.add(event.getOrderId());
                }));
    }

    @Test
    void replaysEachRecordOnceHoweverOftenItFailedBefore() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a", "b", "c");
            awaitStates(endpoint, 3, 0, 0, 0);

            assertThat(replayAll(endpoint)).isEqualTo(3);
            await().until(() -> letters().size() == 6);
            awaitStates(endpoint, 3, 0, 0, 0);
            refusing.set(false);
            assertThat(replayAll(endpoint)).isEqualTo(3);

            awaitStates(endpoint, 0, 0, 3, 0);
            assertThat(replayAll(endpoint)).isZero();
            assertThat(handled).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(letters()).hasSize(6);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".replay"))
                    .hasSize(6);
        }
    }

    @Test
    void takesNoLetterThatIsOnItsWay() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a");
            awaitStates(endpoint, 1, 0, 0, 0);
            waiting.set(true);

            assertThat(replayAll(endpoint)).isEqualTo(1);

            awaitStates(endpoint, 0, 1, 0, 0);
            assertThat(replayAll(endpoint)).isZero();
            refusing.set(false);
            waiting.set(false);
            awaitStates(endpoint, 0, 0, 1, 0);
        }
    }

    @Test
    void saysOfEachRecordWhereItCameFromAndWhatBecameOfIt() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a");
            stack.kafka().send(topic, "junk", "junk".getBytes(UTF_8));
            awaitStates(endpoint, 2, 0, 0, 0);

            LetterView junk = only(endpoint, "NOT_AVRO", null);
            LetterView refused = only(endpoint, null, "a");

            assertThat(refused.state()).isEqualTo("open");
            assertThat(refused.origin()).isEqualTo(topic + "/0/0");
            assertThat(refused.letter()).isEqualTo("0:0");
            assertThat(refused.category()).isEqualTo("HANDLER_REFUSED");
            assertThat(refused.message()).isEqualTo("no stock for a");
            assertThat(refused.attempts()).isEqualTo(1);
            assertThat(endpoint.letter(junk.id().toString())).isEqualTo(junk);
            LetterView dropped = endpoint.drop(junk.id().toString(), "not ours", SecurityContext.NONE);
            assertThat(Objects.requireNonNull(dropped).state()).isEqualTo("dropped");
            assertThat(endpoint.drop(junk.id().toString(), "not ours", SecurityContext.NONE))
                    .isNull();
            ReplayReport dryRun = endpoint.replay(null, null, true, true, null, SecurityContext.NONE);
            assertThat(dryRun.chosen()).containsExactly(refused);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".replay"))
                    .isEmpty();
        }
    }

    @Test
    void leavesARecordThatFailsTooOftenToWhoeverNamesIt() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a");
            awaitStates(endpoint, 1, 0, 0, 0);
            for (int attempts = 2; attempts <= 3; attempts++) {
                int wanted = attempts;
                assertThat(replayAll(endpoint)).isEqualTo(1);
                await().until(() -> only(endpoint, null, "a").attempts() == wanted);
            }

            assertThat(replayAll(endpoint)).isZero();

            refusing.set(false);
            LetterView replayed = endpoint.replayOne(
                    only(endpoint, null, "a").id().toString(), null, null, null, null, SecurityContext.NONE);
            assertThat(replayed).isNotNull();
            awaitStates(endpoint, 0, 0, 1, 0);
            assertThat(handled).containsExactly("a");
        }
    }

    @Test
    void resolvesARecordInTheTransactionOfItsHandler() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a");
            awaitStates(endpoint, 1, 0, 0, 0);
            service.jdbc().execute("""
                            CREATE FUNCTION refuse() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''not now''; END'
                            LANGUAGE plpgsql
                            """);
            service.jdbc().execute("""
                            CREATE TRIGGER refuse BEFORE UPDATE ON avenant.dead_letters
                            FOR EACH ROW WHEN (NEW.state = 'resolved') EXECUTE FUNCTION refuse()
                            """);
            refusing.set(false);

            assertThat(replayAll(endpoint)).isEqualTo(1);

            await().until(() -> only(endpoint, null, "a").attempts() == 2);
            assertThat(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class))
                    .isZero();
        }
    }

    @Test
    void findsInItsTopicWhatIsMissingInItsTable() {
        try (TestService service = setup.start()) {
            send("a", "b");
            awaitStates(service.bean(DeadLettersEndpoint.class), 2, 0, 0, 0);
            service.jdbc().execute("TRUNCATE avenant.dead_letters, avenant.dead_letter_positions");
        }

        try (TestService again = setup.start()) {
            awaitStates(again.bean(DeadLettersEndpoint.class), 2, 0, 0, 0);
        }
    }

    @Test
    void catchesUpWithLettersThatWereStoredWhileItsDatabaseWasAway() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);
            send("a");
            awaitStates(endpoint, 1, 0, 0, 0);
            stack.takeDatabaseAway(setup.database());

            stack.kafka().send(topic, "first", "junk".getBytes(UTF_8));
            stack.kafka().send(topic, "second", "junk".getBytes(UTF_8));

            await().until(() -> letters().size() == 3);
            stack.bringDatabaseBack(setup.database());
            await().ignoreExceptions()
                    .until(() -> endpoint.letters(null, "NOT_AVRO", null, null)
                                    .letters()
                                    .size()
                            == 2);
        }
    }

    @Test
    void refusesWhatItCannotTakeInWords() {
        try (TestService service = setup.start()) {
            DeadLettersEndpoint endpoint = service.bean(DeadLettersEndpoint.class);

            assertThatThrownBy(() -> endpoint.replay(null, null, null, null, null, SecurityContext.NONE))
                    .hasMessage("Expected which letters to replay (category, key or all) but found none");
            assertThatThrownBy(() -> endpoint.replay(null, null, true, null, 0.0, SecurityContext.NONE))
                    .hasMessage("Expected a rate of more than 0 letters per second but found 0.0");
            assertThatThrownBy(() -> endpoint.drop("first", " ", SecurityContext.NONE))
                    .hasMessage("Expected a reason of 1 to 1000 characters but found 0");
            assertThatThrownBy(() -> endpoint.letter("first"))
                    .hasMessage("Expected the id of a dead letter, a UUID, but found first");
            assertThat(endpoint.letter("00000000-0000-0000-0000-000000000000")).isNull();
        }
    }

    @Test
    void isReachedWhereTheServiceExposesItAndNowhereElse() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String domain = stack.unique("endpoints");
        ObjectName name = new ObjectName(domain + ":type=Endpoint,name=Deadletters");
        setup.property("spring.jmx.enabled", "true").property("management.endpoints.jmx.domain", domain);
        try (TestService service = setup.start()) {
            assertThat(service.bean(DeadLettersEndpoint.class)).isNotNull();
            assertThat(server.isRegistered(name)).isFalse();
        }
        setup.property("management.endpoints.jmx.exposure.include", "deadletters");
        try (TestService service = setup.start()) {
            send("a");
            awaitStates(service.bean(DeadLettersEndpoint.class), 1, 0, 0, 0);

            Object report = server.invoke(name, "replay", new Object[] {null, null, true, true, null}, new String[] {
                String.class.getName(),
                String.class.getName(),
                Boolean.class.getName(),
                Boolean.class.getName(),
                Double.class.getName()
            });

            assertThat(report).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("letters", 1);
        }
    }

    private static int replayAll(DeadLettersEndpoint endpoint) {
        int letters = endpoint.replay(null, null, true, null, null, SecurityContext.NONE)
                .letters();
        await().until(() -> !Objects.requireNonNull(
                        endpoint.letters(null, null, null, 0).replay())
                .running());
        return letters;
    }

    private static LetterView only(DeadLettersEndpoint endpoint, @Nullable String category, @Nullable String key) {
        List<LetterView> letters = endpoint.letters(null, category, key, null).letters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static void awaitStates(
            DeadLettersEndpoint endpoint, long open, long replayed, long resolved, long dropped) {
        Map<String, Long> wanted =
                Map.of("open", open, "parked", 0L, "replayed", replayed, "resolved", resolved, "dropped", dropped);
        await().until(() -> endpoint.letters(null, null, null, 0).states(), wanted::equals);
    }

    private void send(String... keys) {
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        for (String key : keys) {
            OrderPlaced event =
                    OrderPlaced.newBuilder().setOrderId(key).setSequence(1).build();
            stack.kafka().send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), Wire.value(id, event)));
        }
    }

    private List<?> letters() {
        return stack.kafka().read(topic + "." + setup.group() + ".dlt");
    }
}
