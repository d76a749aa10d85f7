package dev.avenant.messaging.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one owner of the table {@code avenant.inbox}: remembers which messages took effect, in the transaction of their
 * effect.
 */
final class Inbox {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String group;

    Inbox(JdbcTemplate jdbc, TransactionTemplate transaction, String group) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.group = group;
    }

    /**
     * Runs the effect unless the message took effect before, and answers whether it ran. What the effect throws undoes
     * it and is passed on as it is.
     */
    boolean once(String source, String messageId, Effect effect) throws Exception {
        try {
            Boolean ran = transaction.execute(status -> {
                if (!remember(source, messageId)) {
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

    private boolean remember(String source, String messageId) {
        return jdbc.update("""
                        INSERT INTO avenant.inbox (consumer_group, source, message_id) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, group, source, messageId) == 1;
    }

    /** Forgets messages that took effect longer ago than that, and answers how many. */
    int forgetOlderThan(Duration age, Instant now) {
        return jdbc.update(
                "DELETE FROM avenant.inbox WHERE consumer_group = ? AND handled_at < ?",
                group,
                now.minus(age).atOffset(ZoneOffset.UTC));
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
