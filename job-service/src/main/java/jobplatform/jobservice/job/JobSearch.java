package jobplatform.jobservice.job;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds jobs by what they offer. A text is looked for as it is: no character of it is a pattern. */
@Component
class JobSearch {

    private static final String MATCHING = """
            from jobs
            where (:q::text is null
                   or strpos(lower(title), :q) > 0
                   or strpos(lower(description), :q) > 0
                   or exists (select from unnest(skills) skill where strpos(lower(skill), :q) > 0))
              and (:status::text is null or status = :status)
              and (:employmentType::text is null or employment_type = :employmentType)
              and (:location::text is null or strpos(lower(location), :location) > 0)
              and (:skill::text is null or exists (select from unnest(skills) skill where lower(skill) = :skill))
              and (:salary::numeric is null or salary_maximum >= :salary)
              and (:currency::text is null or salary_currency = :currency)
              and (:remote::boolean is null or remote = :remote)
              and (:companyId::uuid is null or company_id = :companyId)
              and (:employerId::uuid is null or employer_id = :employerId)
              and (status = 'OPEN' or :seesAll or employer_id = :viewer::uuid)
            """;

    private static final String COUNT = "select count(*) " + MATCHING;

    private static final String NEWEST_FIRST = "-createdAt";

    private static final Map<String, String> ORDERS = Map.of(
            "createdAt",
            "order by created_at, id",
            NEWEST_FIRST,
            "order by created_at desc, id",
            "title",
            "order by lower(title), id",
            "-title",
            "order by lower(title) desc, id",
            "salary",
            "order by salary_maximum, id",
            "-salary",
            "order by salary_maximum desc, id");

    private final JdbcClient database;
    private final Jobs jobs;

    JobSearch(JdbcClient database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /** A page of the jobs that meet all criteria and are there for whoever asks, in the order that these name. */
    PageOf<Job> search(JobCriteria criteria, Viewer viewer, PageQuery query) {
        Map<String, @Nullable Object> parameters = parameters(criteria);
        parameters.put("viewer", viewer.userId());
        parameters.put("seesAll", viewer.seesAll());
        long total = database.sql(COUNT).params(parameters).query(Long.class).single();
        List<UUID> ids = database.sql("select id " + MATCHING + order(criteria) + " limit :limit offset :offset")
                .params(parameters)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(UUID.class)
                .list();
        Map<UUID, Job> found = jobs.findAllById(ids).stream().collect(Collectors.toMap(Job::id, Function.identity()));
        return PageOf.of(
                query, ids.stream().map(found::get).filter(Objects::nonNull).toList(), total);
    }

    /** One of the texts above: nothing of a request becomes SQL. */
    private static String order(JobCriteria criteria) {
        String sort = criteria.sort() == null ? NEWEST_FIRST : criteria.sort();
        return Objects.requireNonNull(ORDERS.get(sort), sort);
    }

    private static Map<String, @Nullable Object> parameters(JobCriteria criteria) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("q", lower(criteria.q()));
        parameters.put("status", name(criteria.status()));
        parameters.put("employmentType", name(criteria.employmentType()));
        parameters.put("location", lower(criteria.location()));
        parameters.put("skill", lower(criteria.skill()));
        parameters.put("salary", criteria.salary());
        parameters.put("currency", criteria.currency());
        parameters.put("remote", criteria.remote());
        parameters.put("companyId", criteria.companyId());
        parameters.put("employerId", criteria.employerId());
        return parameters;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
