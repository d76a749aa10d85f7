package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays exchanges recorded from a Confluent Schema Registry 8.5, each scenario against a registry of its own. */
@Tag("fast")
class RecordedScenariosTest {

    /** Registers JSON Schema and Protocol Buffers, which this registry refuses. */
    private static final String OTHER_TYPES = "54-non-avro-types.json";

    static Stream<String> scenarios() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RecordedScenariosTest.class.getResource("/registry"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(OTHER_TYPES))
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

        List<String> differences = new ArrayList<>();
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            int number = 0;
            for (JsonNode step : transcript.steps()) {
                number++;
                JsonNode request = step.path("request");
                RawHttp.Reply reply = RawHttp.send(registry.url(), request);
                Optional<String> difference = Transcript.difference(step, reply);
                if (difference.isPresent()) {
                    differences.add("step " + number + " "
                            + request.path("method").asText() + " "
                            + request.path("path").asText() + " "
                            + abbreviated(request.path("body").toString()) + "\n    " + abbreviated(difference.get()));
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    private static String abbreviated(String text) {
        return text.length() < 1_200 ? text : text.substring(0, 1_200) + "…";
    }
}
