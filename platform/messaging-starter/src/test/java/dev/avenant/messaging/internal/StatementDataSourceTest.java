package dev.avenant.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Single statements on connections of a pool that is set up for transactions. */
@Tag("broker")
class StatementDataSourceTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final TestService service = TestService.with(stack)
            .property("spring.datasource.hikari.auto-commit", "false")
            .start();
    private final DataSource pool = service.bean(DataSource.class);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void commitByThemselves() {
        JdbcTemplate jdbc = new JdbcTemplate(new StatementDataSource(pool, Duration.ofSeconds(30)));

        jdbc.execute("CREATE TABLE kept (id integer)");

        assertThat(jdbc.queryForObject("SELECT count(*) FROM kept", Long.class)).isZero();
    }

    @Test
    void failWhenTheDatabaseIsSilentAndLeaveThePoolWell() {
        JdbcTemplate jdbc = new JdbcTemplate(new StatementDataSource(pool, Duration.ofMillis(500)));

        assertThatThrownBy(() -> jdbc.execute("SELECT pg_sleep(20)")).isInstanceOf(DataAccessException.class);

        JdbcTemplate others = new JdbcTemplate(pool);
        assertThat(others.queryForObject("SELECT 'well' FROM pg_sleep(1)", String.class))
                .isEqualTo("well");
    }
}
