package dev.avenant.benchmarks.messaging;

import java.util.Locale;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Relays a backlog twice, to see whether memory holds however much waits, and whether the table keeps its size: {@code
 * OutboxBacklog [events] [bytes of each]}. The heap is that of the command, and the broker shares it.
 */
public final class OutboxBacklog {

    private static final int DEFAULT_EVENTS = 1_000_000;
    private static final int DEFAULT_BYTES = 250;
    private static final int ROUNDS = 2;
    private static final int ROWS_OF_A_STATEMENT = 1_000;

    private OutboxBacklog() {}

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_EVENTS;
        int bytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_BYTES;
        try (MeasuredStack stack = MeasuredStack.start();
                MeasuredService filling = MeasuredService.thatAppends(stack)) {
            JdbcTemplate jdbc = filling.bean(JdbcTemplate.class);
            for (int round = 1; round <= ROUNDS; round++) {
                fill(jdbc, events, bytes);
                long full = megabytes(jdbc);
                double rate = drain(stack, jdbc, events);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %d events of %d bytes relayed with a heap of %d MB at %.0f/s; the table took %d MB full,"
                                + " %d MB empty, %d MB after a vacuum%n",
                        round,
                        events,
                        bytes,
                        Runtime.getRuntime().maxMemory() >> 20,
                        rate,
                        full,
                        megabytes(jdbc),
                        vacuumed(jdbc));
            }
        }
    }

    /** Rows as the service writes them, written by the database. */
    private static void fill(JdbcTemplate jdbc, int events, int bytes) {
        for (int first = 0; first < events; first += ROWS_OF_A_STATEMENT) {
            jdbc.update(
                    """
                    INSERT INTO avenant.outbox (topic, message_key, payload, header_names, header_values)
                    SELECT ?, convert_to('key-' || number % 1000, 'UTF8'),
                           substring(decode(repeat(md5(number::text), ? / 16 + 1), 'hex') FOR ?),
                           ARRAY['ce_id'], ARRAY[uuid_send(gen_random_uuid())]
                    FROM generate_series(?, ?) AS number
                    """, MeasuredStack.SENT, bytes, bytes, first + 1, Math.min(events, first + ROWS_OF_A_STATEMENT));
        }
    }

    @SuppressWarnings("try") // the service is only to run
    private static double drain(MeasuredStack stack, JdbcTemplate jdbc, int events) throws Exception {
        long begin = System.nanoTime();
        try (MeasuredService relaying = MeasuredService.thatRelays(stack)) {
            while (Boolean.TRUE.equals(
                    jdbc.queryForObject("SELECT EXISTS (SELECT FROM avenant.outbox)", Boolean.class))) {
                Thread.sleep(100);
            }
        }
        return events * 1e9 / (System.nanoTime() - begin);
    }

    private static long vacuumed(JdbcTemplate jdbc) {
        jdbc.execute("VACUUM avenant.outbox");
        return megabytes(jdbc);
    }

    private static long megabytes(JdbcTemplate jdbc) {
        return Objects.requireNonNull(
                        jdbc.queryForObject("SELECT pg_total_relation_size('avenant.outbox')", Long.class))
                >> 20;
    }
}
