package jobplatform.user;

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

/** Finds users by what they tell about themselves. A text is looked for as it is: no character of it is a pattern. */
@Component
class UserSearch {

    private static final String MATCHING = """
            from users
            where (:userType::text is null or user_type = :userType)
              and (:location::text is null or strpos(lower(location), :location) > 0)
              and (:skill::text is null or exists (select from unnest(skills) skill where lower(skill) = :skill))
            """;

    private static final Map<String, String> ORDERS = Map.of(
            "createdAt", "order by created_at, id",
            "-createdAt", "order by created_at desc, id desc",
            "username", "order by lower(username)",
            "-username", "order by lower(username) desc");

    private final JdbcClient database;
    private final Users users;

    UserSearch(JdbcClient database, Users users) {
        this.database = database;
        this.users = users;
    }

    /** A page of the users who meet all criteria, in the order that these name. */
    PageOf<User> search(UserCriteria criteria, PageQuery query) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put(
                "userType",
                criteria.userType() == null ? null : criteria.userType().name());
        parameters.put("location", lower(criteria.location()));
        parameters.put("skill", lower(criteria.skill()));
        long total = database.sql("select count(*) " + MATCHING)
                .params(parameters)
                .query(Long.class)
                .single();
        List<UUID> ids = database.sql("select id " + MATCHING + order(criteria) + " limit :limit offset :offset")
                .params(parameters)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(UUID.class)
                .list();
        Map<UUID, User> found =
                users.findAllById(ids).stream().collect(Collectors.toMap(User::id, Function.identity()));
        return PageOf.of(
                query, ids.stream().map(found::get).filter(Objects::nonNull).toList(), total);
    }

    /** One of the texts above: nothing of a request becomes SQL. */
    private static String order(UserCriteria criteria) {
        String sort = criteria.sort() == null ? "createdAt" : criteria.sort();
        return Objects.requireNonNull(ORDERS.get(sort), sort);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
