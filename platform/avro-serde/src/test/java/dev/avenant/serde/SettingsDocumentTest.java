package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of settings in the documents are those of the code. {@code -Davenant.documents.write=true} writes them
 * anew.
 */
@Tag("fast")
class SettingsDocumentTest {

    private static final Path DOCUMENTS = Path.of("../../docs");
    private static final String TLS = RegistryClientConfig.SSL_PREFIX + "ssl.";

    static Stream<Arguments> tables() {
        Set<String> ofRegistry = RegistryClientConfig.configDef().names();
        Map<String, ConfigDef.ConfigKey> serializer =
                new TreeMap<>(KafkaAvroSerializerConfig.configDef().configKeys());
        Map<String, ConfigDef.ConfigKey> deserializer =
                new TreeMap<>(KafkaAvroDeserializerConfig.configDef().configKeys());
        return Stream.of(
                Arguments.of(
                        "registry-client.md",
                        "registry settings",
                        rows(RegistryClientConfig.configDef().configKeys().values().stream()
                                .filter(key -> !key.name.startsWith(TLS)))),
                Arguments.of(
                        "serde.md",
                        "settings of both sides",
                        rows(serializer.values().stream()
                                .filter(key -> !ofRegistry.contains(key.name) && deserializer.containsKey(key.name)))),
                Arguments.of(
                        "serde.md",
                        "settings of the serializer",
                        rows(serializer.values().stream().filter(key -> !deserializer.containsKey(key.name)))),
                Arguments.of(
                        "serde.md",
                        "settings of the deserializer",
                        rows(deserializer.values().stream().filter(key -> !serializer.containsKey(key.name)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tables")
    void listsEverySettingWithItsTypeAndDefault(String document, String table, List<String> rows) throws IOException {
        Path file = DOCUMENTS.resolve(document);
        String begin = "<!-- begin: " + table + " -->\n";
        String end = "<!-- end: " + table + " -->";
        String text = Files.readString(file);
        assertThat(text).contains(begin, end);
        String expected =
                "| setting | type | default | meaning |\n|---|---|---|---|\n" + String.join("\n", rows) + "\n";
        int from = text.indexOf(begin) + begin.length();
        if (Boolean.getBoolean("avenant.documents.write")) {
            Files.writeString(file, text.substring(0, from) + expected + text.substring(text.indexOf(end)));
            return;
        }

        assertThat(text.substring(from, text.indexOf(end))).isEqualTo(expected);
    }

    private static List<String> rows(Stream<ConfigDef.ConfigKey> keys) {
        return keys.sorted((one, other) -> one.name.compareTo(other.name))
                .map(key -> "| `" + key.name + "` | " + key.type.name().toLowerCase(java.util.Locale.ROOT) + " | "
                        + defaultOf(key) + " | " + key.documentation + allowed(key) + " |")
                .toList();
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        return key.hasDefault() ? textOf(key.defaultValue) : "required";
    }

    private static String textOf(@Nullable Object value) {
        if (value instanceof Class<?> type) {
            return "`" + type.getSimpleName() + "`";
        }
        String text = value instanceof Password password
                ? password.value()
                : value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : String.valueOf(value);
        return value == null || text.isEmpty() ? "none" : "`" + text + "`";
    }

    private static String allowed(ConfigDef.ConfigKey key) {
        return key.validator == null ? "" : " Allowed: " + key.validator + ".";
    }
}
