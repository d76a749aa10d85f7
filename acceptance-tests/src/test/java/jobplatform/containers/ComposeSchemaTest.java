package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docker-compose.yml is a file of the Compose Specification. */
@Tag("fast")
class ComposeSchemaTest {

    private final Map<String, Object> content = new HashMap<>(ComposeFile.read().content());

    @Test
    void isWhatTheSpecificationAllows() throws IOException {
        assertThat(errors()).isEmpty();
    }

    @Test
    void aKeyThatTheSpecificationDoesNotKnowIsFound() throws IOException {
        Map<String, Object> services = new HashMap<>(ComposeFile.read().services());
        services.put("kafka", Map.of("image", "apache/kafka", "memory_limit", "1g"));
        content.put("services", services);

        assertThat(errors()).singleElement().asString().contains("/services/kafka", "memory_limit");
    }

    private List<Error> errors() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (InputStream file = Objects.requireNonNull(
                ComposeSchemaTest.class.getResourceAsStream("/compose-spec/compose-spec.json"))) {
            // The validator takes the file's names for itself and for its dialect as addresses, which they are not.
            ObjectNode specification = ((ObjectNode) json.readTree(file)).without(List.of("$id", "$schema"));
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(specification.toString());
            return schema.validate(json.writeValueAsString(content), InputFormat.JSON);
        }
    }
}
