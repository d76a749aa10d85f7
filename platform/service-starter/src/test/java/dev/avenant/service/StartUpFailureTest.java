package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a service says that cannot start because of its database. */
@Tag("broker")
@ExtendWith(OutputCaptureExtension.class)
class StartUpFailureTest {

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class AsksItsDatabase {

        @Bean
        Integer answer(DataSource database) throws SQLException {
            try (var connection = database.getConnection()) {
                return connection.getTransactionIsolation();
            }
        }
    }

    @Test
    void namesTheDatabaseThatDoesNotExist(CapturedOutput output) {
        String url = postgres.getJdbcUrl("postgres", "elsewhere");

        fails(url, "postgres");

        assertThat(output)
                .contains("The database at " + url + " does not exist.")
                .contains("Create it, or set SPRING_DATASOURCE_URL to the one to use.")
                .doesNotContain("\tat org.springframework");
    }

    @Test
    void namesTheUserWhomTheDatabaseRefuses(CapturedOutput output) {
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";

        fails(url, "nobody");

        assertThat(output)
                .contains("The database at " + url + " refused the user 'nobody'.")
                .contains("Set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.")
                .doesNotContain("\tat org.springframework");
    }

    private static void fails(String url, String user) {
        assertThatThrownBy(() -> SpringApplication.run(
                        AsksItsDatabase.class,
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + user))
                .isInstanceOf(Exception.class);
    }
}
