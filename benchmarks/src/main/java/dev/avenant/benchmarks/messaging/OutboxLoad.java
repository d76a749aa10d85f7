package dev.avenant.benchmarks.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.benchmarks.messaging.Stopwatch.Time;
import dev.avenant.benchmarks.serde.Events;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Subscription;
import dev.avenant.serde.KafkaAvroSerializer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prints what the outbox costs, each figure beside one of the same run that does without it: {@code
 * OutboxLoad [events [appends,relay,snapshot,writer,latency,parallel,batches]]}. Broker, services and load share the machine, so the ratios count
 * and not the rates.
 */
public final class OutboxLoad {

    private static final int DEFAULT_EVENTS = 50_000;
    private static final int ROUNDS = 3;
    private static final int THREADS = 8;
    private static final int LATENCY_SECONDS = 20;
    private static final int LATENCY_RATE = 1_000;
    private static final int KEYS = 1_000;

    private final MeasuredStack stack;
    private int publishedForLatency;
    private final MeasuredService appending;
    private final JdbcTemplate jdbc;
    private final int events;

    private OutboxLoad(MeasuredStack stack, MeasuredService appending, int events) {
        this.stack = stack;
        this.appending = appending;
        this.jdbc = appending.bean(JdbcTemplate.class);
        this.events = events;
    }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length == 0 ? DEFAULT_EVENTS : Integer.parseInt(arguments[0]);
        try (MeasuredStack stack = MeasuredStack.start();
                MeasuredService appending = MeasuredService.thatAppends(stack)) {
            OutboxLoad load = new OutboxLoad(stack, appending, events);
            Set<String> chosen = Set.of(arguments.length < 2 ? new String[0] : arguments[1].split(","));
            for (Map.Entry<String, Measurement> each : load.measurements().entrySet()) {
                if (chosen.isEmpty() || chosen.contains(each.getKey())) {
                    each.getValue().run();
                }
            }
        }
    }

    private Map<String, Measurement> measurements() {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put("appends", this::measureAppends);
        measurements.put("relay", () -> measureRelay("relay", Old.NOTHING));
        measurements.put(
                "snapshot", () -> measureRelay("relay, with an old snapshot open in the database", Old.SNAPSHOT));
        measurements.put(
                "writer", () -> measureRelay("relay, with an old transaction open that has written", Old.WRITER));
        measurements.put("latency", () -> measureLatency("handled, a transaction for each", UnaryOperator.identity()));
        measurements.put(
                "parallel",
                () -> measureLatency(
                        "handled, a transaction for each, in " + THREADS + " threads",
                        subscription -> subscription.inParallel(THREADS)));
        measurements.put(
                "batches", () -> measureLatency("handled, a transaction for each poll", Subscription::inBatches));
        return measurements;
    }

    /** What is open in the database, so that no row which is deleted can be removed. */
    private enum Old {
        NOTHING(""),
        /** As a report or a backup holds one: it has read something, and says nothing more. */
        SNAPSHOT("SELECT count(*) FROM avenant.inbox"),
        /** As a large import is one: it has a number besides. */
        WRITER("SELECT count(*), pg_current_xact_id() FROM avenant.inbox");

        private final String statement;

        Old(String statement) {
            this.statement = statement;
        }

        private void open(Connection connection) throws SQLException {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            execute(connection, statement);
        }
    }

    private interface Measurement {
        void run() throws Exception;
    }

    private void measureAppends() throws Exception {
        jdbc.execute("CREATE TABLE plain (LIKE avenant.outbox INCLUDING ALL)");
        List<Time> plain = new ArrayList<>();
        List<Time> quiet = new ArrayList<>();
        List<Time> outbox = new ArrayList<>();
        try (KafkaAvroSerializer serializer = stack.serializer();
                MeasuredService wakesNobody = MeasuredService.thatWakesNobody(stack)) {
            for (int round = 0; round <= ROUNDS; round++) {
                Time inserts = timeOfTransactions(
                        appending,
                        number -> insert(
                                number,
                                Objects.requireNonNull(serializer.serialize(MeasuredStack.SENT, Events.job(number)))));
                Time without = timeOfTransactions(
                        wakesNobody, number -> append(wakesNobody.bean(Outbox.class), MeasuredStack.SENT, number));
                Time with = timeOfTransactions(
                        appending, number -> append(appending.bean(Outbox.class), MeasuredStack.SENT, number));
                if (round > 0) {
                    plain.add(inserts);
                    quiet.add(without);
                    outbox.add(with);
                }
                jdbc.execute("TRUNCATE plain, avenant.outbox");
            }
        }
        String transactions = "transactions of " + THREADS + " threads, one event each";
        print(transactions, "the same inserts alone", plain, outbox);
        print(transactions, "the same without waking relays", quiet, outbox);
    }

    private Time timeOfTransactions(MeasuredService service, IntConsumer work) throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
        int each = Math.max(1, events / 5 / THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Stopwatch watch = Stopwatch.start(stack);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * each;
                running.add(threads.submit(() -> {
                    for (int number = first; number < first + each; number++) {
                        int current = number;
                        transaction.executeWithoutResult(status -> work.accept(current));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return watch.stop(each * THREADS);
        } finally {
            threads.shutdown();
        }
    }

    private void insert(int number, byte[] payload) {
        jdbc.update(
                """
                INSERT INTO plain (topic, message_key, payload, header_names, header_values)
                OVERRIDING USER VALUE VALUES (?, ?, ?, ARRAY['a','b','c','d','e','f'],
                    ARRAY[?::bytea, ?::bytea, ?::bytea, ?::bytea, ?::bytea, ?::bytea])
                """,
                MeasuredStack.SENT,
                key(number).getBytes(UTF_8),
                payload,
                new byte[3],
                new byte[36],
                new byte[39],
                new byte[5],
                new byte[24],
                new byte[55]);
    }

    private void measureRelay(String what, Old old) throws Exception {
        byte[] payload = payload();
        List<Time> bare = new ArrayList<>();
        List<Time> relayed = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            Time producer = timeOfBareProducer(payload);
            Time relay = timeOfRelay(old);
            if (round > 0) {
                bare.add(producer);
                relayed.add(relay);
            }
        }
        print(what, "a bare producer", bare, relayed);
    }

    private Time timeOfBareProducer(byte[] payload) {
        try (Producer<byte[], byte[]> producer = stack.bareProducer()) {
            producer.partitionsFor(MeasuredStack.SENT);
            Stopwatch watch = Stopwatch.start(stack);
            for (int number = 0; number < events; number++) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(MeasuredStack.SENT, key(number).getBytes(UTF_8), payload);
                for (int size : new int[] {3, 36, 39, 5, 24, 55}) {
                    record.headers().add("ce_header", new byte[size]);
                }
                var unused = producer.send(record);
            }
            producer.flush();
            return watch.stop(events);
        }
    }

    /** From the first look into the table, which a lock delays until the service has started, to the last row's deletion. */
    @SuppressWarnings("try") // the service is only to run
    private Time timeOfRelay(Old old) throws Exception {
        try (Connection other = connection();
                Connection locking = connection()) {
            fillOutbox(MeasuredStack.SENT, events);
            long last = Objects.requireNonNull(
                    jdbc.queryForObject("SELECT max(id) FROM avenant.outbox", Long.class), "the outbox was filled");
            old.open(other);
            execute(locking, "LOCK TABLE avenant.outbox IN ACCESS EXCLUSIVE MODE");
            try (MeasuredService relaying = MeasuredService.thatRelays(stack)) {
                while (!isWaitedFor()) {
                    pause();
                }
                Stopwatch watch = Stopwatch.start(stack);
                locking.rollback();
                while (isThere(last)) {
                    Thread.sleep(10);
                }
                return watch.stop(events);
            }
        } finally {
            jdbc.execute("VACUUM avenant.outbox");
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection(stack.databaseUrl(), "postgres", "postgres");
        connection.setAutoCommit(false);
        return connection;
    }

    /** Whether the relay of the topic waits for the lock, and the thread that hears of commits does. */
    private boolean isWaitedFor() {
        return Objects.requireNonNull(jdbc.queryForObject(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'avenant.outbox'::regclass",
                        Integer.class))
                > 1;
    }

    /** Cheap and not asked often, so that the relay has the machine; the last row is deleted last. */
    private boolean isThere(long id) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM avenant.outbox WHERE topic = ? AND id = ?)",
                Boolean.class,
                MeasuredStack.SENT,
                id));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void fillOutbox(String topic, int count) {
        TransactionTemplate transaction = new TransactionTemplate(appending.bean(PlatformTransactionManager.class));
        for (int begin = 0; begin < count; begin += 1_000) {
            int first = begin;
            int end = Math.min(count, begin + 1_000);
            transaction.executeWithoutResult(status -> {
                for (int number = first; number < end; number++) {
                    append(appending.bean(Outbox.class), topic, number);
                }
            });
        }
    }

    private void measureLatency(String handled, UnaryOperator<Subscription> how) throws Exception {
        try (MeasuredService service = MeasuredService.thatRelaysAndListens(stack, MeasuredStack.HANDLED, how)) {
            TransactionTemplate transaction = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
            Outbox outbox = service.bean(Outbox.class);
            int all = LATENCY_SECONDS * LATENCY_RATE;
            // The group is a new one, which begins with what the measurements before have left in the topic.
            int first = publishedForLatency;
            while (service.handled() < first) {
                pause();
            }
            publishedForLatency += all;
            Stopwatch watch = Stopwatch.start(stack);
            long begin = System.nanoTime();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            for (int number = 0; number < all; number++) {
                int current = first + number;
                sleepUntil(begin + number * TimeUnit.SECONDS.toNanos(1) / LATENCY_RATE);
                threads.execute(() -> {
                    transaction.executeWithoutResult(status -> append(outbox, MeasuredStack.HANDLED, current));
                    service.committed(current);
                });
            }
            threads.shutdown();
            while (service.latencies().size() < all) {
                pause();
            }
            Time time = watch.stop(all);
            List<Long> latencies = new ArrayList<>(service.latencies());
            latencies = latencies.subList(all / 4, all);
            Collections.sort(latencies);
            System.out.printf(
                    Locale.ROOT,
                    "commit to %s, at %d events/s: p50 %.1f ms, p99 %.1f ms, max %.1f ms; handled at %s%n",
                    handled,
                    LATENCY_RATE,
                    latencies.get(latencies.size() / 2) / 1e6,
                    latencies.get(latencies.size() * 99 / 100) / 1e6,
                    latencies.get(latencies.size() - 1) / 1e6,
                    time);
        }
    }

    private byte[] payload() {
        fillOutbox(MeasuredStack.SENT, 1);
        byte[] payload =
                Objects.requireNonNull(jdbc.queryForObject("SELECT payload FROM avenant.outbox LIMIT 1", byte[].class));
        jdbc.execute("TRUNCATE avenant.outbox");
        return payload;
    }

    static void append(Outbox outbox, String topic, int number) {
        var unused = outbox.append(new OutboundEvent(topic, key(number), Events.job(number)));
    }

    private static String key(int number) {
        return "00000000-0000-0000-0000-" + String.format(Locale.ROOT, "%012d", number % KEYS);
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(20);
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static void print(String what, String peer, List<Time> without, List<Time> with) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < with.size(); round++) {
            ratios.add(with.get(round).rate() / without.get(round).rate());
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %s; %s: %s; ratio %.2f, of the rounds %s%n",
                what,
                median(with),
                peer,
                median(without),
                ratios.stream().sorted().toList().get(ratios.size() / 2),
                ratios.stream()
                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .toList());
    }

    private static Time median(List<Time> times) {
        return times.stream()
                .sorted(Comparator.comparingDouble(Time::rate))
                .toList()
                .get(times.size() / 2);
    }
}
