package jobplatform.notification.mail;

import com.samskivert.mustache.MustacheException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The state of each attempt, in the database. {@link #begin} commits before the mail server hears of the e-mail, and the
 * other methods after it. So a process that dies in between leaves {@code SENDING}, which {@link #settleAbandoned} turns
 * into {@code UNKNOWN} and nobody into {@code WAITING}: such an e-mail is never sent a second time.
 */
@Component
class Attempts {

    private static final String NEXT = """
            select m.id, m.kind, m.details::text as details, m.unsubscribe_token, r.email, r.name, r.is_gone,
                   exists (select from opt_outs o where o.user_id = m.user_id and o.kind = m.kind) as is_opted_out,
                   m.kind = 'JOB_SUGGESTED'
                     and not exists (select from jobs j where j.job_id = m.about_id and j.status = 'OPEN') as is_outdated
            from mails m join recipients r on r.user_id = m.user_id
            where m.state = 'WAITING' and m.next_attempt_at <= now()
            order by m.is_bulk, m.next_attempt_at limit 1
            for update of m skip locked for share of r skip locked
            """;

    private static final String BEGIN = """
            update mails
            set state = 'SENDING', attempts = attempts + 1, changed_at = now(), problem = null, unsubscribe_token = :token,
                address = :address, subject = :subject, text_body = :text, html_body = :html
            where id = :id
            """;

    /**
     * What {@link #settleAbandoned} took for unknown is known again when its sender comes back after all. Of a user who went
     * meanwhile, whose address is not there any more, the mail server's words are not kept, which may name it.
     */
    private static final String END = """
            update mails
            set state = :state, problem = case when address is not null then :problem end, changed_at = now()
            where id = :id and state in ('SENDING', 'UNKNOWN')
            """;

    private static final String PUT_OFF = """
            update mails
            set state = 'WAITING', problem = case when address is not null then :problem end, changed_at = now(),
                next_attempt_at = now()
                  + least(:first * power(2, least(attempts - 1, 30)), :longest) * interval '1 millisecond',
                address = null, subject = null, text_body = null, html_body = null
            where id = :id and state in ('SENDING', 'UNKNOWN')
            """;

    /** As if there had been no attempt. */
    private static final String TAKE_BACK = """
            update mails
            set state = 'WAITING', problem = case when address is not null then :problem end, changed_at = now(),
                attempts = attempts - 1,
                address = null, subject = null, text_body = null, html_body = null
            where id = :id and state in ('SENDING', 'UNKNOWN')
            """;

    private static final String DROP = """
            update mails set state = 'DROPPED', problem = :problem, changed_at = now() where id = :id
            """;

    private static final String REFUSE = """
            update mails set state = 'REFUSED', problem = :problem, changed_at = now()
            where id = :id and state = 'WAITING'
            """;

    private static final String SETTLE_ABANDONED = """
            update mails
            set state = 'UNKNOWN', changed_at = now(),
                problem = 'The process that sent it ended, or lost the database, before it wrote how that went'
            where state = 'SENDING' and changed_at < now() - :after * interval '1 millisecond'
            """;

    private static final String GIVE_UP = """
            update mails
            set state = 'REFUSED', changed_at = now(),
                problem = 'Given up, since it is too old: ' || coalesce(problem, 'its recipient did not become known')
            where state = 'WAITING' and created_at < now() - :after * interval '1 millisecond'
            """;

    private static final int TOKEN_BYTES = 32;

    private final JdbcClient database;
    private final MailTemplates templates;
    private final MailProperties properties;
    private final SecureRandom random = new SecureRandom();

    Attempts(JdbcClient database, MailTemplates templates, MailProperties properties) {
        this.database = database;
        this.templates = templates;
        this.properties = properties;
    }

    /**
     * Begins an attempt with the e-mail that waits longest; empty when none waits that could go out.
     *
     * @throws UnwritableMailException if its templates ask for what it does not have; it waits until {@link #refuse}
     */
    @Transactional
    Optional<OutgoingMail> begin() {
        Optional<Row> next = database.sql(NEXT).query(Row.class).optional();
        while (next.isPresent() && !next.get().isWanted()) {
            drop(next.get());
            next = database.sql(NEXT).query(Row.class).optional();
        }
        return next.map(this::begin);
    }

    private OutgoingMail begin(Row row) {
        MailKind kind = MailKind.valueOf(row.kind());
        String token = row.unsubscribeToken() == null ? newToken() : row.unsubscribeToken();
        String unsubscribeUrl = kind.isOptional() ? properties.baseUrl() + "/api/unsubscribe/" + token : null;
        MailContent content = content(row, kind, unsubscribeUrl);
        database.sql(BEGIN)
                .param("id", row.id())
                .param("token", token)
                .param("address", row.knownEmail())
                .param("subject", content.subject())
                .param("text", content.text())
                .param("html", content.html())
                .update();
        return new OutgoingMail(row.id(), row.knownEmail(), row.knownName(), content, unsubscribeUrl);
    }

    private String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private MailContent content(Row row, MailKind kind, @Nullable String unsubscribeUrl) {
        try {
            return templates.render(kind, row.knownName(), MailDetails.read(row.details()), unsubscribeUrl);
        } catch (MustacheException missing) {
            throw new UnwritableMailException(row.id(), missing);
        }
    }

    /** Gives up an e-mail that waits. */
    void refuse(UUID id, String problem) {
        database.sql(REFUSE).param("id", id).param("problem", problem).update();
    }

    /** Writes how an attempt ended. */
    void end(UUID id, Delivery delivery) {
        switch (delivery.outcome()) {
            case SENT -> end(id, MailState.SENT, null);
            case REFUSED -> end(id, MailState.REFUSED, delivery.problem());
            case UNKNOWN -> end(id, MailState.UNKNOWN, delivery.problem());
            case PUT_OFF ->
                database.sql(PUT_OFF)
                        .param("id", id)
                        .param("problem", delivery.problem())
                        .param("first", properties.firstRetry().toMillis())
                        .param("longest", properties.longestRetry().toMillis())
                        .update();
            case SERVER_AWAY ->
                database.sql(TAKE_BACK)
                        .param("id", id)
                        .param("problem", delivery.problem())
                        .update();
        }
    }

    private void end(UUID id, MailState state, @Nullable String problem) {
        database.sql(END)
                .param("id", id)
                .param("state", state.name())
                .param("problem", problem)
                .update();
    }

    private void drop(Row row) {
        database.sql(DROP)
                .param("id", row.id())
                .param("problem", row.whyUnwanted())
                .update();
    }

    /** Attempts that nobody is making any more are of unknown outcome; answers how many there were. */
    int settleAbandoned() {
        return updateOlderThan(SETTLE_ABANDONED, properties.unknownAfter());
    }

    /** Gives up what is too old to be of use; answers how many there were. */
    int giveUp() {
        return updateOlderThan(GIVE_UP, properties.giveUpAfter());
    }

    private int updateOlderThan(String update, Duration age) {
        return database.sql(update).param("after", age.toMillis()).update();
    }

    private record Row(
            UUID id,
            String kind,
            String details,
            @Nullable String unsubscribeToken,
            @Nullable String email,
            @Nullable String name,
            boolean isGone,
            boolean isOptedOut,
            boolean isOutdated) {

        boolean isWanted() {
            return !isGone && !isOptedOut && !isOutdated;
        }

        String whyUnwanted() {
            if (isGone) {
                return "The user is gone";
            }
            return isOptedOut ? "The user opted out" : "The job is no longer open";
        }

        String knownEmail() {
            return String.valueOf(email);
        }

        String knownName() {
            return String.valueOf(name);
        }
    }
}
