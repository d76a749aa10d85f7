package dev.avenant.benchmarks.messaging;

import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Subscription;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prints how many events a second a service handles, each once: {@code HandlingLoad [events]}. They are on the topic before,
 * one thread reads it, and the handler does nothing, so that the inbox and its transactions are what is measured.
 * Beside it stands what the database takes of the same inserts, each in a transaction, from one thread.
 */
public final class HandlingLoad {

    private static final int DEFAULT_EVENTS = 50_000;
    private static final int ROUNDS = 3;
    private static final int THREADS = 8;
    private static final String HASH = "0123456789abcdef".repeat(4);

    private HandlingLoad() {}

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length == 0 ? DEFAULT_EVENTS : Integer.parseInt(arguments[0]);
        try (MeasuredStack stack = MeasuredStack.start()) {
            publish(stack, events);
            for (int round = 1; round <= ROUNDS; round++) {
                measureInserts(stack, events / 10, round);
                measure(stack, events, round, "a transaction for each, one by one", subscription -> subscription);
                measure(stack, events, round, "a transaction for each poll", Subscription::inBatches);
                measure(
                        stack,
                        events,
                        round,
                        "a transaction for each, in " + THREADS + " threads",
                        subscription -> subscription.inParallel(THREADS));
            }
        }
    }

    /** What the inbox's transactions cost when nothing else is done. */
    private static void measureInserts(MeasuredStack stack, int rows, int round) {
        try (MeasuredService service = MeasuredService.thatAppends(stack)) {
            JdbcTemplate jdbc = service.bean(JdbcTemplate.class);
            TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
            jdbc.execute("CREATE TABLE plain (LIKE avenant.inbox INCLUDING ALL)");
            Stopwatch watch = Stopwatch.start(stack);
            for (int row = 0; row < rows; row++) {
                transaction.executeWithoutResult(status ->
                        jdbc.update("""
                        INSERT INTO plain (consumer_group, source, message_id, content_hash) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, "load", "/load", UUID.randomUUID().toString(), HASH));
            }
            System.out.printf(
                    Locale.ROOT, "round %d: the inbox's inserts alone, one thread: %s%n", round, watch.stop(rows));
            jdbc.execute("DROP TABLE plain");
        }
    }

    private static void publish(MeasuredStack stack, int events) throws InterruptedException {
        try (MeasuredService service = MeasuredService.thatRelays(stack)) {
            TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
            for (int begin = 0; begin < events; begin += 1_000) {
                int first = begin;
                int end = Math.min(events, begin + 1_000);
                transaction.executeWithoutResult(status -> {
                    for (int number = first; number < end; number++) {
                        OutboxLoad.append(service.bean(Outbox.class), MeasuredStack.BACKLOG, number);
                    }
                });
            }
            while (waiting(service) > 0) {
                Thread.sleep(20);
            }
        }
    }

    private static long waiting(MeasuredService service) {
        return Objects.requireNonNull(
                service.bean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM avenant.outbox", Long.class));
    }

    @SuppressWarnings("try") // the service is only to run
    private static void measure(
            MeasuredStack stack, int events, int round, String mode, UnaryOperator<Subscription> how)
            throws InterruptedException {
        try (MeasuredService service = MeasuredService.thatListens(stack, MeasuredStack.BACKLOG, how)) {
            while (service.handled() < events / 10) {
                Thread.sleep(20);
            }
            Stopwatch watch = Stopwatch.start(stack);
            int before = service.handled();
            while (service.handled() < events) {
                Thread.sleep(20);
            }
            System.out.printf(
                    Locale.ROOT, "round %d: handled with inbox, %s: %s%n", round, mode, watch.stop(events - before));
        }
    }
}
