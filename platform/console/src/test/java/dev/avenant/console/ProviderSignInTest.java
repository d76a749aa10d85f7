package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.CalledInTest;
import dev.avenant.kafka.embedded.FreePorts;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** People sign in at an OpenID provider, and programs come with its tokens. */
@Tag("fast")
class ProviderSignInTest {

    private static final int PORT = FreePorts.pick(1).get(0);

    @SuppressWarnings("NullAway.Init")
    private static OpenIdProvider provider;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext console;

    @BeforeAll
    static void aConsoleThatAProviderKnows() {
        provider = OpenIdProvider.start(PORT);
        console = new SpringApplicationBuilder(ConsoleApplication.class)
                .run(
                        "--server.port=" + PORT,
                        "--avenant.console.registry-url=http://localhost:1",
                        "--avenant.console.bootstrap-servers=localhost:1",
                        "--avenant.console.timeout=300ms",
                        "--avenant.console.access.mode=oidc",
                        "--avenant.console.access.oidc.issuer=" + provider.issuer(),
                        "--avenant.console.access.oidc.client-id=" + OpenIdProvider.CLIENT,
                        "--avenant.console.access.oidc.client-secret=" + OpenIdProvider.SECRET,
                        "--avenant.console.access.oidc.roles[0].name=platform-admins",
                        "--avenant.console.access.oidc.roles[0].grants[0].role=admin",
                        "--avenant.console.access.oidc.roles[1].name=orders-team",
                        "--avenant.console.access.oidc.roles[1].grants[0].role=operator",
                        "--avenant.console.access.oidc.roles[1].grants[0].topics=orders");
    }

    @AfterAll
    static void stop() {
        console.close();
        provider.close();
    }

    private static Visitor.Answer signIn(Visitor visitor, String name) {
        String login = visitor.at("/oauth2/authorization/oidc").address().toString();
        return visitor.submit(login, "/login", Map.of("username", name, "password", name + "'s password"));
    }

    @Test
    void aPageLeadsToTheProviderAndFromThereToThePage() {
        Visitor visitor = Visitor.of(PORT);

        Visitor.Answer first = visitor.at("/audit");
        Visitor.Answer second = signIn(visitor, "grace");

        assertThat(first.place()).isEqualTo("/sign-in");
        assertThat(first.text()).contains("You sign in at " + provider.issuer() + ".");
        assertThat(second.address().getPort()).isEqualTo(PORT);
        assertThat(second.place()).startsWith("/audit");
        assertThat(second.text()).contains("grace Sign out", "sign-in.succeeded");
    }

    @Test
    void whatGroupsAreGrantedIsWhatPeopleMay() {
        Visitor visitor = Visitor.of(PORT);
        signIn(visitor, "olga");

        assertThat(visitor.at("/").text()).contains("olga Sign out");
        assertThat(visitor.at("/audit").status()).isEqualTo(403);
        assertThat(visitor.at("/audit").text()).contains("This needs the role admin.");
        assertThat(visitor.at("/topics/payments").text()).contains("There is no topic payments.");
        assertThat(visitor.at("/topics/orders").text()).contains("Kafka at localhost:1 did not answer");
    }

    @Test
    void whoeverIsKnownAndGrantedNothingIsNotSignedIn() {
        Visitor visitor = Visitor.of(PORT);

        Visitor.Answer refused = signIn(visitor, "nora");

        assertThat(refused.place()).isEqualTo("/sign-in?problem=granted");
        assertThat(refused.text()).contains("You are known, but nothing is granted to you here.");
        assertThat(visitor.at("/subjects").place()).isEqualTo("/sign-in");
    }

    @Test
    void anAnswerThatNobodyAskedForSignsNobodyIn() {
        Visitor visitor = Visitor.of(PORT);

        Visitor.Answer forged = visitor.at("/login/oauth2/code/oidc?code=stolen&state=made-up");

        assertThat(forged.place()).isEqualTo("/sign-in?problem=provider");
        assertThat(visitor.at("/subjects").place()).isEqualTo("/sign-in");
    }

    private static Visitor.Answer api(String authorization) {
        return Visitor.of(PORT)
                .at("/api/v1/topics/payments", Map.of("Authorization", authorization, "Accept", "application/json"));
    }

    @Test
    void aProgramIsKnownByATokenForTheConsole() {
        String token = provider.token(OpenIdProvider.CLIENT, OpenIdProvider.SECRET);

        assertThat(api("Bearer " + token).status()).isEqualTo(404);
    }

    @Test
    void noOtherTokenIsTaken() {
        String forAnother = provider.token("elsewhere", "another");
        String token = provider.token(OpenIdProvider.CLIENT, OpenIdProvider.SECRET);
        String changed = token.substring(0, token.lastIndexOf('.') + 1) + "c2lnbmVkIGJ5IG5vYm9keQ";

        for (String authorization : new String[] {
            "Bearer " + forAnother, "Bearer " + changed, "Bearer x", "Basic Z3JhY2U6Z3JhY2UncyBwYXNzd29yZA=="
        }) {
            Visitor.Answer answer = api(authorization);
            assertThat(answer.status()).as(authorization).isEqualTo(401);
            assertThat(answer.page().header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.page().html())
                    .contains("\"status\":401", "Nobody is known by what the header Authorization says.");
        }
    }

    @Test
    void somebodyAtTheCommandLineIsKnownByATokenForTheConsole() {
        Commands commands = Commands.of(PORT);
        String console = "The console at http://localhost:" + PORT;
        String how = " console.token (an access token of its OpenID provider) in the file of --command-config, or"
                + " AVENANT_CONSOLE_TOKEN.\n";

        CalledInTest nobody = commands.run("topics show payments");
        CalledInTest forAnother = commands.with(Map.of("AVENANT_CONSOLE_TOKEN", provider.token("elsewhere", "another")))
                .run("topics show payments");
        CalledInTest known = commands.with(
                        Map.of("AVENANT_CONSOLE_TOKEN", provider.token(OpenIdProvider.CLIENT, OpenIdProvider.SECRET)))
                .run("topics show payments");

        assertThat(nobody).isEqualTo(new CalledInTest(3, "", console + " has to know who asks. Set" + how));
        assertThat(forAnother)
                .isEqualTo(new CalledInTest(
                        3,
                        "",
                        console + " refused the credentials: Nobody is known by what the header Authorization says."
                                + " Check" + how));
        assertThat(known)
                .isEqualTo(new CalledInTest(
                        3, "", "There is no topic payments. The list of topics has those that there are.\n"));
    }
}
