package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People sign in with a name and a password. Neither the registry nor Kafka is there, which the pages say. */
@Tag("fast")
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms"
        })
class SignInTest {

    static final String ADAS = "correct horse";
    static final String BOBS = "battery staple";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void users(DynamicPropertyRegistry properties) {
        LocalUser.add(
                properties,
                LocalUser.of("ada", ADAS, "role=admin"),
                LocalUser.of("bob", BOBS, "role=viewer,topics=orders,subjects=orders")
                        .withArgon2(BOBS));
    }

    @Test
    void aPageLeadsToTheSignInAndFromThereToThePage() {
        Visitor visitor = Visitor.of(port);

        Visitor.Answer first = visitor.at("/audit?page=1");
        Visitor.Answer second = visitor.signIn("ada", ADAS);

        assertThat(first.place()).isEqualTo("/sign-in");
        assertThat(first.text()).doesNotContain("Subjects", "localhost:1", "Sign out");
        assertThat(second.place()).startsWith("/audit?page=1");
        assertThat(second.text()).contains("Actions", "ada Sign out", "sign-in.succeeded");
    }

    /** As long as that of a schema that is proposed may be. */
    @Test
    void anAddressThatNoCookieHasRoomForIsToBeOpenedAgain() {
        String address = "/changes/orders/proposed?schema=" + "x".repeat(6000);
        Visitor visitor = Visitor.of(port);

        Visitor.Answer first = visitor.at(address);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.place()).isEqualTo("/sign-in?again");
        assertThat(first.text())
                .contains("The address that you opened is too long to be kept while you sign in. Open it again when you"
                        + " have.");
        assertThat(visitor.cookies()).allMatch(cookie -> cookie.getValue().length() < 4000);
        assertThat(visitor.signIn("ada", ADAS).place()).isEqualTo("/");
        assertThat(visitor.at(address).place()).isEqualTo(address);
    }

    @Test
    void anAddressThatACookieHasRoomForIsGoneTo() {
        String address = "/changes/orders/proposed?schema=" + "x".repeat(2700);
        Visitor visitor = Visitor.of(port);

        assertThat(visitor.at(address).place()).isEqualTo("/sign-in");
        assertThat(visitor.cookies()).allMatch(cookie -> cookie.getValue().length() < 4000);
        assertThat(visitor.signIn("ada", ADAS).place()).startsWith(address);
    }

    @Test
    void passwordsAreHeldAgainstHashesOfArgon2Too() {
        Visitor.Answer overview = Visitor.of(port).signIn("bob", BOBS);

        assertThat(overview.place()).isEqualTo("/");
        assertThat(overview.text()).contains("bob Sign out").doesNotContain("Actions");
    }

    @Test
    void aWrongNameAndAWrongPasswordAreToldAlike() {
        Visitor.Answer wrongName = Visitor.of(port).signIn("eve", ADAS);
        Visitor.Answer wrongPassword = Visitor.of(port).signIn("ada", BOBS);

        assertThat(wrongName.place()).isEqualTo("/sign-in?problem=wrong");
        assertThat(wrongPassword.place()).isEqualTo(wrongName.place());
        assertThat(wrongPassword.text())
                .isEqualTo(wrongName.text())
                .contains("No user has this name and this password.");
    }

    /** What was right a moment ago is known by a digest of both, and these have the bytes of "ada" and her password. */
    @Test
    void nobodyIsKnownByAnotherNameThanTheirOwn() {
        int right = statusFor("ada", ADAS + "\0" + ADAS);
        int wrong = statusFor("ada\0" + ADAS, ADAS);

        assertThat(right).isEqualTo(200);
        assertThat(wrong).isEqualTo(401);
    }

    private int statusFor(String name, String password) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(name, password));
        headers.put("Accept", "application/json");
        return Visitor.of(port).send("GET", "/api/v1/audit", "", headers).status();
    }

    @Test
    void whoeverHasNotSignedInHasNoSession() {
        Visitor visitor = Visitor.of(port);

        visitor.at("/subjects");
        visitor.signIn("ada", BOBS);

        assertThat(visitor.cookies())
                .extracting(HttpCookie::getName)
                .containsExactlyInAnyOrder("avenant-csrf-" + port, "REDIRECT_URI");
        assertThat(visitor.cookies()).allMatch(HttpCookie::isHttpOnly);
    }

    @Test
    void whoeverSignsInGetsAnotherSessionThanTheyCameWith() {
        // Given a session that somebody else knows
        Visitor visitor = Visitor.of(port).signedIn("bob", BOBS);
        String before = session(visitor);
        String token = visitor.at("/").token();

        // When its browser signs in as another
        visitor.post("/sign-in", Map.of("_csrf", token, "name", "ada", "password", ADAS), Map.of());

        // Then what was known is good for nothing
        assertThat(visitor.at("/").text()).contains("ada Sign out");
        assertThat(session(visitor)).isNotEqualTo(before);
        assertThat(Visitor.of(port)
                        .at("/subjects", Map.of("Cookie", "avenant-console-0=" + before))
                        .place())
                .isEqualTo("/sign-in");
    }

    private static String session(Visitor visitor) {
        return visitor.cookies().stream()
                .filter(cookie -> cookie.getName().equals("avenant-console-0"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCookiesAreForRequestsOfTheConsoleAlone() {
        Page page = Page.at(port, "/sign-in");
        Visitor visitor = Visitor.of(port).signedIn("ada", ADAS);

        assertThat(page.header("Set-Cookie"))
                .startsWith("avenant-csrf-" + port + "=")
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(visitor.cookies()).allMatch(HttpCookie::isHttpOnly);
    }

    @Test
    void whoeverSignsOutIsSignedOut() {
        Visitor visitor = Visitor.of(port).signedIn("ada", ADAS);
        String session = session(visitor);

        Visitor.Answer out = visitor.submit("/", "/sign-out", Map.of());

        assertThat(out.place()).isEqualTo("/sign-in?signed-out");
        assertThat(out.text()).contains("You signed out of this console.");
        assertThat(visitor.at("/subjects").place()).isEqualTo("/sign-in");
        assertThat(Visitor.of(port)
                        .at("/subjects", Map.of("Cookie", "avenant-console-0=" + session))
                        .place())
                .isEqualTo("/sign-in");
    }

    @Test
    void nobodyIsSignedInOrOutByAPageOfAnotherSite() {
        Visitor visitor = Visitor.of(port).signedIn("ada", ADAS);
        String token = visitor.at("/").token();

        assertThat(visitor.post("/sign-out", Map.of(), Map.of()).status()).isEqualTo(403);
        for (Map<String, String> elsewhere : List.of(
                Map.of("Origin", "http://localhost:3000"),
                Map.of("Origin", "null"),
                Map.of("Sec-Fetch-Site", "same-site"))) {
            assertThat(visitor.post("/sign-out", Map.of("_csrf", token), elsewhere)
                            .status())
                    .as("%s", elsewhere)
                    .isEqualTo(403);
        }
        assertThat(visitor.post("/sign-out", Map.of("_csrf", token), Map.of("Origin", "http://localhost:" + port))
                        .place())
                .isEqualTo("/sign-in?signed-out");
    }

    @Test
    void figuresAreNoLongerRenewedOnceTheSessionHasEnded() {
        Page renewal = Visitor.of(port)
                .at("/overview?shape=x", Map.of("HX-Request", "true"))
                .page();

        assertThat(renewal.status()).isEqualTo(401);
        assertThat(renewal.header("HX-Refresh")).isEqualTo("true");
    }

    @Test
    void whoSignedInAndWhoTriedIsRecordedAndWhatWasTypedIsNot(CapturedOutput log) {
        Visitor.of(port).signedIn("ada", ADAS);
        Visitor.of(port).signIn("ada", "no " + BOBS);
        Visitor.of(port).signIn("my secret", "typed into the wrong field");

        assertThat(log.getOut())
                .contains("\"type\":\"dev.avenant.console.sign-in.succeeded\"")
                .contains(
                        "{\"actor\":\"ada\",\"address\":\"127.0.0.1\",\"channel\":\"page\",\"outcome\":\"succeeded\"}")
                .contains("{\"actor\":\"ada\",\"address\":\"127.0.0.1\",\"channel\":\"page\",\"outcome\":\"failed\","
                        + "\"problem\":\"Wrong name or password.\"}")
                .contains("{\"actor\":\"unknown\",\"address\":\"127.0.0.1\",")
                .doesNotContain("my secret", "typed into", ADAS, BOBS);
    }

    @Test
    void whatWatchesTheConsoleSeesWhetherItIsUpAndNoMore() {
        Visitor monitor = Visitor.of(port);

        Visitor.Answer health = monitor.at("/actuator/health", Map.of("Accept", "application/json"));

        assertThat(health.page().html()).isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
        assertThat(Visitor.of(port).at("/actuator/info").place()).isEqualTo("/sign-in");
    }
}
