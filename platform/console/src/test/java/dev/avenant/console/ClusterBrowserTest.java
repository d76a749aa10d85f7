package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Looks at the choice of a cluster, and uses it, as people do. All clusters are away. */
@Tag("process")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.cluster=west",
            "avenant.console.clusters.east.registry-url=http://localhost:1",
            "avenant.console.clusters.east.bootstrap-servers=localhost:1",
            "avenant.console.clusters.a-rather-long-name-of-a-cluster-in-use.registry-url=http://localhost:1",
            "avenant.console.clusters.a-rather-long-name-of-a-cluster-in-use.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms"
        })
class ClusterBrowserTest {

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void openTheBrowser() {
        browser = Browser.open(port);
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void nothingKeepsAnybodyFromChoosingACluster() {
        browser.go("/clusters/a-rather-long-name-of-a-cluster-in-use/");
        browser.find("details.clusters summary").click();

        browser.requireUsable("clusters");
    }

    @Test
    void aClusterIsChosenByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/");
        browser.tabTo("details.clusters summary");
        browser.press(Keys.ENTER);
        browser.tabTo("details.clusters a[href='/clusters/east/']");
        browser.press(Keys.ENTER);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                browser.find("details.clusters summary").getText())
                        .isEqualTo("Cluster east"));
        assertThat(browser.place()).isEqualTo("/clusters/east/");
        browser.tabTo("header a[href='/clusters/east/topics']");
        assertThat(browser.run("return document.querySelector('details.clusters a[aria-current]').textContent"))
                .isEqualTo("east");
    }
}
