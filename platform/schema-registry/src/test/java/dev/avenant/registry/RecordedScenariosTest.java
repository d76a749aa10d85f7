package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays exchanges recorded from a Confluent Schema Registry 8.5, each scenario against a registry of its own. */
@Tag("fast")
class RecordedScenariosTest {

    /** The one scenario that is answered otherwise, and meant to be: it registers JSON Schema and Protocol Buffers. */
    private static final String OTHER_TYPES = "54-non-avro-types.json";

    /** Those that need a broker which refuses large records; {@link ScenariosOnKafkaTest} has them. */
    private static final List<String> ON_KAFKA = List.of("71-schema-too-large.json", "75-too-large-for-broker.json");

    static Stream<String> scenarios() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RecordedScenariosTest.class.getResource("/registry"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(OTHER_TYPES) && !ON_KAFKA.contains(name))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answersAsRecorded(String scenario) throws IOException {
        Transcript transcript = Transcript.read("/registry/" + scenario);
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory();
        for (Map.Entry<String, String> property : transcript.properties().entrySet()) {
            config = config.with(property.getKey(), property.getValue());
        }

        List<String> differences;
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            differences = transcript.differences(registry.url());
        }

        assertThat(differences).isEmpty();
    }

    /** Whoever takes JSON Schema and Protocol Buffers for granted is told at the first one that is sent. */
    @Test
    void refusesTheTypesOfTheOneScenarioThatIsAnsweredOtherwise() throws IOException {
        Transcript transcript = Transcript.read("/registry/" + OTHER_TYPES);
        int refused = 0;
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            for (JsonNode step : transcript.steps()) {
                JsonNode request = step.path("request");
                String type = request.path("body").path("schemaType").asText();
                RawHttp.Reply reply = RawHttp.send(registry.url(), request);
                if (type.isEmpty()) {
                    continue;
                }
                refused++;
                String message = "Invalid schema type " + type;
                assertThat(reply.status() + " " + reply.body())
                        .as(request.toString())
                        .isEqualTo(
                                request.path("path").asText().startsWith("/compatibility")
                                        ? "200 {\"is_compatible\":false,\"messages\":[\"" + message + "\"]}"
                                        : "422 {\"error_code\":42201,\"message\":\"" + message + "\"}");
            }

            assertThat(refused).isEqualTo(9);
            assertThat(RawHttp.send(registry.url(), "GET", "/subjects", Map.of(), null)
                            .body())
                    .as("nothing was registered but the Avro schema of step 13")
                    .isEqualTo("[\"j\"]");
        }
    }
}
