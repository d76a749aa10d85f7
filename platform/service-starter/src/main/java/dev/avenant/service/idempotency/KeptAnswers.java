package dev.avenant.service.idempotency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The answers that were given, in the database of the service, beside what the requests did to it. */
final class KeptAnswers {

    private static final int FORGOTTEN_AT_A_TIME = 100;

    private final JdbcClient database;
    private final Duration retention;

    KeptAnswers(JdbcClient database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    /** Whether nobody else has the same request in work; until the transaction ends, nobody else will. */
    boolean reserve(IdempotencyKey key) {
        return database.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", key.lock())
                .query(Boolean.class)
                .single();
    }

    /**
     * The answer that was given to the same request before.
     *
     * @throws OtherRequestException if the key was used for another body
     */
    Optional<KeptAnswer> find(IdempotencyKey key) {
        return database.sql("""
                select fingerprint, status, headers, body from idempotent_requests
                where id = :id and made_at > now() - make_interval(secs => :seconds)
                """)
                .param("id", key.id())
                .param("seconds", retention.toSeconds())
                .query((row, number) -> {
                    if (!key.fingerprint().equals(row.getString("fingerprint"))) {
                        throw new OtherRequestException();
                    }
                    return new KeptAnswer(
                            row.getInt("status"), headers(row.getString("headers")), row.getBytes("body"));
                })
                .optional();
    }

    void keep(IdempotencyKey key, KeptAnswer answer) {
        database.sql("""
                insert into idempotent_requests (id, fingerprint, status, headers, body)
                values (:id, :fingerprint, :status, :headers, :body)
                on conflict (id) do update set fingerprint = excluded.fingerprint, made_at = now(),
                  status = excluded.status, headers = excluded.headers, body = excluded.body
                """)
                .param("id", key.id())
                .param("fingerprint", key.fingerprint())
                .param("status", answer.status())
                .param("headers", text(answer.headers()))
                .param("body", answer.body())
                .update();
        forgetSome();
    }

    /** Each request that is kept takes some old ones along, so that nothing has to run by a clock. */
    private void forgetSome() {
        database.sql("""
                delete from idempotent_requests where ctid = any (array(
                  select ctid from idempotent_requests
                  where made_at <= now() - make_interval(secs => :seconds)
                  limit :limit for update skip locked))
                """)
                .param("seconds", retention.toSeconds())
                .param("limit", FORGOTTEN_AT_A_TIME)
                .update();
    }

    /** A line for each; no value of a header holds the end of one. */
    private static String text(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append('\n'));
        return lines.toString();
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return headers;
    }
}
