package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.console.Endpoints.Needs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Where access ends of which the matrix does not ask. */
class AccessLimitsTest extends GrantedConsole {

    /** The letter says that it came from withheld, which the operator of granted may not write to. */
    @Test
    void noReplayWritesToATopicThatIsNotGranted() throws Exception {
        topics.create(1, "granted.forged.dlt");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("withheld", 0, "k", "NOT_AVRO", "x".getBytes(UTF_8));
        topics.send(List.of(
                new ProducerRecord<>("granted.forged.dlt", 0, null, letter.key(), letter.value(), letter.headers())));
        int before = topics.read("withheld").size();
        Visitor visitor = visitor(OPERATOR);
        String token = visitor.at("/").token();
        String address = "/dead-letters/granted.forged.dlt/replay";

        Visitor.Answer named = visitor.post(address + "?to=topic&topic=withheld", Map.of("_csrf", token), Map.of());
        Visitor.Answer seen = visitor.at(address + "?to=topic&topic=withheld");
        Visitor.Answer original = visitor.post(address + "?to=original", Map.of("_csrf", token), Map.of());

        assertThat(named.status()).isEqualTo(403);
        assertThat(seen.status()).isEqualTo(404);
        assertThat(original.status()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(visitor.at(address + "?to=original").text())
                                .contains(
                                        "Expected a grant of the role operator or admin for withheld, which a letter says that"
                                                + " it came from, but found none."));
        assertThat(visitor.at(address + "?to=original", Map.of("Accept-Language", "de"))
                        .text())
                .contains("Dafür brauchst du die Rolle operator oder admin für withheld, aus dem ein Dead Letter nach"
                        + " eigenen Worten kam.");
        assertThat(topics.read("withheld")).hasSize(before);
    }

    @Test
    void aConsoleThatIsReadOnlyLetsNobodyChangeAnything() {
        try (ConfigurableApplicationContext readOnly =
                console("--avenant.console.read-only=true", "--avenant.console.access.everybody[0].role=admin")) {
            assertThat(refusedActions(readOnly)).containsOnly(403);
        }
    }

    @Test
    void whereNobodySignsInEverybodyLooksAndChangesNothing() {
        try (ConfigurableApplicationContext open = console()) {
            int own = open.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(Page.at(own, "/topics/withheld").status()).isEqualTo(200);
            assertThat(Page.at(own, "/audit").status()).isEqualTo(403);
            assertThat(Page.at(own, "/sign-in").status()).isEqualTo(302);
            assertThat(refusedActions(open)).containsOnly(403);
        }
    }

    private static ConfigurableApplicationContext console(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--avenant.console.registry-url=" + registry.url(),
                "--avenant.console.bootstrap-servers=" + kafka.bootstrapServers()));
        arguments.addAll(List.of(settings));
        return new SpringApplicationBuilder(ConsoleApplication.class).run(arguments.toArray(String[]::new));
    }

    private static List<Integer> refusedActions(ConfigurableApplicationContext console) {
        int own = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Visitor visitor = Visitor.of(own).staying();
        String token = visitor.at("/subjects/granted-Event/check").token();
        List<Integer> statuses = new ArrayList<>();
        Endpoints.ROWS.forEach((endpoint, row) -> {
            if (row.needs() == Needs.ACTING) {
                statuses.add(ask(visitor, "", token, endpoint.substring(0, endpoint.indexOf(' ')), row, "granted")
                        .status());
            }
        });
        return statuses;
    }

    /** Both topics have a contract, a consumer group and what differs from the contract. */
    @Test
    void noContractTellsOfWhatIsNotSeen() {
        for (String path : List.of("/contracts", "/contracts/lineage", "/contracts/drift")) {
            Visitor.Answer answer = visitor(VIEWER).at(path);

            assertThat(answer.page().html())
                    .as(path)
                    .contains("granted", "granted-archive")
                    .doesNotContain("withheld");
        }
        assertThat(visitor(VIEWER).at("/contracts").page().main()).contains("1 topic, 4 differences");
        assertThat(visitor(VIEWER).at("/contracts/lineage").page().main()).contains("1 topic, 3 edges");
        // Other tests may have left topics on the same broker, which this one sees too.
        assertThat(visitor(ADMIN).at("/contracts").page().main())
                .contains("granted-service", "withheld-service")
                .doesNotContain("1 topic,");
    }

    @Test
    void aSessionOfThePagesSignsNobodyInAtTheApi() {
        Visitor.Answer answer = visitor(ADMIN).at("/api/v1/topics");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.page().header("WWW-Authenticate")).isEqualTo("Basic realm=\"Avenant console\"");
        assertThat(answer.page().header("Set-Cookie")).isEmpty();
        assertThat(answer.page().html())
                .isEqualTo("{\"detail\":\"This needs to be signed in. docs/console.md says how.\",\"status\":401,"
                        + "\"title\":\"Unauthorized\"}");
    }

    @Test
    void theDescriptionOfTheApiIsForThoseWhoMayUseItAndNamesAllOfIt() {
        Visitor visitor = Visitor.of(port);
        assertThat(visitor.at("/api/v1/openapi").status()).isEqualTo(401);

        Map<String, String> headers = new HashMap<>(Visitor.basic(VIEWER, "p"));
        headers.put("Accept", "application/json");
        String description = visitor.at("/api/v1/openapi", headers).page().html();

        assertThat(description).startsWith("{\"openapi\":\"3.1").contains("\"scheme\":\"basic\"");
        Endpoints.ROWS.keySet().stream()
                .filter(endpoint -> endpoint.contains("/api/"))
                .map(endpoint ->
                        endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll(":[^/]*(\\{[^}]*}[^/]*)*(?=})", ""))
                .forEach(path -> assertThat(description).contains("\"" + path + "\""));
    }
}
