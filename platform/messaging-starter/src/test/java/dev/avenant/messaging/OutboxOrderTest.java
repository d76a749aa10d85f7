package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.serde.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes of one service, both with a relay, on one database. */
@Tag("broker")
class OutboxOrderTest {

    private static final int KEYS = 4;
    private static final int WRITERS = 6;
    private static final int EVENTS_OF_A_WRITER = 40;

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    /** What waits keeps nobody else waiting; the common pool may be one thread. */
    private static final Executor OWN_THREAD = command -> new Thread(command).start();

    private static String topic;
    private static TestService first;
    private static TestService second;

    @BeforeAll
    static void startServices() {
        topic = stack.newTopic(3);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.outbox.batch-size", 7)
                .publication(Publication.to(topic).of(OrderPlaced.class));
        CompletableFuture<TestService> starting = CompletableFuture.supplyAsync(setup::start, OWN_THREAD);
        first = setup.start();
        second = starting.join();
        first.jdbc().execute("CREATE TABLE counters (key text PRIMARY KEY, value bigint NOT NULL)");
    }

    @AfterAll
    static void stopServices() {
        second.close();
        first.close();
    }

    @Test
    void keepsTheOrderOfEachKeyWhateverTheThreadsAndProcesses() throws Exception {
        long seed = 20_261_123L;
        for (int key = 0; key < KEYS; key++) {
            first.jdbc().update("INSERT INTO counters VALUES (?, 0)", "key-" + key);
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed + writer);
            TestService service = writer % 2 == 0 ? first : second;
            writers.add(threads.submit(() -> write(service, random)));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        int expected = WRITERS * EVENTS_OF_A_WRITER;
        await().until(first::waitingInOutbox, count -> count == 0);
        List<ConsumerRecord<byte[], byte[]>> records = recordsWithKeysFrom("key-");
        assertThat(records).as("seed %d", seed).hasSize(expected);
        for (int key = 0; key < KEYS; key++) {
            List<Long> sequences = sequencesOf(records, "key-" + key);
            assertThat(sequences)
                    .as("key %d, seed %d", key, seed)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        }
    }

    @Test
    void publishesTheEventsOfAKeyInTheOrderInWhichTheirTransactionsCommit() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(
                () -> first.inTransaction(() -> {
                    append(first, "overtaken", 1);
                    appended.countDown();
                    awaitLatch(commit);
                }),
                OWN_THREAD);
        awaitLatch(appended);

        second.publish(event("overtaken", 2));
        await().until(() -> recordsWithKeysFrom("overtaken"), list -> list.size() == 1);
        commit.countDown();
        slow.get();

        await().until(() -> recordsWithKeysFrom("overtaken"), list -> list.size() == 2);
        assertThat(sequencesOf(recordsWithKeysFrom("overtaken"), "overtaken")).containsExactly(2L, 1L);
    }

    @Test
    void makesATransactionWaitForAnotherOneThatHasStoredEventsAndNotCommitted() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Void> earlier = CompletableFuture.runAsync(
                () -> first.inTransaction(() -> {
                    append(first, "contended", 1);
                    for (int number = 0; number < 12; number++) {
                        append(first, "x".repeat(450_000), number);
                    }
                    appended.countDown();
                    awaitLatch(commit);
                }),
                OWN_THREAD);
        awaitLatch(appended);

        CompletableFuture<Void> later =
                CompletableFuture.runAsync(() -> second.publish(event("contended", 2)), OWN_THREAD);
        await().until(OutboxOrderTest::waitingForAKey, count -> count == 1);
        commit.countDown();
        earlier.get();
        later.get();

        await().until(() -> recordsWithKeysFrom("contended"), list -> list.size() == 2);
        assertThat(sequencesOf(recordsWithKeysFrom("contended"), "contended")).containsExactly(1L, 2L);
    }

    private static void write(TestService service, Random random) {
        for (int event = 0; event < EVENTS_OF_A_WRITER; event++) {
            String key = "key-" + random.nextInt(KEYS);
            service.inTransaction(() -> {
                Long next = service.jdbc()
                        .queryForObject(
                                "UPDATE counters SET value = value + 1 WHERE key = ? RETURNING value", Long.class, key);
                append(service, key, Objects.requireNonNull(next));
            });
        }
    }

    private static long waitingForAKey() {
        return Objects.requireNonNull(first.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", Long.class));
    }

    private static void append(TestService service, String key, long sequence) {
        var unused = service.outbox().append(event(key, sequence));
    }

    private static OutboundEvent event(String key, long sequence) {
        return new OutboundEvent(
                topic,
                key,
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build());
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsWithKeysFrom(String prefix) {
        return stack.kafka().read(topic).stream()
                .filter(record -> new String(record.key(), UTF_8).startsWith(prefix))
                .toList();
    }

    private static List<Long> sequencesOf(List<ConsumerRecord<byte[], byte[]>> records, String key) {
        return records.stream()
                .filter(record -> key.equals(new String(record.key(), UTF_8)))
                .map(OutboxOrderTest::sequence)
                .toList();
    }

    private static long sequence(ConsumerRecord<byte[], byte[]> record) {
        TrustedRecords.trust(OrderPlaced.class);
        try {
            return new SpecificDatumReader<>(OrderPlaced.class)
                    .read(null, DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null))
                    .getSequence();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
