package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry's properties may be, and that docs/registry.md lists them all. */
@Tag("fast")
class RegistrySettingsTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "registry.md");
    private static final String HEAD = "| property | type | default | importance | meaning |";

    @Test
    void areAllInTheTableOfTheDocument() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        List<String> defined = Arrays.stream(Setting.values())
                .map(setting -> row(
                        Objects.requireNonNull(Setting.configDef().configKeys().get(setting.key()))))
                .toList();

        assertThat(documented).containsExactlyElementsOf(defined);
    }

    private static String row(ConfigDef.ConfigKey key) {
        Object value = key.defaultValue;
        boolean none = value == null || value.equals(List.of()) || key.type == ConfigDef.Type.PASSWORD;
        String shown = none ? "none" : "`" + value + "`";
        return "| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | " + shown + " | "
                + key.importance.name().toLowerCase(Locale.ROOT) + " | " + key.documentation + " |";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "avenant.port | 70000 | Invalid value 70000 for configuration avenant.port: Value must be no more than 65535",
                "kafkastore.timeout.ms | soon | Invalid value soon for configuration kafkastore.timeout.ms: Not a number of type INT",
                "avenant.auth.certificates | yes | Invalid value yes for configuration avenant.auth.certificates: Expected value to be either true or false",
                "schema.compatibility.level | FULLY | Invalid value FULLY for configuration schema.compatibility.level: must be one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE",
                "ssl.client.authentication | MAYBE | Invalid value MAYBE for configuration ssl.client.authentication: must be one of NONE, REQUESTED, REQUIRED"
            })
    void refuseWhatTheyCannotBe(String property, String value, String message) {
        Map<String, String> properties = Map.of(property, value);

        assertThatThrownBy(() -> SchemaRegistryConfig.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void takeTheFirstListener() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.of(Map.of("listeners", "https://0.0.0.0:8443, http://0.0.0.0:8081"));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(8443);
        assertThat(config.isTls()).isTrue();
    }
}
