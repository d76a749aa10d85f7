package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A console whose settings would let in whom nobody meant does not start, and says what to set. */
@Tag("fast")
@ExtendWith(OutputCaptureExtension.class)
class AccessSettingsTest {

    private static final String ACCESS = "avenant.console.access.";
    private static final String HASH = "{bcrypt}$2a$04$BGRxWzWhAOZbxoRT/ySoqOiUjwD0gPlk9DEmtOoQHsqXdp1nGKD3C";

    private static ConfigurableApplicationContext console(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--avenant.console.registry-url=http://localhost:1",
                "--avenant.console.bootstrap-servers=localhost:1",
                "--avenant.console.timeout=1s"));
        Stream.of(settings).map(setting -> "--" + setting).forEach(arguments::add);
        return new SpringApplicationBuilder(ConsoleApplication.class).run(arguments.toArray(String[]::new));
    }

    static Stream<Arguments> unusable() {
        String user = ACCESS + "users[0].";
        return Stream.of(
                Arguments.of(
                        List.of("server.address=0.0.0.0"),
                        "avenant.console.access.mode: expected local or oidc, since the console would listen on 0.0.0.0"
                                + " (server.address), but found none: whoever reaches it would see all topics.",
                        "Have it listen on this machine alone (server.address=127.0.0.1, which is the default), or have"
                                + " people sign in: avenant.console.access.mode=local with"
                                + " avenant.console.access.users"),
                Arguments.of(
                        List.of("server.address="),
                        "since the console would listen on all addresses (server.address), but found none",
                        "server.address=127.0.0.1"),
                Arguments.of(
                        List.of("management.server.port=0"),
                        "avenant.console.access.mode: expected local or oidc, since the console would listen on all"
                                + " addresses (management.server.address), but found none: whoever reaches it would see"
                                + " all topics.",
                        "Have it listen on this machine alone (management.server.address=127.0.0.1), or have people sign"
                                + " in: avenant.console.access.mode=local"),
                Arguments.of(
                        List.of("management.server.port=1", "management.server.address=0.0.0.0"),
                        "since the console would listen on 0.0.0.0 (management.server.address), but found none",
                        "management.server.address=127.0.0.1"),
                Arguments.of(
                        List.of(ACCESS + "mode=local", "server.address=0.0.0.0"),
                        "avenant.console.access.users: expected at least one user, since the mode is local, but found"
                                + " none.",
                        "java -jar console.jar hash-password asks for a password"),
                Arguments.of(
                        List.of(
                                ACCESS + "mode=local",
                                user + "name=ada",
                                user + "password=correct horse",
                                user + "grants[0].role=admin"),
                        "avenant.console.access.users[0].password: expected the hash of a password, such as"
                                + " {bcrypt}$2a$10$…, but found something else, which is not shown.",
                        "java -jar console.jar hash-password asks for a password, or reads a line, and writes the hash"
                                + " to set."),
                Arguments.of(
                        List.of(
                                ACCESS + "mode=local",
                                user + "name=ada",
                                user + "password={noop}correct horse",
                                user + "grants[0].role=admin"),
                        "expected the hash of a password",
                        "hash-password"),
                Arguments.of(
                        List.of(ACCESS + "mode=local", user + "name=ada", user + "password=" + HASH),
                        "avenant.console.access.users[0].grants: expected at least one grant but found none.",
                        "Set avenant.console.access.users[0].grants[0].role to viewer, operator or admin"),
                Arguments.of(
                        List.of(
                                ACCESS + "mode=local",
                                user + "name=ada",
                                user + "password=" + HASH,
                                user + "grants[0].role=operator"),
                        "avenant.console.access.users[0].grants[0]: expected a role, with topics or subjects unless it"
                                + " is admin, which is for everything, but found the role operator with topics [] and"
                                + " subjects [].",
                        "leave both out for admin."),
                Arguments.of(
                        List.of(
                                ACCESS + "mode=local",
                                user + "name=ada",
                                user + "password=" + HASH,
                                user + "grants[0].role=admin",
                                user + "grants[0].topics=orders"),
                        "found the role admin with topics [orders]",
                        "leave both out for admin."),
                Arguments.of(
                        List.of(ACCESS + "mode=oidc", ACCESS + "oidc.issuer=http://localhost:1"),
                        "avenant.console.access.oidc.issuer and client-id: expected both, since the mode is oidc, but"
                                + " found one of them alone.",
                        "Set avenant.console.access.oidc.issuer to the address of the provider"),
                Arguments.of(
                        List.of(
                                ACCESS + "mode=oidc",
                                ACCESS + "oidc.issuer=http://localhost:1",
                                ACCESS + "oidc.client-id=console"),
                        "avenant.console.access.oidc.roles: expected what at least one role or group is granted but"
                                + " found nothing.",
                        "a value of the claim groups"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatIsMissingIsSaidWhenItStarts(List<String> settings, String problem, String remedy, CapturedOutput log) {
        boolean hasStarted = true;
        try (ConfigurableApplicationContext unused = console(settings.toArray(String[]::new))) {
            assertThat(unused).isNull();
        } catch (RuntimeException expected) {
            hasStarted = false;
        }

        assertThat(hasStarted).isFalse();
        assertThat(log.getOut())
                .contains("APPLICATION FAILED TO START", problem, remedy)
                .doesNotContain("correct horse");
    }

    @Test
    void startsWithAPortForManagementOnThisMachineAlone() {
        try (ConfigurableApplicationContext console =
                console("management.server.port=0", "management.server.address=127.0.0.1")) {
            assertThat(console.getEnvironment().getRequiredProperty("local.management.port", Integer.class))
                    .isPositive();
        }
    }

    @Test
    void listensBeyondThisMachineWherePeopleSignIn() {
        try (ConfigurableApplicationContext console = console(
                "server.address=0.0.0.0",
                ACCESS + "mode=local",
                ACCESS + "users[0].name=ada",
                ACCESS + "users[0].password=" + HASH,
                ACCESS + "users[0].grants[0].role=admin",
                "avenant.console.url=https://console.example")) {
            int port = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(Page.at(port, "/sign-in").headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("Secure"));
            Visitor visitor = Visitor.of(port);
            Visitor.Answer first = visitor.at("/");
            assertThat(first.place()).isEqualTo("/sign-in");
        }
    }

    @Test
    void startsWhileTheProviderIsAway() {
        try (ConfigurableApplicationContext console = console(
                ACCESS + "mode=oidc",
                ACCESS + "oidc.issuer=http://localhost:1",
                ACCESS + "oidc.client-id=console",
                ACCESS + "oidc.roles[0].name=*",
                ACCESS + "oidc.roles[0].grants[0].role=admin")) {
            int port = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(Visitor.of(port).at("/subjects").text()).contains("You sign in at http://localhost:1.");
            assertThat(Visitor.of(port).at("/oauth2/authorization/oidc").text())
                    .contains("The provider did not sign you in, or did not answer. Try again.");
        }
    }
}
