package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That editors and the documentation know each setting. */
@Tag("fast")
class SettingsTest {

    private static final String PREFIX = "avenant.messaging.";

    /** A line of the table of settings: names, default, meaning. */
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^\\| ((?:`[a-z.*-]+`(?:, )?)+) \\| ([^|]*)\\| .*\\|$");

    @Test
    void areDescribedForEditorsAndListedInTheDocumentation() throws IOException {
        Set<String> documented = documented().keySet();

        Map<String, String> described = new TreeMap<>();
        for (JsonNode property : properties()) {
            described.put(
                    property.get("name").asString(),
                    property.path("description").asString(""));
        }

        assertThat(described.keySet()).isEqualTo(documented);
        assertThat(described)
                .noneSatisfy((name, description) -> assertThat(description).isBlank());
    }

    @Test
    void haveTheDefaultsThatTheDocumentationNames() throws IOException {
        Map<String, String> documented = documented();

        for (JsonNode property : properties()) {
            if (property.has("defaultValue")) {
                String name = property.get("name").asString();
                assertThat(documented.get(name))
                        .as(name)
                        .contains(property.get("defaultValue").asString());
            }
        }
    }

    @Test
    void areTheOnesForWhichEditorsHaveValues() throws IOException {
        Set<String> hinted = StreamSupport.stream(
                        metadata("additional-spring-configuration-metadata.json")
                                .get("hints")
                                .spliterator(),
                        false)
                .map(hint -> hint.get("name").asString().replaceAll("\\.keys$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented().keySet()).containsAll(hinted);
    }

    private static List<JsonNode> properties() throws IOException {
        return StreamSupport.stream(
                        metadata("spring-configuration-metadata.json")
                                .get("properties")
                                .spliterator(),
                        false)
                .filter(property -> property.get("name").asString().startsWith(PREFIX))
                .toList();
    }

    /** The defaults by the names of the settings; of several in a line each has the whole cell. */
    private static Map<String, String> documented() throws IOException {
        String document = Files.readString(Path.of("..", "..", "docs", "messaging.md"));
        String table = document.substring(document.indexOf("## Settings"), document.indexOf("## Watching it"));
        Map<String, String> settings = new TreeMap<>();
        DOCUMENTED
                .matcher(table)
                .results()
                .forEach(row -> Arrays.stream(row.group(1).split(", "))
                        .forEach(name -> settings.put(
                                PREFIX + name.replaceAll("`|\\.\\*", ""),
                                row.group(2).replace("`", ""))));
        return settings;
    }

    private static JsonNode metadata(String name) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(SettingsTest.class.getResourceAsStream("/META-INF/" + name), name)) {
            return new JsonMapper().readTree(json);
        }
    }
}
