package jobplatform.notification.mail;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of all e-mails, for whoever looks after them. */
@Component
public class MailOutbox {

    private static final String HEAD = """
            select id, kind, user_id, state, attempts, created_at, changed_at, problem, address, subject
            """;

    private static final String CHOSEN = """
            from mails
            where (:state::text is null or state = :state) and (:userId::uuid is null or user_id = :userId)
            """;

    private final JdbcClient database;

    MailOutbox(JdbcClient database) {
        this.database = database;
    }

    /** The e-mails without their content, the newest first; of one state or one user when these are given. */
    public PageOf<Mail> list(@Nullable MailState state, @Nullable UUID userId, PageQuery query) {
        String name = state == null ? null : state.name();
        long total = database.sql("select count(*) " + CHOSEN)
                .param("state", name)
                .param("userId", userId)
                .query(Long.class)
                .single();
        return PageOf.of(
                query,
                database.sql(HEAD + ", null::text as text_body, null::text as html_body " + CHOSEN
                                + " order by created_at desc, id limit :limit offset :offset")
                        .param("state", name)
                        .param("userId", userId)
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(Mail.class)
                        .list(),
                total);
    }

    /** An e-mail whole. */
    public Optional<Mail> find(UUID id) {
        return database.sql(HEAD + ", text_body, html_body from mails where id = :id")
                .param("id", id)
                .query(Mail.class)
                .optional();
    }
}
