package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.LONG;
import static dev.avenant.messaging.internal.outbox.RelayFixture.SHORT;
import static dev.avenant.messaging.internal.outbox.RelayFixture.before;
import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static dev.avenant.messaging.internal.outbox.RelayFixture.producers;
import static dev.avenant.messaging.internal.outbox.RelayFixture.relay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.sender;
import static dev.avenant.messaging.internal.outbox.RelayFixture.serviceWithoutRelay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.settings;
import static dev.avenant.messaging.internal.outbox.RelayFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The relay of one topic, with real transactions of Kafka. */
@Tag("broker")
class TopicRelayTest {

    private static final OutboxSettings QUICK = settings(SHORT, Duration.ofSeconds(1));

    private static final OutboxSettings BY_TWO = new OutboxSettings(
            true, 2, 4_000_000, SHORT, Duration.ofSeconds(10), 1_000_000, 1_000_000, 10_000_000_000L, Duration.ZERO);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void sendsWhatItCouldNotDeleteAgainInTheSameOrder() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(order(topic, "a", 1), order(topic, "a", 2), order(topic, "a", 3));
            service.jdbc()
                    .execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE EXCEPTION 'out of order'; END $$");
            service.jdbc().execute("CREATE TRIGGER refuse BEFORE DELETE ON avenant.outbox EXECUTE FUNCTION refuse()");
            TopicRelay relay = relay(service, topic, BY_TWO);
            relay.start();
            await().until(() -> committed(stack, topic).size() >= 4);
            assertThat(service.waitingInOutbox()).isEqualTo(3);

