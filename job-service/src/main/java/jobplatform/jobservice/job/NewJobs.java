package jobplatform.jobservice.job;

import java.sql.Timestamp;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores jobs that are posted. That is written out, since Spring Data makes the SQL of each insertion anew. */
@Component
class NewJobs {

    private static final String ADD = """
            insert into jobs (id, version, company_id, employer_id, title, description, employment_type, location,
                              salary_minimum, salary_maximum, salary_currency, skills, remote, status,
                              application_count, created_at, updated_at)
            values (:id, :version, :companyId, :employerId, :title, :description, :employmentType, :location,
                    :salaryMinimum, :salaryMaximum, :salaryCurrency, :skills, :remote, :status,
                    :applicationCount, :createdAt, :updatedAt)
            """;

    private final JdbcClient database;

    NewJobs(JdbcClient database) {
        this.database = database;
    }

    void add(Job job) {
        Salary salary = job.salary();
        database.sql(ADD)
                .param("id", job.id())
                .param("version", job.version())
                .param("companyId", job.companyId())
                .param("employerId", job.employerId())
                .param("title", job.title())
                .param("description", job.description())
                .param("employmentType", job.employmentType().name())
                .param("location", job.location(), Types.VARCHAR)
                .param("salaryMinimum", salary == null ? null : salary.minimum(), Types.NUMERIC)
                .param("salaryMaximum", salary == null ? null : salary.maximum(), Types.NUMERIC)
                .param("salaryCurrency", salary == null ? null : salary.currency(), Types.VARCHAR)
                .param("skills", job.skills().toArray(String[]::new))
                .param("remote", job.remote())
                .param("status", job.status().name())
                .param("applicationCount", job.applicationCount())
                .param("createdAt", Timestamp.from(job.createdAt()))
                .param("updatedAt", Timestamp.from(job.updatedAt()))
                .update();
    }
}
