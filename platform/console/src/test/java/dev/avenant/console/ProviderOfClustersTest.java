package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.FreePorts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * People sign in at an OpenID provider, which knows one address of the console, for all of its clusters. The groups of grace are
 * granted both clusters, those of olga the further one alone. All clusters are away.
 */
@Tag("fast")
class ProviderOfClustersTest {

    private static final int PORT = FreePorts.pick(1).get(0);
    private static final String EAST = "/clusters/east";
    private static final Map<String, String> RENEWAL = Map.of("HX-Request", "true");
    private static final Map<String, String> FOLLOWING = Map.of("Accept", "text/event-stream");

    private static volatile Duration passed = Duration.ZERO;

    @SuppressWarnings("NullAway.Init")
    private static OpenIdProvider provider;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext console;

    @BeforeAll
    static void aConsoleThatAProviderKnows() {
        provider = OpenIdProvider.start(PORT);
        InstantSource clock = () -> Instant.now().plus(passed);
        console = new SpringApplicationBuilder(ConsoleApplication.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("signInClock", clock))
                .run(
                        "--server.port=" + PORT,
                        "--avenant.console.registry-url=http://localhost:1",
                        "--avenant.console.bootstrap-servers=localhost:1",
                        "--avenant.console.cluster=west",
                        "--avenant.console.clusters.east.registry-url=http://localhost:1",
                        "--avenant.console.clusters.east.bootstrap-servers=localhost:1",
                        "--avenant.console.timeout=300ms",
                        "--avenant.console.access.mode=oidc",
                        "--avenant.console.access.oidc.issuer=" + provider.issuer(),
                        "--avenant.console.access.oidc.client-id=" + OpenIdProvider.CLIENT,
                        "--avenant.console.access.oidc.client-secret=" + OpenIdProvider.SECRET,
                        "--avenant.console.access.oidc.roles[0].name=platform-admins",
                        "--avenant.console.access.oidc.roles[0].grants[0].role=admin",
                        "--avenant.console.access.oidc.roles[1].name=orders-team",
                        "--avenant.console.access.oidc.roles[1].grants[0].role=operator",
                        "--avenant.console.access.oidc.roles[1].grants[0].clusters=east",
                        "--avenant.console.access.oidc.roles[1].grants[0].topics=orders");
    }

    @AfterAll
    static void stop() {
        console.close();
        provider.close();
    }

    /** Goes where the button of the page of sign-in leads to. */
    private static Visitor.Answer signIn(Visitor visitor, String name) {
        String button = visitor.at("/sign-in").page().links("/oauth2/").get(0);
        String login = visitor.at(button).address().toString();
        return visitor.submit(login, "/login", Map.of("username", name, "password", name + "'s password"));
    }

    @Test
    void aPageOfAClusterLeadsToTheProviderAndFromThereToThePage() {
        Visitor visitor = Visitor.of(PORT);

        Visitor.Answer first = visitor.at(EAST + "/topics/orders?since=1h");
        Visitor.Answer second = signIn(visitor, "grace");

        assertThat(first.place()).isEqualTo("/sign-in");
        assertThat(second.place()).startsWith(EAST + "/topics/orders?since=1h");
        assertThat(second.text()).contains("Cluster east", "grace Sign out", "Kafka at localhost:1 did not answer");
    }

    @Test
    void whoIsGrantedAFurtherClusterAloneArrivesThere() {
        Visitor visitor = Visitor.of(PORT);

        Visitor.Answer overview = signIn(visitor, "olga");

        assertThat(overview.place()).isEqualTo(EAST + "/");
        assertThat(overview.text()).contains("olga Sign out").doesNotContain("west");
        assertThat(visitor.at("/topics/orders").status()).isEqualTo(404);
        assertThat(visitor.at(EAST + "/topics/orders").status()).isEqualTo(503);
        assertThat(visitor.at(EAST + "/topics/payments").status()).isEqualTo(404);
    }

    @Test
    void whoeverSignsOutOfAClusterIsSignedOutOfAll() {
        Visitor visitor = Visitor.of(PORT);
        signIn(visitor, "grace");

        Visitor.Answer out = visitor.submit(EAST + "/subjects", "/sign-out", Map.of());

        assertThat(out.place()).isEqualTo("/sign-in?signed-out");
        assertThat(visitor.at(EAST + "/subjects").place()).isEqualTo("/sign-in");
        assertThat(visitor.at("/subjects").place()).isEqualTo("/sign-in");
    }

    @Test
    void aTokenForTheConsoleIsGoodForTheClusterThatItIsGranted() {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + provider.token(OpenIdProvider.CLIENT, OpenIdProvider.SECRET),
                "Accept",
                "application/json");
        Visitor program = Visitor.of(PORT);

        assertThat(program.at("/api/v1/clusters/east/topics/orders", headers).status())
                .isEqualTo(503);
        assertThat(program.at("/api/v1/topics/orders", headers).status()).isEqualTo(404);
        assertThat(program.at("/api/v1/clusters", headers).page().html())
                .contains("\"name\":\"east\"")
                .doesNotContain("west");
    }

    /** An overview is left open; its figures are renewed all the time. */
    @Test
    void aPageThatRenewsItselfKeepsNobodySignedIn() {
        Visitor visitor = Visitor.of(PORT);
        signIn(visitor, "grace");
        visitor.at(EAST + "/");

        passed = passed.plusMinutes(29);
        Visitor.Answer soon = visitor.at(EAST + "/overview?shape=x", RENEWAL);
        Visitor.Answer followed = visitor.at(EAST + "/topics/orders/tail/records?seconds=1", FOLLOWING);
        passed = passed.plusMinutes(2);
        Visitor.Answer late = visitor.at(EAST + "/overview?shape=x", RENEWAL);

        assertThat(soon.status()).isEqualTo(200);
        assertThat(followed.status()).isEqualTo(503);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.page().header("HX-Refresh")).isEqualTo("true");
        assertThat(visitor.at(EAST + "/").place()).isEqualTo("/sign-in");
        // The provider knows who it is without being told again.
        assertThat(visitor.at("/oauth2/authorization/oidc").place()).startsWith(EAST + "/");
    }

    @Test
    void whoeverAsksForSomethingNowAndThenStaysSignedIn() {
        Visitor visitor = Visitor.of(PORT);
        signIn(visitor, "grace");

        for (int times = 0; times < 3; times++) {
            passed = passed.plusMinutes(29);
            assertThat(visitor.at(EAST + "/").text()).contains("grace Sign out");
        }
        passed = passed.plusMinutes(31);

        assertThat(visitor.at(EAST + "/audit").place()).isEqualTo("/sign-in");
    }
}
