package jobplatform.user.notice;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a notice before whom an event of an application concerns. An event that comes again, under whatever id, makes no
 * second one, and who is gone gets none; who is being deleted is waited for.
 */
@Component
public class Notices {

    private static final String ADD = """
            insert into notices (id, kind, user_id, application_id, job_id, job_title)
            select :id, :kind, users.id, :applicationId, :jobId, :jobTitle from users where users.id = :userId
            for key share
            on conflict (kind, application_id, user_id) do nothing
            """;

    private static final String COLUMNS = "id, kind, application_id, job_id, job_title, created_at, read_at";

    private static final String MATCHING = """
            from notices where user_id = :userId and (not :unreadOnly or read_at is null)
            """;

    private static final String MARK_READ = """
            update notices set read_at = coalesce(read_at, now()) where id = :id and user_id = :userId returning
            """ + COLUMNS;

    private final JdbcClient database;

    Notices(JdbcClient database) {
        this.database = database;
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
                                + "order by created_at desc, id limit :limit offset :offset")
                        .param("userId", userId)
                        .param("unreadOnly", unreadOnly)
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(Notice.class)
                        .list(),
                total);
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
                .query(Notice.class)
                .optional()
                .orElseThrow(() -> new NoticeNotFoundException(userId, id));
    }
}
