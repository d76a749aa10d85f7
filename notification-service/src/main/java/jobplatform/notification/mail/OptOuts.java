package jobplatform.notification.mail;

import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jobplatform.notification.events.JobSuggestionsDeclined;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who wants no e-mails of a kind. Whoever has the token of an e-mail may say so for its recipient; it is random, and in
 * that e-mail alone. An opt-out also holds for what waits already.
 */
@Component
public class OptOuts {

    private static final Duration SAID_TWICE_WITHIN = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final Outbox outbox;
    private final String topic;
    private final Clock clock;

    OptOuts(
            JdbcClient database,
            Outbox outbox,
            @Value("${jobplatform.topics.notification-events}") String topic,
            Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.topic = topic;
        this.clock = clock;
    }

    /** The kind of e-mail that a token ends; empty when no e-mail that can be ended has it. */
    public Optional<MailKind> kindOf(String token) {
        return find(token).map(Row::kind).filter(MailKind::isOptional);
    }

    /** Ends the e-mails of that kind to that recipient; empty when no e-mail that can be ended has the token. */
    @Transactional
    public Optional<MailKind> optOut(String token) {
        Optional<Row> found = find(token).filter(row -> row.kind().isOptional());
        found.ifPresent(row -> {
            Instant now = clock.instant();
            boolean isNews = note(row, now);
            if (isNews && row.kind() == MailKind.JOB_SUGGESTED) {
                tell(row.userId(), now);
            }
        });
        return found.map(Row::kind);
    }

    /**
     * Whether others are to be told. They are not when somebody merely pressed twice, but when they said the same a while ago:
     * they may have asked for the e-mails anew since then, which is not known here yet.
     */
    private boolean note(Row row, Instant now) {
        return database.sql("""
                        insert into opt_outs (user_id, kind, opted_out_at) values (:userId, :kind, :now)
                        on conflict (user_id, kind) do update set opted_out_at = :now
                          where opt_outs.opted_out_at <= :whileAgo
                        """)
                        .param("userId", row.userId())
                        .param("kind", row.kind().name())
                        .param("now", Timestamp.from(now))
                        .param("whileAgo", Timestamp.from(now.minus(SAID_TWICE_WITHIN)))
                        .update()
                == 1;
    }

    /** Suggestions are a wish of the user's profile, which is not kept here. */
    private void tell(UUID userId, Instant now) {
        outbox.append(new OutboundEvent(
                topic,
                userId.toString(),
                JobSuggestionsDeclined.newBuilder()
                        .setUserId(userId)
                        .setDeclinedAt(now)
                        .build()));
    }

    /** A user wants e-mails of a kind again. */
    public void end(UUID userId, MailKind kind) {
        database.sql("delete from opt_outs where user_id = :userId and kind = :kind")
                .param("userId", userId)
                .param("kind", kind.name())
                .update();
    }

    private Optional<Row> find(String token) {
        return database.sql("select user_id, kind from mails where unsubscribe_token = :token")
                .param("token", token)
                .query(Row.class)
                .optional();
    }

    private record Row(UUID userId, MailKind kind) {}
}
