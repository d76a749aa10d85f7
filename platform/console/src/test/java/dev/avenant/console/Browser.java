package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/** A real browser without a window. All tests of a JVM have the same one, since it takes seconds to start; each finds it as new. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String EVERYTHING =
            "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    /** What depends on the theme, which is another set of colours. */
    private static final String COLOURS = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";

    private static @Nullable ChromeDriver running;

    private final ChromeDriver driver;
    private final String console;

    private Browser(ChromeDriver driver, String console) {
        this.driver = driver;
        this.console = console;
    }

    /** Skips the test where there is no Chromium. */
    static synchronized Browser open(int port) {
        if (running == null) {
            ChromeDriver started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::quit));
            running = started;
        }
        return new Browser(running, "http://localhost:" + port);
    }

    private static ChromeDriver start() {
        Optional<Path> browser = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("chromedriver");
        assumeTrue(
                browser.isPresent() && driver.isPresent(),
                "Expected chromium and chromedriver on the PATH but did not find both, so no page was looked at."
                        + " Debian's packages are chromium and chromium-driver.");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver opened = new ChromeDriver(service, options);
        // What is on the page that a click or a key leads to is there a moment after it.
        opened.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        return opened;
    }

    private static Optional<Path> program(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(path.split(java.io.File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** How wide the pages are from now on, in CSS pixels, and in which theme. */
    void see(int width, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    void go(String path) {
        driver.get(console + path);
    }

    /** The path and the query of the page that is shown. */
    String place() {
        return driver.getCurrentUrl().substring(console.length());
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    String text() {
        return find("main").getText();
    }

    /** Presses keys wherever the focus is; once more when another page came just then. */
    void press(CharSequence... keys) {
        try {
            driver.switchTo().activeElement().sendKeys(keys);
        } catch (StaleElementReferenceException gone) {
            driver.switchTo().activeElement().sendKeys(keys);
        }
    }

    /** Presses Tab until the focus is on what the selector finds; it is reached by keyboard alone, or the test fails. */
    void tabTo(String selector) {
        for (int pressed = 0; pressed < 200; pressed++) {
            press(Keys.TAB);
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
        }
        throw new AssertionError("Expected Tab to reach " + selector + " on " + place() + " but it did not");
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What axe finds that keeps people from using the page, one line each; WCAG 2.2 A and AA, and best practices. */
    List<String> accessibilityFaults() {
        return accessibilityFaults(EVERYTHING);
    }

    @SuppressWarnings("unchecked")
    private List<String> accessibilityFaults(String rules) {
        if (Boolean.FALSE.equals(run("return 'axe' in window"))) {
            run(script());
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: %s}).then(
                  found => done(found.violations.flatMap(fault => fault.nodes.map(node =>
                    fault.id + ': ' + node.html + ': ' + node.failureSummary.replace(/\\s+/g, ' ')))));
                """.formatted(rules));
    }

    /**
     * Requires that nothing keeps anybody from using the page that is shown, as wide as on a desk and as on a phone, in the light
     * and in the dark, and leaves a picture of each.
     */
    void requireUsable(String name) {
        for (int width : new int[] {1280, 390}) {
            for (String theme : List.of("light", "dark")) {
                String shown = name + "-" + width + "-" + theme;
                see(width, theme);
                screenshot(shown);

                assertThat(accessibilityFaults(theme.equals("light") ? EVERYTHING : COLOURS))
                        .as(shown)
                        .isEmpty();
                assertThat(run("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s fits into its width", shown)
                        .isEqualTo(true);
                assertThat(complaints()).as(shown).isEmpty();
            }
        }
    }

    private static String script() {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(axe.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the browser itself complained about, such as a script that the page may not run; not that it is a 404. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.startsWith(driver.getCurrentUrl() + " - Failed to load resource"))
                .toList();
    }

    /** Leaves a picture of the whole page below {@code target/screenshots}. */
    void screenshot(String name) {
        long width = (long) run("return document.documentElement.clientWidth");
        long height = (long) run("return document.documentElement.scrollHeight");
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Forgets what was looked at, and who was signed in. */
    @Override
    public void close() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        complaints();
    }
}
