package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.listener.SubscriptionsEndpoint;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/**
 * Whether events are handled in batches or in parallel, each has its effect once, those of a key have it in their order, and
 * a failure is dealt with as if they were handled one by one.
 */
@Tag("process")
class HandlingModesTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final int KEYS = 3;
    private static final long WAITING = 4;
    private static final long REFUSED = 100;
    private static final long FAILS_AT_COMMIT = 101;

    private final AtomicBoolean away = new AtomicBoolean();

    enum Mode {
        BATCHES {
            @Override
            Subscription of(Subscription subscription) {
                return subscription.inBatches();
            }
        },
        PARALLEL {
            @Override
            Subscription of(Subscription subscription) {
                return subscription.inParallel(3);
            }
        };

        abstract Subscription of(Subscription subscription);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void setAsideWhatFailsInTheMiddleOfAPollAndHandleTheRest(Mode mode) {
        // Given a poll with what fails when it is read, handled and committed, and what comes a second time
        String topic = stack.newTopic(1);
        Run run = new Run(mode, topic);
        LongStream.rangeClosed(1, 6).forEach(sequence -> send(topic, sequence));
        stack.kafka().send(topic, "key-1", "junk".getBytes(UTF_8));
        send(topic, REFUSED);
        LongStream.rangeClosed(7, 12).forEach(sequence -> send(topic, sequence));
        send(topic, FAILS_AT_COMMIT);
        send(withId(topic, 13, "thirteen"));
        send(withId(topic, 13, "thirteen"));
        LongStream.rangeClosed(14, 18).forEach(sequence -> send(topic, sequence));
        send(withId(topic, 19, "thirteen"));
        LongStream.rangeClosed(20, 24).forEach(sequence -> send(topic, sequence));

        // When it is handled
        try (TestService service = run.start()) {
            await().until(() -> effects(service).size() == 23);
            await().until(() -> categories(topic, run).size() == 4);

            // Then what is well took effect once, and in order
            assertEffects(service, LongStream.rangeClosed(1, 24).filter(sequence -> sequence != 19));
            assertThat(categories(topic, run))
                    .containsExactlyInAnyOrder(
                            "NOT_AVRO", "HANDLER_REFUSED", "HANDLER_FAILED", "SAME_ID_OTHER_CONTENT");
            await().until(() -> committed(topic, run) == 28);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void goOnWhereTheyWereWhenTheDatabaseWasAway(Mode mode) throws Exception {
        String topic = stack.newTopic(1);
        Run run = new Run(mode, topic);
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Void> isAway = new CompletableFuture<>();
        run.before = sequence -> {
            if (sequence == 5) {
                reached.complete(null);
                isAway.join();
            }
        };
        LongStream.rangeClosed(1, 12).forEach(sequence -> send(topic, sequence));
        try (TestService service = run.start()) {
            // When the database goes away while the fifth event is handled, and comes back
            reached.get(60, TimeUnit.SECONDS);
            stack.takeDatabaseAway(run.setup.database());
            isAway.complete(null);
            await().until(() -> waiting(service).contains("HANDLER_WAITING"));
            stack.bringDatabaseBack(run.setup.database());

            // Then nothing is lost, doubled or overtaken; the pool may still hand out a connection that was ended
            await().ignoreExceptionsInstanceOf(DataAccessException.class)
                    .until(() -> effects(service).size() == 12);
            assertEffects(service, LongStream.rangeClosed(1, 12));
            assertThat(categories(topic, run)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void haveEachEffectOnceAfterAStopInTheMiddleAndAfterALostCommit(Mode mode) {
        String topic = stack.newTopic(1);
        Run run = new Run(mode, topic);
        away.set(true);
        LongStream.rangeClosed(1, 10).forEach(sequence -> send(topic, sequence));

        // When the service stops while an event in the middle waits
        try (TestService service = run.start()) {
            await().until(() -> waiting(service).contains("HANDLER_WAITING"));
        }

        // Then nothing behind that event is committed
        assertThat(committed(topic, run)).isEqualTo(WAITING - 1);
        away.set(false);
        try (TestService again = run.start()) {
            await().until(() -> effects(again).size() == 10);
            assertEffects(again, LongStream.rangeClosed(1, 10));
            await().until(() -> committed(topic, run) == 10);
        }

        // When all is read again, as after a process that was killed before it could commit the offsets
        commit(topic, run, 0);
        send(topic, 11);
        try (TestService again = run.start()) {
            await().until(() -> effects(again).size() == 11);
            assertEffects(again, LongStream.rangeClosed(1, 11));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void haveEachEffectOnceAfterTheirPartitionMovedInTheMiddle(Mode mode) {
        String topic = stack.newTopic(2);
        Run run = new Run(mode, topic);
        away.set(true);
        LongStream.rangeClosed(1, 10).forEach(sequence -> send(topic, sequence));
        TestService first = run.start();
        await().until(() -> waiting(first).contains("HANDLER_WAITING"));

        try (TestService second = new Run(mode, topic, run.setup).start()) {
            first.close();
            await().until(() -> waiting(second).contains("HANDLER_WAITING"));
            away.set(false);

            await().until(() -> effects(second).size() == 10);
            assertEffects(second, LongStream.rangeClosed(1, 10));
        }
    }

    @Test
    void noFurtherBatchOfAPollIsBegunOnceTheServiceStops() {
        // Given a poll of two partitions, and a service that is stopped while they are handled together, which fails
        String topic = stack.newTopic(2);
        Run run = new Run(Mode.BATCHES, topic);
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        run.before = sequence -> {
            if (begun.incrementAndGet() == 1) {
                TestService service = run.started.join();
                SubscriptionsEndpoint endpoint = service.bean(SubscriptionsEndpoint.class);
                var unused = CompletableFuture.runAsync(service::close).thenRun(() -> closed.complete(null));
                await().until(() -> "stopped"
                        .equals(Objects.requireNonNull(endpoint.subscription(topic))
                                .state()));
                throw new IOException("not together");
            }
        };
        sendTo(topic, 0, 2);
        sendTo(topic, 1, 1);

        // When it has stopped
        assertThat(run.start()).isNotNull();
        closed.join();

        // Then no batch of one partition was begun
        assertThat(begun).hasValue(1);
        try (TestService again = run.start()) {
            await().until(() -> effects(again).size() == 2);
            assertThat(begun).hasValue(3);
        }
    }

    @Test
    void batchesAreOneTransaction() {
        String topic = stack.newTopic(1);
        Run run = new Run(Mode.BATCHES, topic);
        LongStream.rangeClosed(1, 40).forEach(sequence -> send(topic, sequence));

        try (TestService service = run.start()) {
            await().until(() -> effects(service).size() == 40);

            assertThat(service.jdbc()
                            .queryForObject("SELECT count(DISTINCT xmin::text) FROM avenant.inbox", Long.class))
                    .isLessThan(40);
        }
    }

    @Test
    void batchesHaveTheRecordsOfAllPartitionsOfAPoll() {
        String topic = stack.newTopic(2);
        Run run = new Run(Mode.BATCHES, topic);
        LongStream.rangeClosed(1, 40).forEach(sequence -> sendTo(topic, (int) (sequence % 2), sequence));

        try (TestService service = run.start()) {
            await().until(() -> effects(service).size() == 40);

            assertThat(service.jdbc()
                            .queryForList(
                                    "SELECT 1 FROM effects GROUP BY xmin::text HAVING count(DISTINCT sequence % 2) = 2",
                                    Integer.class))
                    .isNotEmpty();
        }
    }

    @Test
    void aBatchThatFailsIsHandledAgainInOneOfEachPartition() {
        // Given a poll of two partitions, one of which has what is refused
        String topic = stack.newTopic(2);
        Run run = new Run(Mode.BATCHES, topic);
        LongStream.of(2, REFUSED, 4).forEach(sequence -> sendTo(topic, 0, sequence));
        LongStream.of(1, 3, 5, 7, 9).forEach(sequence -> sendTo(topic, 1, sequence));

        try (TestService service = run.start()) {
            // When all else took effect
            await().until(() -> effects(service).size() == 7);
            await().until(() -> categories(topic, run).equals(List.of("HANDLER_REFUSED")));

            // Then what the other partition has did so in one transaction
            assertThat(service.jdbc()
                            .queryForObject(
                                    "SELECT count(DISTINCT xmin::text) FROM effects WHERE sequence % 2 = 1",
                                    Long.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void eventsOfDifferentKeysAreHandledAtOnceAndCommittedUpToTheLowestThatIsNotHandled() {
        // Given three events of different keys that wait for each other, of which the first then waits for something
        // else
        String topic = stack.newTopic(1);
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicBoolean met = new AtomicBoolean();
        Run run = new Run(Mode.PARALLEL, topic);
        run.before = sequence -> {
            if (!met.get()) {
                together.await(60, TimeUnit.SECONDS);
                met.set(true);
            }
            if (sequence == 1 && away.get()) {
                throw new IOException("the warehouse does not answer");
            }
        };
        away.set(true);
        LongStream.rangeClosed(1, 3).forEach(sequence -> send(topic, sequence));

        try (TestService service = run.start()) {
            // Then the others took effect, and no offset is committed
            await().until(() -> waiting(service).contains("HANDLER_WAITING"));
            await().until(() -> effects(service).size() == 2);
            assertThat(committed(topic, run)).isZero();

            // When it goes on
            away.set(false);
            await().until(() -> effects(service).size() == 3);
            await().until(() -> committed(topic, run) == 3);
        }
    }

    /** What happens before the effect of an event. */
    @FunctionalInterface
    interface Before {
        void run(long sequence) throws Exception;
    }

    /** A service whose handlers write into its database what they handle. */
    private final class Run {

        private final TestService.Setup setup;
        private CompletableFuture<TestService> started = new CompletableFuture<>();
        private volatile Before before = this::failAsTheSequenceSays;

        Run(Mode mode, String topic) {
            this.setup = TestService.with(stack).subscription(subscription(mode, topic));
            createEffects(setup.property("spring.datasource.url"));
        }

        /** A second one beside the first, with its group and its database. */
        Run(Mode mode, String topic, TestService.Setup other) {
            this.setup = TestService.with(stack)
                    .property("spring.datasource.url", other.property("spring.datasource.url"))
                    .property("avenant.messaging.group-id", other.group())
                    .subscription(subscription(mode, topic));
        }

        private Subscription subscription(Mode mode, String topic) {
            return mode.of(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> handle(event)));
        }

        TestService start() {
            started = new CompletableFuture<>();
            TestService service = setup.start();
            started.complete(service);
            return service;
        }

        private void handle(OrderPlaced event) throws Exception {
            before.run(event.getSequence());
            var unused = started.join()
                    .jdbc()
                    .update(
                            "INSERT INTO effects (sequence, key, known) VALUES (?, ?, ?)",
                            event.getSequence(),
                            event.getOrderId(),
                            event.getSequence() == FAILS_AT_COMMIT ? 1 : 0);
        }

        private void failAsTheSequenceSays(long sequence) throws IOException {
            if (sequence == REFUSED) {
                throw new EventRefusedException("not now, not ever");
            }
            if (sequence == WAITING && away.get()) {
                throw new IOException("the warehouse does not answer");
            }
        }
    }

    /** A row that is not known fails when its transaction commits, not before. */
    private static void createEffects(String url) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE known (id int PRIMARY KEY)");
            statement.execute("INSERT INTO known VALUES (0)");
            statement.execute("CREATE TABLE effects (id bigint GENERATED ALWAYS AS IDENTITY, sequence bigint, key text,"
                    + " known int REFERENCES known DEFERRABLE INITIALLY DEFERRED)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<Long> effects(TestService service) {
        return service.jdbc().queryForList("SELECT sequence FROM effects", Long.class);
    }

    private static void assertEffects(TestService service, LongStream expected) {
        List<Long> all = expected.boxed().toList();
        assertThat(effects(service)).containsExactlyInAnyOrderElementsOf(all);
        for (int key = 0; key < KEYS; key++) {
            int remainder = key;
            assertThat(service.jdbc()
                            .queryForList(
                                    "SELECT sequence FROM effects WHERE key = ? ORDER BY id", Long.class, "key-" + key))
                    .containsExactlyElementsOf(all.stream()
                            .filter(sequence -> sequence % KEYS == remainder)
                            .toList());
        }
    }

    private static String waiting(TestService service) {
        HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
        return String.valueOf(
                Objects.requireNonNull(health.health()).getDetails().get("waiting"));
    }

    private static List<String> categories(String topic, Run run) {
        return stack.kafka().read(topic + "." + run.setup.group() + ".dlt").stream()
                .map(letter -> KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                .toList();
    }

    /** What the group has committed of the topic's first partition; 0 when nothing. */
    private static long committed(String topic, Run run) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(run.setup.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return committed == null ? 0 : committed.offset();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void commit(String topic, Run run, long offset) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            run.setup.group(), Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void send(String topic, long sequence) {
        send(record(topic, sequence));
    }

    private static void sendTo(String topic, int partition, long sequence) {
        ProducerRecord<byte[], byte[]> record = record(topic, sequence);
        send(new ProducerRecord<>(topic, partition, record.key(), record.value()));
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        stack.kafka().send(record);
    }

    private static ProducerRecord<byte[], byte[]> withId(String topic, long sequence, String id) {
        ProducerRecord<byte[], byte[]> record = record(topic, sequence);
        record.headers().add("ce_id", id.getBytes(UTF_8)).add("ce_source", "/test".getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long sequence) {
        String key = "key-" + sequence % KEYS;
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build();
        byte[] value = Wire.value(stack.idOf(topic, OrderPlaced.getClassSchema()), event);
        return new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value);
    }
}
