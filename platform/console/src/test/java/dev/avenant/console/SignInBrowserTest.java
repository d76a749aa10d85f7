package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Looks at the pages of signing in and of actions, and uses them, as people do. Registry and Kafka are away. */
@Tag("process")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms",
            "avenant.console.access.attempts-per-minute=1000"
        })
class SignInBrowserTest {

    private static final String NAME = "ada.lovelace@a-rather-long-name-of-a-department.example";
    private static final String PASSWORD = "correct horse";

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @DynamicPropertySource
    static void users(DynamicPropertyRegistry properties) {
        LocalUser.add(
                properties,
                LocalUser.of(NAME, PASSWORD, "role=admin"),
                LocalUser.of("vic", PASSWORD, "role=viewer,topics=orders,subjects=orders"));
    }

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

    private void signIn(String name, String password) {
        browser.go("/sign-in");
        browser.find("input[name=name]").sendKeys(name, Keys.TAB, password, Keys.ENTER);
        await().until(() -> !browser.place().equals("/sign-in"));
    }

    private void lookAt(String name, String path) {
        browser.go(path);
        browser.requireUsable(name);
    }

    @Test
    void nothingKeepsAnybodyFromUsingAPage() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("sign-in", "/sign-in");
        pages.put("sign-in-wrong", "/sign-in?problem=wrong");
        pages.put("sign-in-german", "/sign-in?problem=limit&lang=de");
        pages.put("signed-out", "/sign-in?signed-out&lang=en");
        pages.forEach(this::lookAt);
        signIn("nobody", "a guess");
        signIn("vic", PASSWORD);
        lookAt("not-for-viewers", "/audit");
        browser.run("document.querySelector('.user').submit()");
        await().until(() -> browser.place().equals("/sign-in?signed-out"));
        signIn(NAME, PASSWORD);
        lookAt("audit", "/audit");
        lookAt("signed-in", "/");
        lookAt("audit-german", "/audit?lang=de");
    }

    @Test
    void somebodySignsInAndOutByKeyboardAloneAndWithoutAScript() {
        browser.see(1280, "light");
        browser.go("/audit");
        assertThat(browser.place()).isEqualTo("/sign-in");
        assertThat(browser.run("return document.scripts.length")).isEqualTo(0L);

        browser.press(NAME, Keys.TAB, "wrong", Keys.ENTER);
        awaitText("No user has this name and this password.");
        browser.press(NAME, Keys.TAB, PASSWORD, Keys.ENTER);
        awaitText("sign-in.succeeded", "sign-in.failed", NAME);
        assertThat(browser.place()).startsWith("/audit");

        browser.tabTo(".user button");
        browser.press(Keys.ENTER);
        await().until(() -> browser.place().equals("/sign-in?signed-out"));
        browser.go("/audit");
        assertThat(browser.place()).isEqualTo("/sign-in");
    }

    /** The page that a key leads to may come a moment after it was pressed. */
    private void awaitText(String... parts) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(browser.text()).contains(parts));
    }
}
