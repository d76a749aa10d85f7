package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one owner of the table {@code inbox}: remembers which messages took effect, in the transaction of their
 * effect.
 */
final class Inbox {

    private final String table;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String group;

    Inbox(TablesSchema schema, JdbcTemplate jdbc, TransactionTemplate transaction, String group) {
        this.table = schema.table("inbox");
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.group = group;
    }

    /**
     * Runs the effect unless the message took effect before, and answers whether it ran. What the effect throws undoes
     * it and is passed on as it is.
     *
     * @throws SameIdException if another message of that id took effect before
     */
    boolean once(Message message, Effect effect) throws Exception {
        try {
            Boolean ran = transaction.execute(status -> {
                if (isKnownFromBefore(message) || !remember(message)) {
                    return false;
                }
                try {
                    effect.run();
                } catch (Exception failed) {
                    throw new EffectFailed(failed);
                }
                return true;
            });
            return Boolean.TRUE.equals(ran);
        } catch (EffectFailed failed) {
            throw failed.effect;
        }
    }

    /** Answers false when the message took effect before. */
    private boolean remember(Message message) {
        String hash = message.contentHash();
        int inserted = jdbc.update("""
                        INSERT INTO %s (consumer_group, source, message_id, content_hash) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """.formatted(table), group, message.source(), message.id(), hash);
        if (inserted == 1) {
            return true;
        }
        List<Boolean> isAnother =
                jdbc.queryForList("""
                        SELECT content_hash IS NOT NULL AND content_hash <> ? FROM %s
                        WHERE consumer_group = ? AND source = ? AND message_id = ?
                        """.formatted(table), Boolean.class, hash, group, message.source(), message.id());
        if (isAnother.contains(true)) {
            throw new SameIdException(message);
        }
        return false;
    }

    /** Whether it took effect when its place was without a source and without the id of its topic. */
    private boolean isKnownFromBefore(Message message) {
        Message.Formerly formerly = message.formerly();
        return formerly != null
                && !jdbc.queryForList(
                                """
                                SELECT 1 FROM %s
                                WHERE consumer_group = ? AND source = '' AND message_id = ?
                                  AND content_hash IS NULL AND handled_at >= ?
                                """.formatted(table),
                                Integer.class,
                                group,
                                formerly.id(),
                                formerly.published().atOffset(ZoneOffset.UTC))
                        .isEmpty();
    }

    /** Forgets messages that took effect longer ago than that, and answers how many. */
    int forgetOlderThan(Duration age, Instant now) {
        Integer forgotten = transaction.execute(status -> jdbc.update(
                "DELETE FROM %s WHERE consumer_group = ? AND handled_at < ?".formatted(table),
                group,
                now.minus(age).atOffset(ZoneOffset.UTC)));
        return forgotten == null ? 0 : forgotten;
    }

    /** How many messages it remembers, as the database estimates it without counting; empty before it knows. */
    OptionalLong estimatedSize() {
        Double rows =
                jdbc.queryForObject("SELECT reltuples FROM pg_class WHERE oid = to_regclass(?)", Double.class, table);
        return rows == null || rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows.longValue());
    }

    /** What a message does. */
    @FunctionalInterface
    interface Effect {
        void run() throws Exception;
    }

    /** Carries a checked exception through the transaction, which it rolls back. */
    private static final class EffectFailed extends RuntimeException {
        private final Exception effect;

        EffectFailed(Exception effect) {
            super(effect);
            this.effect = effect;
        }
    }
}
