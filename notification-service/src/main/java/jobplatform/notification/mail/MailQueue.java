package jobplatform.notification.mail;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the e-mails that events ask for, in the transaction of the event. */
@Component
public class MailQueue {

    private static final String ADD = """
            insert into mails (id, kind, about_id, user_id, details, state, is_bulk)
            select gen_random_uuid(), :kind, :aboutId, user_id, :details::jsonb, 'WAITING', :isBulk
            from unnest(:userIds::uuid[]) user_id
            on conflict (kind, about_id, user_id) do nothing
            """;

    /** What is being sent at this moment goes out; its row is empty then too. A mail server's words name the recipient. */
    private static final String ERASE = """
            update mails
            set state = case when state = 'WAITING' then 'DROPPED' else state end,
                problem = case when state = 'WAITING' then 'The user is gone' end,
                changed_at = now(),
                details = '{}', unsubscribe_token = null,
                address = null, subject = null, text_body = null, html_body = null
            where user_id = :userId
            """;

    private static final String ERASE_DETAIL = """
            update mails
            set details = details || jsonb_build_object(:detail::text, ''), text_body = null, html_body = null
            where kind = :kind and about_id = any(:aboutIds::uuid[]) and coalesce(details ->> :detail, '') <> ''
            """;

    private final JdbcClient database;

    MailQueue(JdbcClient database) {
        this.database = database;
    }

    /**
     * Adds an e-mail, unless this user has one of this kind about the same thing.
     *
     * @param aboutId what it tells of
     * @param details what its templates need of the event, no personal data among it
     */
    public void add(MailKind kind, UUID aboutId, UUID userId, Map<String, String> details) {
        addAll(kind, aboutId, List.of(userId), details);
    }

    /** Adds the same e-mail for each of these users, however many there are, with one statement. */
    public void addAll(MailKind kind, UUID aboutId, Collection<UUID> userIds, Map<String, String> details) {
        database.sql(ADD)
                .param("kind", kind.name())
                .param("aboutId", aboutId)
                .param("userIds", userIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("details", MailDetails.write(details))
                .param("isBulk", kind.isBulk())
                .update();
    }

    /** Drops what waits for a user, and keeps of the rest nothing personal; also ends what the user had opted out of. */
    public void erase(UUID userId) {
        database.sql(ERASE).param("userId", userId).update();
        database.sql("delete from opt_outs where user_id = :userId")
                .param("userId", userId)
                .update();
    }

    /**
     * Keeps no longer what e-mails told of something beside their recipients. What waits goes out without it; of what was
     * written already, which has it in its text, no text is left.
     *
     * @param aboutIds what they tell of
     * @param detail the name of what their templates have for it
     */
    public void eraseDetail(MailKind kind, Collection<UUID> aboutIds, String detail) {
        database.sql(ERASE_DETAIL)
                .param("kind", kind.name())
                .param("aboutIds", aboutIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("detail", detail)
                .update();
    }
}
