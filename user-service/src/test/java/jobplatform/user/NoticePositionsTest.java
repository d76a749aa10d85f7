package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The notices that were there before they had positions. */
@Tag("broker")
class NoticePositionsTest {

    @Test
    void areThoseOfTheirTimesForEachUser() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource source = postgres.getPostgresDatabase();
            JdbcClient database = JdbcClient.create(source);
            run(source, "V1__users", "V2__tokens", "V3__notices");
            UUID ada = addUser(database, "ada");
            UUID bob = addUser(database, "bob");
            addNotice(database, ada, "SECOND", "2026-03-01T10:00:00.123456Z");
            addNotice(database, ada, "FIRST", "2026-03-01T09:59:59Z");
            addNotice(database, bob, "ONLY", "2026-03-01T11:00:00Z");

            run(source, "V4__notice_positions");

            assertThat(database.sql("""
                            select username || ' ' || kind || ' ' || position || ' of ' || newest || ' '
                                   || (extract(epoch from notices.created_at) * 1000000)::bigint % 1000000
                            from notices join users on users.id = user_id join notice_positions using (user_id)
                            order by username, position
                            """).query(String.class).list())
                    .containsExactly("ada FIRST 1 of 2 0", "ada SECOND 2 of 2 123000", "bob ONLY 1 of 1 0");
        }
    }

    private static void run(DataSource source, String... migrations) {
        Stream.of(migrations)
                .map(migration -> new ClassPathResource("db/migration/" + migration + ".sql"))
                .map(ResourceDatabasePopulator::new)
                .forEach(populator -> populator.execute(source));
    }

    private static UUID addUser(JdbcClient database, String name) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into users (id, version, username, email, password_hash, user_type, created_at, updated_at)
                values (:id, 1, :name, :name, 'none', 'EMPLOYER', now(), now())
                """).param("id", id).param("name", name).update();
        return id;
    }

    private static void addNotice(JdbcClient database, UUID user, String kind, String createdAt) {
        database.sql("""
                insert into notices (id, kind, user_id, application_id, job_id, job_title, created_at)
                values (gen_random_uuid(), :kind, :user, gen_random_uuid(), gen_random_uuid(), 'Welder', :at::timestamptz)
                """)
                .param("kind", kind)
                .param("user", user)
                .param("at", createdAt)
                .update();
    }
}
