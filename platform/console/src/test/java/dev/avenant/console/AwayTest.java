package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.kafka.KafkaAwayException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
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

    @Autowired
    private ConsoleSettings settings;

    @Test
    void theOverviewSaysWhichServerIsAway() {
        Page page = Page.at(port, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Schema registry away", "http://localhost:1")
                .contains("Kafka away Kafka at localhost:1 did not answer");
    }

    @Test
    void howLongKafkaWasWaitedForIsSaid() {
        for (Exception late : List.of(
                new TimeoutException(),
                new org.apache.kafka.common.errors.TimeoutException("Timed out waiting for a node assignment."))) {
            assertThat(KafkaAwayException.of(Cluster.only(settings), late))
                    .hasMessage("Kafka at localhost:1 did not answer: nothing came within 500 ms");
        }
    }

    @Test
    void aSubjectsPageSaysThatTheRegistryIsAway() {
        Page page = Page.at(port, "/subjects/order-events-a.B");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text()).contains("Away for the moment", "Reload this page once it is back.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dead-letters",
                "/dead-letters/a.b.dlt",
                "/topics",
                "/topics/a",
                "/topics/a/0/1",
                "/topics/a/tail",
                "/topics/a/tail/records",
                "/correlation?id=e",
                "/groups",
                "/groups/a",
                "/groups/a/reset"
            })
    void aPageOfKafkaSaysThatItIsAway(String path) {
        Page page = Page.at(port, path);

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text())
                .contains(
                        "Away for the moment",
                        "Kafka at localhost:1 did not answer",
                        "Reload this page once it is back.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/contracts", "/contracts/lineage", "/contracts/drift"})
    void aPageOfContractsIsThereAllTheSame(String path) {
        Page page = Page.at(port, path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("The console was not told where contracts.yaml is (avenant.console.contracts).")
                .contains("What is declared is shown alone. Kafka at localhost:1 did not answer");
    }

    @Test
    void changesNothingUnlessItIsAllowedTo() {
        Page page = Page.at(port, "/dead-letters/a.b.dlt/replay");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text())
                .contains(
                        "This needs a grant of the role operator or admin for a.b.dlt. Ask whoever runs this console.");
    }
}
