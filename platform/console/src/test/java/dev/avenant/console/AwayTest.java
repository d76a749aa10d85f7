package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Port 1 of the loopback address: nobody listens there, and nobody may without being root. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=500ms"
        })
class AwayTest {

    @LocalServerPort
    private int port;

    @Test
    void theOverviewSaysWhichServerIsAway() {
        Page page = Page.at(port, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Schema registry away", "http://localhost:1")
                .contains("Kafka away Kafka at localhost:1 did not answer");
    }

    @Test
    void aSubjectsPageSaysThatTheRegistryIsAway() {
        Page page = Page.at(port, "/subjects/order-events-a.B");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text()).contains("Away for the moment", "Reload this page once it is back.");
    }
}
