package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** A service whose database goes away while it runs. */
@Tag("broker")
@SpringBootTest(
        classes = TestService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.hikari.connection-timeout=1000")
@DirtiesContext
class DatabaseAwayTest {

    @LocalServerPort
    private int port;

    @Test
    void answersThatItWillComeBack(@Autowired EmbeddedPostgres postgres) throws Exception {
        HttpProbe http = new HttpProbe(port);
        assertThat(http.get("/api/things/stored").body()).isEqualTo("42");

        postgres.close();
        HttpResponse<String> answer = http.get("/api/things/stored");

        assertThat(HttpProbe.problem(answer))
                .isEqualTo("503 application/problem+json The service cannot reach its database; try again");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
}
