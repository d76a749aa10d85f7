package jobplatform.notification.suggestion;

import java.util.List;
import java.util.UUID;
import jobplatform.notification.recipient.ComparableTerms;
import jobplatform.notification.suggestion.KnownJobs.NewJob;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom a job suits. A job seeker who wants suggestions and has not ended them is told of it when both hold:
 *
 * <ul>
 *   <li>the work: one of their skills is asked for; or they gave no skills, but a place,
 *   <li>the place: the job can be done from anywhere or names no place, or they gave none, or the words of one place are
 *       among those of the other, as Berlin is in Berlin, Germany.
 * </ul>
 *
 * <p>Of nobody who gave neither skills nor a place is known what suits. And nobody is told of more jobs a day than the
 * properties say: jobs that become open at the same time wait for each other, so that they are counted rightly.
 */
@Component
class SuitedSeekers {

    private static final String COUNT_ALONE = "select pg_advisory_xact_lock(hashtext('job-suggestions')) is null";

    private static final String SUITED = """
            select r.user_id
            from recipients r
            where r.wants_suggestions
              and not exists (select from opt_outs o where o.user_id = r.user_id and o.kind = 'JOB_SUGGESTED')
              and (r.skills && :skills::text[] or (r.skills = '{}' and r.place is not null))
              and (:isAnywhere or r.place is null
                   or strpos(' ' || :place || ' ', ' ' || r.place || ' ') > 0
                   or strpos(' ' || r.place || ' ', ' ' || :place || ' ') > 0)
              and (select count(*) from mails m
                   where m.user_id = r.user_id and m.kind = 'JOB_SUGGESTED' and m.state <> 'DROPPED'
                     and m.created_at > now() - interval '1 day') < :maxPerDay
            """;

    private final JdbcClient database;
    private final SuggestionProperties properties;

    SuitedSeekers(JdbcClient database, SuggestionProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** Whom to tell of a job; the caller does so in this transaction. */
    List<UUID> of(NewJob job) {
        database.sql(COUNT_ALONE).query(Boolean.class).single();
        String place = ComparableTerms.place(job.location());
        return database.sql(SUITED)
                .param("skills", ComparableTerms.skills(job.skills()).toArray(String[]::new))
                .param("isAnywhere", job.isRemote() || place == null)
                .param("place", place == null ? "" : place)
                .param("maxPerDay", properties.maxPerDay())
                .query(UUID.class)
                .list();
    }
}
