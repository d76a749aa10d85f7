package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Whoever is granted nothing on a cluster cannot tell it from one that is not there: each request about it is answered as the
 * same one about a name that no cluster has. All clusters are away.
 */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.cluster=west",
            "avenant.console.clusters.east.registry-url=http://localhost:1",
            "avenant.console.clusters.east.bootstrap-servers=localhost:1",
            "avenant.console.clusters.south.registry-url=http://localhost:1",
            "avenant.console.clusters.south.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms"
        })
class WithheldClustersTest {

    private static final String NOBODY = "";
    private static final String OF_WEST = "wanda";
    private static final String OF_EAST = "edgar";
    private static final String OF_BOTH = "ada";

    private static final List<String> PAGES = List.of(
            "",
            "/",
            "/topics",
            "/topics/orders",
            "/topics;a=b",
            "//topics",
            "/./topics",
            "/%74opics",
            "/no-such-page",
            "/sign-in",
            "/sign-in?problem=wrong",
            "/%73ign-in",
            "/sign-out",
            "/console.css",
            "/%63onsole.css",
            "//console.css",
            "/console.js",
            "/webjars/htmx.org/dist/htmx.min.js",
            "/error",
            "/actuator/health",
            "/oauth2/authorization/oidc",
            "/api/v1/topics",
            "/clusters/north/topics",
            "?lang=de");

    private static final List<String> OF_API = List.of(
            "",
            "/",
            "/topics",
            "/topics/orders",
            "/overview",
            "/clusters",
            "/openapi",
            "/openapi.yaml",
            "/no-such-thing");

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void users(DynamicPropertyRegistry properties) {
        LocalUser.add(
                properties,
                LocalUser.of(OF_WEST, "p", "role=admin,clusters=west"),
                LocalUser.of(OF_EAST, "p", "role=admin,clusters=east"),
                LocalUser.of(
                        OF_BOTH, "p", "role=admin,clusters=west", "role=viewer,topics=*,subjects=*,clusters=east"));
    }

    /** What tells two answers apart, with the name that was asked for taken out. */
    private static String told(Visitor.Answer answer, String name) {
        Page page = answer.page();
        return (answer.status() + "\n" + page.header("Location") + "\n" + page.header("Content-Type") + "\n"
                        + page.header("Allow") + "\n" + page.html())
                .replaceAll("(name=\"_csrf\" value=)\"[^\"]*\"", "$1")
                .replace(name, "NAME");
    }

    private Visitor.Answer ask(Visitor visitor, String user, String method, String path) {
        Map<String, String> headers = new HashMap<>();
        if (path.startsWith("/api/")) {
            headers.put("Accept", "application/json");
            if (!user.equals(NOBODY)) {
                headers.putAll(Visitor.basic(user, "p"));
            }
        }
        return visitor.send(method, path, "", headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODY, OF_WEST, OF_EAST})
    void aClusterThatIsNotGrantedIsAnsweredAsOneThatIsNotThere(String user) {
        Visitor visitor = Visitor.of(port);
        if (!user.equals(NOBODY)) {
            visitor.signedIn(user, "p");
        }
        Visitor staying = visitor.staying();
        List<String> withheld = user.equals(OF_WEST) ? List.of("east", "south") : List.of("west", "south");
        List<String> wrong = new ArrayList<>();

        List<String> paths = new ArrayList<>();
        PAGES.forEach(page -> paths.add("/clusters/NAME" + page));
        OF_API.forEach(page -> paths.add("/api/v1/clusters/NAME" + page));
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
                String none = told(ask(staying, user, method, path.replace("NAME", "nowhere")), "nowhere");
                for (String name : withheld) {
                    String some = told(ask(staying, user, method, path.replace("NAME", name)), name);
                    if (!some.equals(none)) {
                        wrong.add(method + " " + path.replace("NAME", name) + ":\n" + some + "\nbut of none:\n" + none);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsGrantedHasOneAddress() {
        Visitor east = Visitor.of(port).signedIn(OF_EAST, "p").staying();
        Visitor west = Visitor.of(port).signedIn(OF_WEST, "p").staying();

        assertThat(east.at("/clusters/east?lang=de").page().header("Location")).isEqualTo("/clusters/east/?lang=de");
        assertThat(east.at("/").page().header("Location")).isEqualTo("/clusters/east/");
        assertThat(west.at("/clusters/west").page().header("Location")).isEqualTo("/");
        assertThat(west.at("/clusters/west/topics/a%2Fb?x=1").page().header("Location"))
                .isEqualTo("/topics/a%2Fb?x=1");
        assertThat(west.at("/clusters/west//elsewhere.example/").page().header("Location"))
                .isEqualTo("/elsewhere.example/");
    }

    @Test
    void peopleSignInAndOutInOnePlaceAndComeBackToTheCluster() {
        Visitor visitor = Visitor.of(port);

        Visitor.Answer form = visitor.at("/clusters/east/audit?page=1");
        Visitor.Answer back = visitor.signIn(OF_EAST, "p");
        Visitor.Answer out = visitor.submit("/clusters/east/audit", "/sign-out", Map.of());

        assertThat(form.place()).isEqualTo("/sign-in");
        assertThat(back.place()).startsWith("/clusters/east/audit?page=1");
        assertThat(out.place()).isEqualTo("/sign-in?signed-out");
        assertThat(visitor.at("/clusters/east/audit").place()).isEqualTo("/sign-in");
    }

    @Test
    void figuresOfAClusterAreNoLongerRenewedOnceTheSessionHasEnded() {
        Page renewal = Visitor.of(port)
                .at("/clusters/east/overview?shape=x", Map.of("HX-Request", "true"))
                .page();

        assertThat(renewal.status()).isEqualTo(401);
        assertThat(renewal.header("HX-Refresh")).isEqualTo("true");
    }

    /** The list that a page is of is there in each cluster, and what it shows one of may be in one alone. */
    @ParameterizedTest
    @CsvSource({
        "/, /, /clusters/east/",
        "/topics, /topics, /clusters/east/topics",
        "/clusters/east/topics/orders?key=7, /topics, /clusters/east/topics",
        "/subjects?q=a+%22b&page=3, /subjects?q=a%20%22b, /clusters/east/subjects?q=a%20%22b",
        "/search?q=orders, /search?q=orders, /clusters/east/search?q=orders",
        "/schemas/1, /, /clusters/east/",
        "/audit, /audit, /clusters/east/"
    })
    void theFrameLeadsToTheSameListOfAnotherCluster(String page, String west, String east) {
        String frame = Visitor.of(port)
                .signedIn(OF_BOTH, "p")
                .at(page)
                .page()
                .html()
                .replaceAll("(?s).*<details class=\"clusters\">(.*?)</details>.*", "$1");

        assertThat(frame)
                .contains("href=\"" + west + "\"", "href=\"" + east + "\"")
                .doesNotContain("south");
    }
}
