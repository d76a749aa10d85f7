package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays exchanges recorded from a Confluent Schema Registry 8.5, each scenario against a registry of its own. */
@Tag("fast")
class RecordedScenariosTest {

    /**
     * What cannot be answered alike here: the first registers JSON Schema and Protocol Buffers, which this registry refuses,
     * and the second has schemas written in a language like SQL. The others need a broker that refuses large records.
     */
    private static final List<String> LEFT_OUT = List.of(
            "54-non-avro-types.json",
            "95-format-logical.json",
            "71-schema-too-large.json",
            "75-too-large-for-broker.json");

    static Stream<String> scenarios() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RecordedScenariosTest.class.getResource("/registry"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !LEFT_OUT.contains(name))
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
}
