package dev.avenant.messaging.internal.inbox;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one owner of the table {@code inbox}: remembers which messages took effect, in the transaction of their
 * effect.
 */
public final class Inbox {

    private final String table;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String group;
    private final String insert;
    private final String insertAll;
    private final String selectIsAnother;
    private final String selectFormer;
    private final String delete;

    Inbox(TablesSchema schema, JdbcTemplate jdbc, TransactionTemplate transaction, String group) {
        this.table = schema.table("inbox");
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.group = group;
        this.insert = """
                INSERT INTO %s (consumer_group, source, message_id, content_hash) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """.formatted(table);
        this.insertAll = """
                INSERT INTO %s (consumer_group, source, message_id, content_hash)
                SELECT ?, source, message_id, content_hash FROM unnest(?, ?, ?) AS m (source, message_id, content_hash)
                ON CONFLICT DO NOTHING RETURNING source, message_id
                """.formatted(table);
        this.selectIsAnother = """
                SELECT content_hash IS NOT NULL AND content_hash <> ? FROM %s
                WHERE consumer_group = ? AND source = ? AND message_id = ?
                """.formatted(table);
        this.selectFormer = """
                SELECT 1 FROM %s
                WHERE consumer_group = ? AND source = '' AND message_id = ?
                  AND content_hash IS NULL AND handled_at >= ?
                """.formatted(table);
        this.delete = "DELETE FROM %s WHERE consumer_group = ? AND handled_at < ?".formatted(table);
    }

    /**
     * Runs the effect unless the message took effect before, and answers whether it ran. What the effect throws undoes
     * it and is passed on as it is.
     *
     * @throws SameIdException if another message of that id took effect before
     */
    public boolean once(Message message, Effect effect) throws Exception {
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

    /**
     * Runs the effects of those messages that took none before, in their order and all in one transaction, and answers how
     * many ran. What an effect throws undoes them all and is passed on as it is.
     *
     * @throws SameIdException if another message of the same id took effect before, or is among them
     */
    public int onceEach(List<Pending> batch) throws Exception {
        try {
            Integer ran = transaction.execute(status -> {
                List<Pending> unknown = remember(batch);
                for (Pending pending : unknown) {
                    try {
                        pending.effect().run();
                    } catch (Exception failed) {
                        throw new EffectFailed(failed);
                    }
                }
                return unknown.size();
            });
            return ran == null ? 0 : ran;
        } catch (EffectFailed failed) {
            throw failed.effect;
        }
    }

    /** Answers those that took no effect before, each once. */
    private List<Pending> remember(List<Pending> batch) {
        Map<Id, Pending> distinct = new LinkedHashMap<>();
        for (Pending pending : batch) {
            if (isKnownFromBefore(pending.message())) {
                continue;
            }
            Pending before = distinct.putIfAbsent(Id.of(pending.message()), pending);
            if (before != null
                    && !before.message().contentHash().equals(pending.message().contentHash())) {
                throw new SameIdException(pending.message());
            }
        }
        Set<Id> inserted = insert(distinct.values());
        List<Pending> known = new ArrayList<>();
        List<Pending> unknown = new ArrayList<>();
        distinct.forEach((id, pending) -> (inserted.contains(id) ? unknown : known).add(pending));
        for (Pending pending : known) {
            requireSameContent(pending.message());
        }
        return unknown;
    }

    private Set<Id> insert(Collection<Pending> batch) {
        List<Message> messages = batch.stream().map(Pending::message).toList();
        Set<Id> inserted = new HashSet<>();
        jdbc.query(
                insertAll,
                statement -> {
                    statement.setString(1, group);
                    statement.setArray(2, texts(statement, messages, Message::source));
                    statement.setArray(3, texts(statement, messages, Message::id));
                    statement.setArray(4, texts(statement, messages, Message::contentHash));
                },
                row -> {
                    inserted.add(new Id(row.getString(1), row.getString(2)));
                });
        return inserted;
    }

    private static Array texts(PreparedStatement statement, List<Message> messages, Function<Message, String> text)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", messages.stream().map(text).toArray());
    }

    /** Answers false when the message took effect before. */
    private boolean remember(Message message) {
        int inserted = jdbc.update(insert, group, message.source(), message.id(), message.contentHash());
        if (inserted == 1) {
            return true;
        }
        requireSameContent(message);
        return false;
    }

    private void requireSameContent(Message message) {
        List<Boolean> isAnother = jdbc.queryForList(
                selectIsAnother, Boolean.class, message.contentHash(), group, message.source(), message.id());
        if (isAnother.contains(true)) {
            throw new SameIdException(message);
        }
    }

    /** Whether it took effect when its place was without a source and without the id of its topic. */
    private boolean isKnownFromBefore(Message message) {
        Message.Formerly formerly = message.formerly();
        return formerly != null
                && !jdbc.queryForList(
                                selectFormer,
                                Integer.class,
                                group,
                                formerly.id(),
                                formerly.published().atOffset(ZoneOffset.UTC))
                        .isEmpty();
    }

    /** Forgets messages that took effect longer ago than that, and answers how many. */
    public int forgetOlderThan(Duration age, Instant now) {
        Integer forgotten = transaction.execute(
                status -> jdbc.update(delete, group, now.minus(age).atOffset(ZoneOffset.UTC)));
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
    public interface Effect {
        void run() throws Exception;
    }

    /** A message, and what it does unless it took effect before. */
    public record Pending(Message message, Effect effect) {}

    private record Id(String source, String id) {

        static Id of(Message message) {
            return new Id(message.source(), message.id());
        }
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
