package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is wrong with contracts names nothing that whoever reads it may not see. Neither the registry nor Kafka is there. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.registry-url=http://localhost:1",
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=300ms"
        })
class ContractFaultsTest {

    private static final String TOPIC = """
              %s:
                owner: shop
                key: { type: string, meaning: any }
                partitions: 1
                compatibility: BACKWARD
                subject: "{topic}-{name}"
                producers: [shop]
                events:
                  Event: { consumers: [] }
            """;

    private static final String SCHEMA =
            "{\"type\": \"record\", \"name\": \"Event\", \"namespace\": \"both\", \"fields\": []}";

    @TempDir
    static Path folder;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.contracts", () -> folder.resolve("contracts.yaml"));
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("vic", "p", "role=viewer,topics=granted,subjects=granted"));
    }

    @BeforeEach
    void twoContractsOfOneName() throws IOException {
        Files.writeString(
                folder.resolve("contracts.yaml"),
                "topics:\n" + TOPIC.formatted("granted") + TOPIC.formatted("a-withheld"));
        for (String topic : new String[] {"granted", "a-withheld"}) {
            Files.createDirectories(folder.resolve(topic + "/Event"));
            Files.writeString(folder.resolve(topic + "/Event/v1.avsc"), SCHEMA);
        }
    }

    private String drift(String name) {
        return Visitor.of(port)
                .signedIn(name, "p")
                .at("/contracts/drift")
                .page()
                .main();
    }

    private String german(String name) {
        return Visitor.of(port)
                .signedIn(name, "p")
                .at("/contracts/drift", Map.of("Accept-Language", "de"))
                .page()
                .main();
    }

    @Test
    void aFaultThatNamesAnotherContractIsSaidInFullToWhoeverSeesBoth() {
        assertThat(drift("ada"))
                .contains(
                        "/granted/Event/v1.avsc:1:1: full-name-taken: expected a full name that no other contract has but found"
                                + " both.Event, which a-withheld/Event has as well.");
        assertThat(german("ada"))
                .contains(
                        "/granted/Event/v1.avsc:1:1: full-name-taken: erwartet wird ein voller Name, den kein anderer"
                                + " Vertrag hat, aber both.Event hat auch a-withheld/Event.",
                        "unreleased: Event v1 steht nicht in contracts.lock.")
                .doesNotContain("expected");
        assertThat(drift("vic"))
                .contains("/granted/Event/v1.avsc:1:1: full-name-taken", "unreleased: Event v1 is not in")
                .doesNotContain("withheld");
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeWithoutWhatIsInIt() throws IOException {
        Path file = folder.resolve("contracts.yaml");
        Files.writeString(file, "topics:\n" + TOPIC.formatted("a-withheld") + TOPIC.formatted("a-withheld"));

        assertThat(drift("ada")).contains("expected each key once but found \"a-withheld\"");
        assertThat(german("ada"))
                .contains(file + " ist nicht zu lesen: " + file
                        + ":11:3: erwartet wird jeder Schlüssel einmal, gefunden wurde \"a-withheld\". Entferne einen"
                        + " der beiden.");
        assertThat(german("vic"))
                .contains(
                        file + " ist nicht zu lesen: warum, erfährt hier und von avenant check, wer alle Topics sieht")
                .doesNotContain("withheld");
        assertThat(drift("vic"))
                .contains("Could not read " + file + ": whoever sees all topics is told why, here and by avenant check")
                .doesNotContain("withheld");
    }
}
