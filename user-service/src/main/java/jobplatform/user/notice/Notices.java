package jobplatform.user.notice;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a notice before whom an event of an application concerns. An event that comes again, under whatever id, makes no
 * second one, and who is gone gets none; who is being deleted is waited for.
 *
 * <p>A user's notices have positions that grow in the order in which they are committed: whoever numbers one holds the
 * user's counter until then. So who has seen a position has missed none below it. A position may be nobody's.
 */
@Component
public class Notices {

    private static final String ADD = """
            with numbered as (
              insert into notice_positions (user_id, newest)
              select id, 1 from users where id = :userId for key share
              on conflict (user_id) do update set newest = notice_positions.newest + 1
              returning user_id, newest)
            insert into notices (id, kind, user_id, application_id, job_id, job_title, created_at, position)
            select :id, :kind, user_id, :applicationId, :jobId, :jobTitle, :createdAt, newest from numbered
            on conflict (kind, application_id, user_id) do nothing
            """;

    private static final String COLUMNS = "id, kind, application_id, job_id, job_title, created_at, read_at, position";

    private static final String MATCHING = """
            from notices where user_id = :userId and (not :unreadOnly or read_at is null)
            """;

    private static final String MARK_READ = """
            update notices set read_at = coalesce(read_at, :now) where id = :id and user_id = :userId returning
            """ + COLUMNS;

    private static final String AFTER = "select " + COLUMNS
            + " from notices where user_id = :userId and position > :position order by position limit :limit";

    private static final String NEWEST = """
            select id, coalesce(newest, 0) as newest from users left join notice_positions on user_id = id
            where id in (:userIds)
            """;

    private final JdbcClient database;
    private final Clock clock;

    Notices(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Somebody applied: the employer is told. */
    public void received(JobApplicationReceived event) {
        add(
                NoticeKind.APPLICATION_RECEIVED,
                event.getEmployerId(),
                event.getApplicationId(),
                event.getJobId(),
                event.getJobTitle());
    }

    /** The employer decided, and the applicant is told; or the applicant withdrew, and the employer is. */
    public void statusChanged(JobApplicationStatusChanged event) {
        switch (event.getNewStatus()) {
            case SHORTLISTED -> tell(NoticeKind.APPLICATION_SHORTLISTED, event.getApplicantId(), event);
            case ACCEPTED -> tell(NoticeKind.APPLICATION_ACCEPTED, event.getApplicantId(), event);
            case REJECTED -> tell(NoticeKind.APPLICATION_REJECTED, event.getApplicantId(), event);
            case WITHDRAWN -> tell(NoticeKind.APPLICATION_WITHDRAWN, event.getEmployerId(), event);
            case RECEIVED, UNSPECIFIED -> {
                // Nobody decided anything.
            }
        }
    }

    private void tell(NoticeKind kind, UUID userId, JobApplicationStatusChanged event) {
        add(kind, userId, event.getApplicationId(), event.getJobId(), event.getJobTitle());
    }

    private void add(NoticeKind kind, UUID userId, UUID applicationId, UUID jobId, String jobTitle) {
        database.sql(ADD)
                .param("id", UUID.randomUUID())
                .param("kind", kind.name())
                .param("userId", userId)
                .param("applicationId", applicationId)
                .param("jobId", jobId)
                .param("jobTitle", jobTitle)
                .param("createdAt", Timestamp.from(clock.instant()))
                .update();
    }

    /** A page of a user's notices, the newest first. */
    @Transactional(readOnly = true)
    public PageOf<Notice> list(UUID userId, boolean unreadOnly, PageQuery query) {
        long total = database.sql("select count(*) " + MATCHING)
                .param("userId", userId)
                .param("unreadOnly", unreadOnly)
                .query(Long.class)
                .single();
        return PageOf.of(
                query,
                database.sql("select " + COLUMNS + ' ' + MATCHING
                                + "order by position desc limit :limit offset :offset")
                        .param("userId", userId)
                        .param("unreadOnly", unreadOnly)
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(Notice.class)
                        .list(),
                total);
    }

    /** A user's notices behind a position, the oldest first; not more than the limit. */
    @Transactional(readOnly = true)
    public List<Notice> after(UUID userId, long position, int limit) {
        return database.sql(AFTER)
                .param("userId", userId)
                .param("position", position)
                .param("limit", limit)
                .query(Notice.class)
                .list();
    }

    /** The position that each of these users has come to, 0 before the first; of who is gone there is none. The set is not empty. */
    @Transactional(readOnly = true)
    public Map<UUID, Long> newestPositions(Set<UUID> userIds) {
        Map<UUID, Long> positions = new HashMap<>();
        database.sql(NEWEST).param("userIds", userIds).query(row -> {
            positions.put(row.getObject("id", UUID.class), row.getLong("newest"));
        });
        return positions;
    }

    /**
     * Marks a notice as read; one that was read before stays as it is.
     *
     * @throws NoticeNotFoundException if the user has no such notice
     */
    @Transactional
    public Notice markRead(UUID userId, UUID id) {
        return database.sql(MARK_READ)
                .param("id", id)
                .param("userId", userId)
                .param("now", Timestamp.from(clock.instant()))
                .query(Notice.class)
                .optional()
                .orElseThrow(() -> new NoticeNotFoundException(userId, id));
    }
}
