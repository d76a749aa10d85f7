package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the options of the program and its file come to. */
@Tag("fast")
class RegistryMainTest {

    private static SchemaRegistryConfig config(String... options) {
        return CommandLine.populateCommand(new RegistryMain(), options).config();
    }

    @Test
    void takesEachOptionForItsProperty() {
        SchemaRegistryConfig config = config(
                "--host=0.0.0.0",
                "--port=0",
                "--bootstrap-servers=kafka:9092",
                "--topic=_mine",
                "--compatibility=FULL",
                "--require-transaction-version=2");

        assertThat(config.properties())
                .isEqualTo(Map.of(
                        "avenant.host", "0.0.0.0",
                        "avenant.port", "0",
                        "kafkastore.bootstrap.servers", "kafka:9092",
                        "kafkastore.topic", "_mine",
                        "schema.compatibility.level", "FULL",
                        "avenant.require.transaction.version", "2"));
        assertThat(config("--in-memory").properties())
                .isEqualTo(Map.of("avenant.in.memory", "true", "avenant.port", "8081"));
    }

    @Test
    void takesAnOptionOverTheFileAndTheListenersPortForItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("schema-registry.properties"),
                "listeners=http://0.0.0.0:8085\nkafkastore.topic=_theirs\navenant.require.transaction.version=1\n");

        SchemaRegistryConfig config = config("--config=" + file, "--topic=_mine", "--require-transaction-version=2");

        assertThat(config.properties())
                .isEqualTo(Map.of(
                        "listeners", "http://0.0.0.0:8085",
                        "kafkastore.topic", "_mine",
                        "avenant.require.transaction.version", "2"));
        assertThat(config.port()).isEqualTo(8085);
    }
}