            service.jdbc().execute("DROP TRIGGER refuse ON avenant.outbox");

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            List<String> seen = committed(stack, topic);
            assertThat(seen).startsWith("a:1", "a:2").endsWith("a:1", "a:2", "a:3");
            assertThat(String.join(" ", seen)).matches("(a:1 a:2 )+a:3");
        }
    }

    @Test
    void lossOfTheLeaseInTheMiddleOfABatchLosesAndRepeatsNothing() {
        String topic = stack.newTopic(1);
        CountDownLatch wakesUp = new CountDownLatch(1);
        CountDownLatch sleeps = new CountDownLatch(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(order(topic, "a", 1), order(topic, "a", 2));
            TopicRelay sleeper = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                        sleeps.countDown();
                        awaitUninterruptibly(wakesUp);
                    })),
                    QUICK);
            sleeper.start();
            awaitUninterruptibly(sleeps);

            TopicRelay next = relay(service, topic, QUICK);
            next.start();
            await().until(() -> service.waitingInOutbox() == 0);
            service.publish(order(topic, "a", 3));
            await().until(() -> service.waitingInOutbox() == 0);
            wakesUp.countDown();

            await().until(() -> !sleeper.state().leading());
            service.publish(order(topic, "a", 4));
            await().until(() -> service.waitingInOutbox() == 0);
            assertThat(committed(stack, topic)).containsExactly("a:1", "a:2", "a:3", "a:4");
            await().until(() -> next.state().leading());
            assertThat(sleeper.state().failure()).isNull();
            stop(sleeper);
            stop(next);
        }
    }

    @Test
    void asksAgainForACommitThatKafkaDidNotAnswerInTime() {
        String topic = stack.newTopic(1);
        AtomicInteger commits = new AtomicInteger();
        AtomicInteger aborts = new AtomicInteger();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(order(topic, "a", 1));
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(
                            producers(service).apply(id),
                            Map.of(
                                    "commitTransaction",
                                    () -> {
                                        if (commits.incrementAndGet() == 1) {
                                            throw new TimeoutException("no answer yet");
                                        }
                                    },
                                    "abortTransaction",
                                    aborts::incrementAndGet)),
                    QUICK);
            relay.start();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("a:1");
            assertThat(commits).hasValue(2);
            assertThat(aborts).hasValue(0);
        }
    }

    /** As at the end of a stop that has waited for long enough. */
    @Test
    void closesItsProducerAlsoWhenItWasInterrupted() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicSender sender = sender(topic, producers(service).apply(stack.unique("relay")));
            Thread.currentThread().interrupt();

            Throwable thrown = catchThrowable(sender::close);

            assertThat(Thread.interrupted()).isFalse();
            assertThat(thrown).isNull();
        }
    }

    @Test
    void sendsAnEventThatWasCommittedLateBeforeTheNextOneOfItsKey() throws Exception {
        String topic = stack.newTopic(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            CompletableFuture<Void> lateTransaction = CompletableFuture.runAsync(
                    () -> service.inTransaction(() -> {
                        var unused = service.outbox().append(order(topic, "a", 1));
                        storeBeforeItCommits(service.bean(OutboxTransactions.class));
                        late.countDown();
                        awaitUninterruptibly(inTheMiddle);
                    }),
                    command -> new Thread(command).start());
            awaitUninterruptibly(late);
            service.publish(order(topic, "b", 1));
            AtomicInteger commits = new AtomicInteger();
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                        if (commits.incrementAndGet() == 1) {
                            inTheMiddle.countDown();
                            awaitUninterruptibly(goOn);
                        }
                    })),
                    settings(SHORT, Duration.ofMinutes(1)));
            relay.start();

            lateTransaction.get();
            service.publish(order(topic, "a", 2));
            goOn.countDown();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("b:1", "a:1", "a:2");
        }
    }

    @Test
    void sendsTheFirstEventAtOnceAndWhatComesWhileItLingersInOneBatch() {
        String topic = stack.newTopic(1);
        OutboxSettings lingering = new OutboxSettings(
                true, 100, 4_000_000, SHORT, LONG, 1_000_000, 1_000_000, 10_000_000_000L, Duration.ofSeconds(2));
        AtomicInteger commits = new AtomicInteger();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(
                            producers(service).apply(id), Map.of("commitTransaction", () -> commits.incrementAndGet())),
                    lingering);
            relay.start();
            service.publish(order(topic, "a", 0));
            await().until(() -> commits.get() == 1);

            for (int number = 1; number <= 20; number++) {
                service.publish(order(topic, "a", number));
                relay.wake();
            }

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(commits).hasValue(2);
            assertThat(committed(stack, topic))
                    .hasSize(21)
                    .startsWith("a:0", "a:1")
                    .endsWith("a:19", "a:20");
        }
    }

    /** Nothing that the database has seen the end of then has so large a number as the transaction that runs. */
    @Test
    void sendsAnEventThatTheTransactionCommitsLateWhichBeganLast() throws SQLException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start();
                Connection first = service.bean(DataSource.class).getConnection();
                Connection last = service.bean(DataSource.class).getConnection()) {
            TopicRelay relay = relay(service, topic, settings(SHORT, Duration.ofMinutes(1)));
            relay.start();
            await().until(() -> relay.state().leading());
            begin(first);
            begin(last);
            store(service, last, order(topic, "a", 1));
            store(service, first, order(topic, "b", 1));
            first.commit();
            await().until(() -> committed(stack, topic).contains("b:1") && service.waitingInOutbox() == 0);

            last.commit();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("b:1", "a:1");
        }
    }

    /** Its entries stay in the index for as long as that one runs. */
    @Test
    void stepsOverNothingThatItHasDeletedWhileATransactionRunsThatAppendsNothing() throws SQLException {
        String topic = stack.newTopic(1);
        int events = 500;
        try (TestService service = serviceWithoutRelay(stack, topic).start();
                Connection running = service.bean(DataSource.class).getConnection()) {
            begin(running);
            service.inTransaction(() -> {
                for (int number = 0; number < events; number++) {
                    var unused = service.outbox().append(order(topic, "a", number));
                }
            });
            TopicRelay relay = relay(service, topic, settings(SHORT, Duration.ofMinutes(1)));
            relay.start();
            await().until(() -> service.waitingInOutbox() == 0);

            AtomicLong seen = new AtomicLong(entriesRead(service));
            AtomicInteger fewInARow = new AtomicInteger();
            await().until(() -> {
                service.publish(order(topic, "b", 1));
                long now = entriesRead(service);
                long read = now - seen.getAndSet(now);
                if (read > 0) {
                    fewInARow.set(read < events ? fewInARow.get() + 1 : 0);
                }
                return fewInARow.get() == 3;
            });
            stop(relay);
        }
    }

    /** How many entries of the table's index were read, as the database tells now and then. */
    private static long entriesRead(TestService service) {
        return Objects.requireNonNull(service.jdbc()
                .queryForObject(
                        "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'avenant' AND relname ="
                                + " 'outbox'",
                        Long.class));
    }

    private static void begin(Connection transaction) throws SQLException {
        transaction.setAutoCommit(false);
        try (Statement statement = transaction.createStatement()) {
            statement.execute("SELECT pg_current_xact_id()");
        }
    }

    private static void store(TestService service, Connection transaction, OutboundEvent event) throws SQLException {
        RelayFixture.TABLE.append(
                transaction, List.of(service.bean(OutboxMessageFactory.class).create(event)));
    }

    @Test
    void readsAheadWhatWasCommittedLateBeforeTheNextEventOfItsKeyAndNothingTwice() throws Exception {
        String topic = stack.newTopic(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            CompletableFuture<Void> lateTransaction = CompletableFuture.runAsync(
                    () -> service.inTransaction(() -> {
                        var unused = service.outbox().append(order(topic, "a", 1));
                        storeBeforeItCommits(service.bean(OutboxTransactions.class));
                        late.countDown();
                        awaitUninterruptibly(inTheMiddle);
                    }),
                    command -> new Thread(command).start());
            awaitUninterruptibly(late);
            service.publish(order(topic, "b", 1), order(topic, "b", 2), order(topic, "b", 3), order(topic, "b", 4));
            AtomicInteger commits = new AtomicInteger();
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                        if (commits.incrementAndGet() == 1) {
                            inTheMiddle.countDown();
                            awaitUninterruptibly(goOn);
                        }
                    })),
                    BY_TWO);
            relay.start();

            lateTransaction.get();
            service.publish(order(topic, "a", 2));
            goOn.countDown();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            List<String> seen = committed(stack, topic);
            assertThat(seen).containsExactlyInAnyOrder("b:1", "b:2", "b:3", "b:4", "a:1", "a:2");
            assertThat(seen).containsSubsequence("b:1", "b:2", "b:3", "b:4").containsSubsequence("a:1", "a:2");
        }
    }

    @Test
    void holdsTheLaterEventsOfAKeyBackWhoseEventKafkaRefusesAndNoOthers() {
        String topic = smallTopic();
        String large = "x".repeat(5_000);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(order(topic, "a", 1));
            for (int number = 0; number < 20; number++) {
                service.publish(order(topic, "b" + number, number));
            }
            service.publish(new OutboundEvent(topic, "a", placed(large, 2)), order(topic, "a", 3));
            service.publish(order(topic, "a", 4), order(topic, "c", 1));
            TopicRelay relay = relay(service, topic, QUICK);
            relay.start();

            await().until(() -> service.waitingInOutbox() == 3);
            assertThat(committed(stack, topic))
                    .contains("a:1", "b0:0", "b19:19", "c:1")
                    .doesNotContain("a:3", "a:4");
            await().until(() -> !relay.state().refused().isEmpty());
            assertThat(relay.state().refused().toString())
                    .matches("\\{22=since \\S+: org\\.apache\\.kafka\\.common\\.errors\\.RecordTooLargeException: .*}");
            raiseLimit(topic);

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic).stream().filter(seen -> seen.startsWith("a:") || seen.startsWith("x")))
                    .containsExactly("a:1", "xxxxxxxxxx...:2", "a:3", "a:4");
            assertThat(relay.state().refused()).isEmpty();
        }
    }

    @Test
    void holdsAKeyBackHoweverLongTheScanTakesThatRefusedItsEvent() {
        String topic = smallTopic();
        AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(new OutboundEvent(topic, "a", placed("x".repeat(5_000), 1)));
            for (int number = 0; number < 20; number++) {
                service.publish(order(topic, "b" + number, number));
            }
            service.publish(order(topic, "a", 2));
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(
                            producers(service).apply(id),
                            Map.of("commitTransaction", () -> time.updateAndGet(now -> now.plusSeconds(1)))),
                    BY_TWO,
                    clock(time));
            relay.start();

            await().until(() -> service.waitingInOutbox() == 2);
            stop(relay);
            assertThat(committed(stack, topic)).hasSize(20).doesNotContain("a:2");
        }
    }

    @Test
    void triesARefusedEventBeforeTheNextOneOfItsKeyHoweverMuchLaterItGoesOn() {
        String topic = smallTopic();
        AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
        AtomicInteger transactions = new AtomicInteger();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            // Given an event that Kafka refuses, and then with a half of its batch again
            service.publish(new OutboundEvent(topic, "a", placed("x".repeat(5_000), 1)), order(topic, "b", 1));
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    // When the next one of its key is appended before the other half is sent, and the process then gets
                    // no time
                    // for longer than the key is held back
                    id -> before(producers(service).apply(id), Map.of("beginTransaction", () -> {
                        if (transactions.incrementAndGet() == 3) {
                            service.publish(order(topic, "a", 2), order(topic, "c", 1));
                            time.updateAndGet(now -> now.plus(LONG));
                        }
                    })),
                    BY_TWO,
                    clock(time));
            relay.start();

            // Then it is not sent
            await().until(() -> committed(stack, topic).contains("c:1"));
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("b:1", "c:1");
        }
    }

    @Test
    void saysNothingMoreOfARefusedEventThatIsNoLongerItsOwnOrThere() {
        String topic = smallTopic();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            service.publish(new OutboundEvent(topic, "a", placed("x".repeat(5_000), 1)));
            TopicRelay relay = relay(service, topic, settings(SHORT, Duration.ofSeconds(5)));
            relay.start();
            await().until(() -> !relay.state().refused().isEmpty());

            service.jdbc()
                    .update("UPDATE avenant.outbox_lease SET holder = gen_random_uuid(),"
                            + " expires_at = clock_timestamp() + interval '45 seconds'");
            await().until(() ->
                    !relay.state().leading() && relay.state().refused().isEmpty());
            service.jdbc().update("UPDATE avenant.outbox_lease SET expires_at = clock_timestamp()");
            await().until(() -> !relay.state().refused().isEmpty());
            service.jdbc().update("DELETE FROM avenant.outbox");

            await().until(() -> relay.state().refused().isEmpty());
            stop(relay);
        }
    }

    @Test
    void knowsSinceWhenNothingGotThroughWhicheverProcessTried() {
        String missing = stack.unique("missing");
        MessagingStack.push(stack.registryUrl(), missing);
        try (TestService service = serviceWithoutRelay(stack, missing).start()) {
            service.publish(order(missing, "a", 1));
            TopicRelay first = relay(service, missing, QUICK);
            first.start();
            await().until(() -> first.state().failure() != null);
            stop(first);

            Instant begin = Instant.now();
            TopicRelay second = relay(service, missing, QUICK);
            TopicRelay third = relay(service, missing, QUICK);
            second.start();
            third.start();

            await().until(() ->
                    second.state().failure() != null || third.state().failure() != null);
            await().until(() -> second.state().lastProgress().isBefore(begin)
                    && third.state().lastProgress().isBefore(begin));
            stop(second);
            stop(third);
        }
    }

    private static String smallTopic() {
        String topic = stack.unique("small");
        stack.kafka().createTopic(new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "3000")));
        MessagingStack.push(stack.registryUrl(), topic);
        return topic;
    }

    private static Clock clock(AtomicReference<Instant> time) {
        return new Clock() {
            @Override
            public Instant instant() {
                return Objects.requireNonNull(time.get());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @Test
    void readsNoMoreBytesAtATimeThanItMay() {
        String topic = stack.newTopic(1);
        Queue<Integer> batches = new ConcurrentLinkedQueue<>();
        AtomicInteger sent = new AtomicInteger();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            for (int number = 0; number < 6; number++) {
                service.publish(order(topic, "k".repeat(1_000), number));
            }
            OutboxSettings narrow = new OutboxSettings(
                    true,
                    100,
                    5_000,
                    SHORT,
                    Duration.ofSeconds(10),
                    1_000_000,
                    1_000_000,
                    10_000_000_000L,
                    Duration.ZERO);
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(
                            producers(service).apply(id),
                            Map.of(
                                    "send",
                                    sent::incrementAndGet,
                                    "commitTransaction",
                                    () -> batches.add(sent.getAndSet(0)))),
                    narrow);
            relay.start();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(batches).containsExactly(3, 3);
        }
    }

    @Test
    void doesNotStopForATopicThatIsMissing() {
        String present = stack.newTopic(1);
        String missing = stack.unique("missing");
        MessagingStack.push(stack.registryUrl(), missing);
        try (TestService service = serviceWithoutRelay(stack, present, missing).start()) {
            service.publish(order(missing, "a", 1), order(present, "a", 2), order(missing, "a", 3));
            TopicRelay ofMissing = relay(service, missing, QUICK);
            TopicRelay ofPresent = relay(service, present, QUICK);
            ofMissing.start();
            ofPresent.start();

            await().until(() -> ofMissing.state().failure() != null);
            assertThat(ofMissing.state().failure())
                    .isEqualTo("org.apache.kafka.common.errors.TimeoutException: Topic " + missing
                            + " not present in metadata after 5000 ms.");
            assertThat(committed(stack, present)).containsExactly("a:2");
            stack.kafka().createTopic(missing, 1);

            await().until(() -> service.waitingInOutbox() == 0);
            assertThat(committed(stack, missing)).containsExactly("a:1", "a:3");
            await().until(() -> ofMissing.state().failure() == null);
            stop(ofMissing);
            stop(ofPresent);
        }
    }

    @Test
    void sendsToATopicThatWasDeletedAndMadeAgainWhatWaitsForItOnce() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay relay = relay(service, topic, QUICK);
            relay.start();
            service.publish(order(topic, "a", 1), order(topic, "a", 2));
            await().until(() -> service.waitingInOutbox() == 0);

            stack.kafka().deleteTopic(topic);
            service.publish(order(topic, "a", 3));
            await().until(() -> relay.state().failure() != null);
            service.publish(order(topic, "a", 4));
            stack.kafka().createTopic(topic, 1);

            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("a:3", "a:4");
        }
    }

    @Test
    void sendsToATopicThatWasDeletedAndMadeAgainBetweenTwoEvents() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay relay = relay(service, topic, QUICK);
            relay.start();
            service.publish(order(topic, "a", 1), order(topic, "a", 2));
            await().until(() -> service.waitingInOutbox() == 0);

            stack.kafka().deleteTopic(topic);
            stack.kafka().createTopic(topic, 1);
            service.publish(order(topic, "a", 3));

            await().until(() -> service.waitingInOutbox() == 0);
            service.publish(order(topic, "a", 4));
            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("a:3", "a:4");
        }
    }

    @Test
    void handsTheTopicOverWhenItStops() {
        String topic = stack.newTopic(1);
        OutboxSettings longLease = settings(SHORT, LONG);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay first = relay(service, topic, longLease);
            first.start();
            await().until(() -> first.state().leading());
            TopicRelay second = relay(service, topic, longLease);
            second.start();

            stop(first);

            await().until(() -> second.state().leading());
            service.publish(order(topic, "a", 1));
            second.wake();
            await().until(() -> service.waitingInOutbox() == 0);
            stop(second);
        }
    }

    @Test
    void keepsTheTopicUntilWhatItSentIsDeletedWhenItStops() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start();
                Connection other = service.bean(DataSource.class).getConnection()) {
            // Given a relay that is told to stop while it sends, and a row that cannot be deleted yet
            service.publish(order(topic, "a", 1));
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("SELECT 1 FROM avenant.outbox FOR UPDATE");
            }
            AtomicReference<TopicRelay> stops = new AtomicReference<>();
            TopicRelay relay = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(
                            producers(service).apply(id),
                            Map.of(
                                    "commitTransaction",
                                    () -> Objects.requireNonNull(stops.get()).requestStop())),
                    settings(SHORT, Duration.ofMinutes(1)));
            stops.set(relay);
            relay.start();
            await().until(() -> committed(stack, topic).contains("a:1"));

            // When it has had time to end, then it has not
            relay.awaitEnd(Duration.ofSeconds(1));
            assertThat(relay.isAlive()).isTrue();

            // Until the row is gone
            other.rollback();
            await().until(() -> !relay.isAlive());
            assertThat(service.waitingInOutbox()).isZero();
        }
    }

    @Test
    void goesOnWhenTheDatabaseDoesNotAnswerOnTheConnectionsThatItHad() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay relay = relay(service, topic, QUICK);
            relay.start();
            await().until(() -> relay.state().leading());
            List<Long> sessions = sessions(service);
            signal("STOP", sessions);
            try {
                Instant frozen = Instant.now();

                await().until(() -> relay.state().lastProgress().isAfter(frozen.plusSeconds(2)));
            } finally {
                signal("CONT", sessions);
            }
            service.publish(order(topic, "a", 1));
            await().until(() -> service.waitingInOutbox() == 0);
            stop(relay);
        }
    }

    /** Of all connections that the service has now. */
    private static List<Long> sessions(TestService service) throws SQLException {
        try (Connection own =
                        DriverManager.getConnection(service.property("spring.datasource.url"), "postgres", "postgres");
                Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            List<Long> sessions = new ArrayList<>();
            while (rows.next()) {
                sessions.add(rows.getLong(1));
            }
            return sessions;
        }
    }

    private static void signal(String name, List<Long> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(process.toString()));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static void storeBeforeItCommits(OutboxTransactions transactions) {
        Objects.requireNonNull(transactions.current()).storeBeforeCommit(transactions.jdbc());
    }

    private static OrderPlaced placed(String id, long sequence) {
        return OrderPlaced.newBuilder().setOrderId(id).setSequence(sequence).build();
    }

    private static void raiseLimit(String topic) {
        stack.kafka().configure(topic, "max.message.bytes", "100000");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
