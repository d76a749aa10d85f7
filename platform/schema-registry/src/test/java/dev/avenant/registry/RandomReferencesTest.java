package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomReferences;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types that are registered one by one and refer to each other come to the same as one text with all of them. */
@Tag("fast")
class RandomReferencesTest {
    private static final int GRAPHS = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void areReadAsTheTextWithAllTypes() throws JsonProcessingException {
        try (RegistryTester registry = RegistryTester.begin()) {
            for (int seed = 0; seed < GRAPHS; seed++) {
                List<ObjectNode> types = new RandomReferences(new Random(seed)).types();
                String last = "";
                for (ObjectNode type : types) {
                    last = registry.post("/subjects/" + subject(seed, type) + "/versions", body(seed, type, types));
                    assertThat(last).as("graph %s", seed).startsWith("200 {\"id\":");
                }

                int id = JSON.readTree(last.substring(4)).get("id").intValue();
                String answer = registry.get("/schemas/ids/" + id + "?format=resolved");

                String text = JSON.readTree(answer.substring(4)).get("schema").textValue();
                String inline = RandomReferences.inline(types).toString();
                assertThat(text).as("graph %s", seed).isEqualTo(parsed(inline).toString());
                String lookup = "/subjects/" + subject(seed, types.get(types.size() - 1));
                assertThat(registry.post(lookup, schema(inline)))
                        .as("graph %s", seed)
                        .contains("\"id\":" + id + ",");
            }
        }
    }

    private static Schema parsed(String text) {
        return new Schema.Parser(NameValidator.STRICT_VALIDATOR).parse(text);
    }

    /** Each graph has names of its own, so that none is another's version. */
    private static String subject(int seed, JsonNode type) {
        return "g" + seed + "-" + RandomReferences.fullName(type);
    }

    private static String body(int seed, ObjectNode type, List<ObjectNode> types) {
        Set<String> texts = new TreeSet<>();
        collect(type, texts);
        return schema(
                type.toString(),
                types.stream()
                        .filter(other -> !other.equals(type) && texts.contains(RandomReferences.fullName(other)))
                        .map(other -> "{\"name\":\"" + RandomReferences.fullName(other) + "\",\"subject\":\""
                                + subject(seed, other) + "\",\"version\":1}")
                        .collect(Collectors.joining(",", "\"references\":[", "]")));
    }

    private static void collect(JsonNode schema, Set<String> texts) {
        if (schema.isTextual()) {
            texts.add(schema.textValue());
        }
        schema.forEach(inner -> collect(inner, texts));
    }
}
