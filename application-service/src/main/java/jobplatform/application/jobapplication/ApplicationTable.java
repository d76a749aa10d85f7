package jobplatform.application.jobapplication;

import dev.avenant.service.access.Caller;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored applications. */
@Component
class ApplicationTable {

    private static final String ADD = """
            insert into applications (id, version, job_id, applicant_id, company_id, employer_id, job_title, status,
                                      cover_letter, applied_at, changed_at)
            values (:id, :version, :jobId, :applicantId, :companyId, :employerId, :jobTitle, :status,
                    :coverLetter, :appliedAt, :changedAt)
            on conflict do nothing
            """;

    private static final String CHANGE =
            "update applications set version = :version, status = :status, changed_at = :changedAt where id = :id";

    private static final String MATCHING = """
            from applications
            where (:applicantId::uuid is null or applicant_id = :applicantId)
              and (:employerId::uuid is null or employer_id = :employerId)
              and (:jobId::uuid is null or job_id = :jobId)
              and (:status::text is null or status = :status)
              and (:seesAll or applicant_id = :caller or employer_id = :caller)
            """;

    private final JdbcClient database;

    ApplicationTable(JdbcClient database) {
        this.database = database;
    }

    /** Stores a new application, and answers false when it is there or its applicant has one for the job. */
    boolean add(JobApplication application) {
        return database.sql(ADD)
                        .param("id", application.id())
                        .param("version", application.version())
                        .param("jobId", application.jobId())
                        .param("applicantId", application.applicantId())
                        .param("companyId", application.companyId())
                        .param("employerId", application.employerId())
                        .param("jobTitle", application.jobTitle())
                        .param("status", application.status().name())
                        .param("coverLetter", application.coverLetter())
                        .param("appliedAt", application.appliedAt().atOffset(ZoneOffset.UTC))
                        .param("changedAt", application.changedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Stores what became of an application that the caller holds. */
    void change(JobApplication application) {
        database.sql(CHANGE)
                .param("id", application.id())
                .param("version", application.version())
                .param("status", application.status().name())
                .param("changedAt", application.changedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<JobApplication> find(UUID id) {
        return find(id, "");
    }

    /** The application, which nobody else changes until the transaction ends. */
    Optional<JobApplication> hold(UUID id) {
        return find(id, " for update");
    }

    private Optional<JobApplication> find(UUID id, String lock) {
        return database.sql("select * from applications where id = :id" + lock)
                .param("id", id)
                .query(JobApplication.class)
                .optional();
    }

    long count(ApplicationCriteria criteria, Caller caller) {
        return database.sql("select count(*) " + MATCHING)
                .params(parameters(criteria, caller))
                .query(Long.class)
                .single();
    }

    List<JobApplication> page(ApplicationCriteria criteria, Caller caller, int limit, long offset) {
        return database.sql("select * " + MATCHING + "order by applied_at desc, id limit :limit offset :offset")
                .params(parameters(criteria, caller))
                .param("limit", limit)
                .param("offset", offset)
                .query(JobApplication.class)
                .list();
    }

    void deleteOfApplicant(UUID applicantId) {
        database.sql("delete from applications where applicant_id = :applicantId")
                .param("applicantId", applicantId)
                .update();
    }

    void deleteOfJob(UUID jobId) {
        database.sql("delete from applications where job_id = :jobId")
                .param("jobId", jobId)
                .update();
    }

    private static Map<String, @Nullable Object> parameters(ApplicationCriteria criteria, Caller caller) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        ApplicationStatus status = criteria.status();
        parameters.put("applicantId", criteria.applicantId());
        parameters.put("employerId", criteria.employerId());
        parameters.put("jobId", criteria.jobId());
        parameters.put("status", status == null ? null : status.name());
        parameters.put("caller", caller.id());
        parameters.put("seesAll", caller.isAdministrator());
        return parameters;
    }
}
