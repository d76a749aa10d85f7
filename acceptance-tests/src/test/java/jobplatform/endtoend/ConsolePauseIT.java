package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * An operator of the console has a service of the stack read nothing, and has it go on. The console is told of the service, and
 * given the token for it, as {@code stack.yaml} does.
 */
@ResourceLock("platform")
@Tag("process")
class ConsolePauseIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SERVICE = "job-service";
    private static final String TOPIC = "user-events";
    private static final String GROUP = "/api/v1/groups/" + SERVICE;

    @RegisterExtension
    static final RunningPlatform PLATFORM =
            new RunningPlatform(List.of("user-service", SERVICE, "notification-service"));

    @TempDir
    static Path folder;

    private PlatformClient client = PLATFORM.client();

    @Test
    void whatAServiceReadsIsPausedAndGoesOnFromWhereItWas() throws Exception {
        try (ModuleProcess console = console()) {
            client = client.asking("console", console.url());
            Answer before = client.registerEmployer("before");
            await().atMost(SOON).until(() -> companiesOf(before) == 1);

            // When an operator pauses it, and somebody registers
            assertThat(told("pause")).isEqualTo("paused");
            Answer meanwhile = client.registerEmployer("meanwhile");
            String address = meanwhile.body().get("email").asText();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(client.mailsTo(address)).isNotEmpty());

            // Then others hear of it, and the service does not, which keeps its partitions
            Seen paused = seen();
            assertThat(paused).isEqualTo(new Seen("paused", paused.committed(), 0));
            await().during(Duration.ofSeconds(3)).atMost(SOON).untilAsserted(() -> {
                assertThat(companiesOf(meanwhile)).isZero();
                assertThat(seen()).isEqualTo(paused);
            });

            // And it hears of it once it goes on
            assertThat(told("resume")).isEqualTo("running");
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(companiesOf(meanwhile)).isEqualTo(1);
                assertThat(seen().committed()).isGreaterThan(paused.committed());
            });
        }
    }

    @Test
    void nobodyElsePausesAServiceButAdministrators() {
        PlatformClient employer = client.signedIn(client.registerEmployer("pausing"));
        String path = "/actuator/subscriptions/" + TOPIC;

        assertThat(client.post(SERVICE, path, Map.of("paused", true)).status()).isEqualTo(401);
        assertThat(employer.post(SERVICE, path, Map.of("paused", true)).status())
                .isEqualTo(403);

        assertThat(client.signedInAsAdministrator()
                        .get(SERVICE, path)
                        .body()
                        .get("state")
                        .asText())
                .isEqualTo("running");
    }

    private ModuleProcess console() throws IOException {
        return start(
                client,
                "platform/console",
                "dev.avenant.console.ConsoleApplication",
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        client.stack().bootstrapServers(),
                        "SCHEMA_REGISTRY_URL",
                        client.stack().url("registry").toString(),
                        "AVENANT_CONSOLE_TIMEOUT",
                        "30s",
                        "AVENANT_CONSOLE_ACCESS_EVERYBODY_0_ROLE",
                        "operator",
                        "AVENANT_CONSOLE_ACCESS_EVERYBODY_0_TOPICS",
                        TOPIC,
                        "AVENANT_CONSOLE_SERVICES_0_GROUP",
                        SERVICE,
                        "AVENANT_CONSOLE_SERVICES_0_INSTANCES",
                        client.stack().url(SERVICE).toString(),
                        "AVENANT_CONSOLE_SERVICES_0_HEADERS_AUTHORIZATION",
                        "Bearer " + client.stack().secret("subscriptions-token")));
    }

    private static ModuleProcess start(
            PlatformClient client, String module, String mainClass, Map<String, String> settings) throws IOException {
        return ModuleProcess.start(
                client, new ModuleProcess.Program(module, mainClass, List.of(), List.of()), settings, folder);
    }

    private int companiesOf(Answer employer) {
        return client.companiesOf(employer.id()).get("total").asInt();
    }

    /** What the process says after it was told that by the console. */
    private String told(String order) {
        Answer done = client.post("console", GROUP + "/" + order, Map.of("topic", TOPIC));
        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);
        assertThat(done.body()).hasSize(1);
        return done.body().at("/0/now/state").asText();
    }

    /**
     * What the console shows of the group.
     *
     * @param state what the process does with the topic
     * @param committed what the group has committed of its partitions, added up
     * @param elsewhere how many of its partitions somebody reads of whom nothing is known
     */
    private record Seen(String state, long committed, int elsewhere) {}

    private Seen seen() {
        Answer group = client.get("console", GROUP);
        assertThat(group.status()).as("%s", group.body()).isEqualTo(200);
        return new Seen(
                group.body()
                        .at("/instances/0/subscriptions/" + TOPIC + "/state")
                        .asText(),
                StreamSupport.stream(group.body().get("partitions").spliterator(), false)
                        .mapToLong(partition -> partition.get("committed").asLong())
                        .sum(),
                group.body().get("readElsewhere").size());
    }
}
