package jobplatform.notification.mail;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who wants no e-mails of a kind. Whoever has the token of an e-mail may say so for its recipient; it is random, and in
 * that e-mail alone. An opt-out also holds for what waits already.
 */
@Component
public class OptOuts {

    private final JdbcClient database;

    OptOuts(JdbcClient database) {
        this.database = database;
    }

    /** The kind of e-mail that a token ends; empty when no e-mail that can be ended has it. */
    public Optional<MailKind> kindOf(String token) {
        return find(token).map(Row::kind).filter(MailKind::isOptional);
    }

    /** Ends the e-mails of that kind to that recipient; empty when no e-mail that can be ended has the token. */
    @Transactional
    public Optional<MailKind> optOut(String token) {
        Optional<Row> found = find(token).filter(row -> row.kind().isOptional());
        found.ifPresent(row -> database.sql("""
                        insert into opt_outs (user_id, kind) values (:userId, :kind) on conflict do nothing
                        """)
                .param("userId", row.userId())
                .param("kind", row.kind().name())
                .update());
        return found.map(Row::kind);
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
