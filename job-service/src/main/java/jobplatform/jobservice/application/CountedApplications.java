package jobplatform.jobservice.application;

import java.sql.Timestamp;
import java.sql.Types;
import java.util.UUID;
import jobplatform.jobservice.job.ReceivedApplication;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores applications that are counted. That is written out, since there are many and a repository takes longer than they do. */
@Component
class CountedApplications {

    /** The job is held, so that it does not go before the application is counted. */
    private static final String ADD = """
            insert into applications (id, version, job_id, applicant_id, cover_letter, applied_at)
            select :id, 1, job.id, :applicantId, :coverLetter, :appliedAt
            from (select id from jobs where id = :jobId for update) as job
            on conflict do nothing
            """;

    private static final String HOLD = "select pg_advisory_xact_lock(hashtextextended(:applicantId::text, 0)) is null";

    private final JdbcClient database;

    CountedApplications(JdbcClient database) {
        this.database = database;
    }

    /** Waits for whoever holds that applicant, and holds the applicant until the transaction ends. */
    void hold(UUID applicantId) {
        database.sql(HOLD)
                .param("applicantId", applicantId)
                .query((row, number) -> true)
                .single();
    }

    /**
     * Stores an application, and answers false when its job is gone, when it is known under its id, or another one of the
     * applicant for the job is.
     *
     * @param applicantId null for somebody whose account is gone
     */
    boolean add(ReceivedApplication received, @Nullable UUID applicantId) {
        return database.sql(ADD)
                        .param("id", received.id())
                        .param("jobId", received.jobId())
                        .param("applicantId", applicantId, Types.OTHER)
                        .param("coverLetter", received.coverLetter(), Types.VARCHAR)
                        .param("appliedAt", Timestamp.from(received.appliedAt()))
                        .update()
                == 1;
    }
}
