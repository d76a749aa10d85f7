package dev.avenant.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.avenant.avro.generators.RandomSchemas;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that one text defines more than once is read as Avro's parser reads it. */
@Tag("fast")
class RedefinedTypesTest {
    private static final int TEXTS = 4_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'enum', 'name': 'E', 'symbols': ['A']}",
                "{'type': 'enum', 'name': 'E', 'symbols': ['A'], 'doc': 'said once', 'default': 'A', 'aliases': ['F']}",
                "{'type': 'enum', 'name': 'E', 'namespace': 'a', 'symbols': ['A']}",
                "{'symbols': ['A'], 'name': 'a.E', 'type': 'enum'}"
            })
    void readsATypeThatIsDefinedTwiceAlike(String second) {
        // Given
        String text = twice("{'type': 'enum', 'name': 'E', 'symbols': ['A']}", second);

        // When
        SchemaSource source = SchemaSource.parse("R.avsc", text);

        // Then
        assertThat(source.resolve()).isEqualTo(new Schema.Parser().parse(text));
        assertThat(source.definitions()).containsExactlyInAnyOrder("a.R", "a.E");
        assertThat(source.references()).isEmpty();
        assertThat(source.locationOf("a.E")).hasToString("Optional[R.avsc:1:93]");
        assertThat(source.locationOf("a.E.A")).hasToString("Optional[R.avsc:1:110]");
    }

    @Test
    void namesThePlaceOfAnotherDefinitionInTheFileThatHasTheSameText() {
        // Given
        String text =
                twice("{'type': 'enum', 'name': 'E', 'symbols': ['A']}", "{'type':'fixed', 'name': 'E', 'size': 4}");
        SchemaSource source = SchemaSource.parse("was/R.avsc", text).in("is/R.avsc");

        // When, then
        assertThatThrownBy(source::resolve)
                .isInstanceOf(SchemaSyntaxException.class)
                .hasMessage(
                        "is/R.avsc:1:165: expected each type to be defined once, or each time alike, but found another"
                                + " a.E. Refer to the first by its name, or give the other another name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}",
                "{'type': 'enum', 'name': 'E', 'symbols': ['A'], 'owner': 'me'}",
                "{'type':'fixed', 'name': 'E', 'size': 4}"
            })
    void namesThePlaceOfADefinitionThatSaysSomethingElse(String second) {
        // Given
        String text = twice("{'type': 'enum', 'name': 'E', 'symbols': ['A']}", second);

        // When
        SchemaSource source = SchemaSource.parse("R.avsc", text);

        // Then
        assertThatThrownBy(source::resolve)
                .isInstanceOf(SchemaSyntaxException.class)
                .hasMessage("R.avsc:1:165: expected each type to be defined once, or each time alike, but found another"
                        + " a.E. Refer to the first by its name, or give the other another name.");
    }

    @Test
    void namesThePlaceOfAFieldWhereItIsDefinedFirst() {
        // Given
        String type = "{'type': 'record', 'name': 'F', 'fields': [{'name': 'v', 'type': 'int'}]}";

        // When
        SchemaSource source = SchemaSource.parse("R.avsc", twice(type, type));

        // Then
        assertThat(source.locationOf("a.F.v"))
                .isPresent()
                .isEqualTo(SchemaSource.parse("R.avsc", twice(type, "'F'")).locationOf("a.F.v"));
    }

    @Test
    void takesAndRefusesRandomRedefinitionsAsAvroDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (int seed = 1; seed <= TEXTS; seed++) {
            // Given
            Random random = new Random(seed);
            String text = redefined(new RandomSchemas(random).schema(), random);

            // When
            String ours = outcome(() -> SchemaSource.parse("R.avsc", text).resolve());

            // Then
            Schema.Parser parser = new Schema.Parser();
            parser.setValidateDefaults(false);
            assertThat(ours).as("seed %d: %s", seed, text).isEqualTo(outcome(() -> parser.parse(text)));
            seen.merge(ours.equals("refused") ? "refused" : "read", 1, Integer::sum);
        }
        assertThat(seen)
                .hasSize(2)
                .allSatisfy((outcome, count) -> assertThat(count).isGreaterThan(TEXTS / 20));
    }

    private static String outcome(Supplier<Schema> reading) {
        try {
            return reading.get().toString();
        } catch (SchemaSyntaxException | AvroRuntimeException e) {
            return "refused";
        }
    }

    /** A text that writes some of the types out again where the schema refers to them, now and then with a difference. */
    private static String redefined(Schema schema, Random random) {
        try {
            JsonNode root = new ObjectMapper().readTree(schema.toString());
            Map<String, ObjectNode> types = new HashMap<>();
            collect(root, "", types);
            return again(root, "", types, random).toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(JsonNode json, String namespace, Map<String, ObjectNode> types) {
        String inner = namespaceOf(json, namespace);
        if (json.path("name").isTextual() && json.path("type").asText().matches("record|error|enum|fixed")) {
            ObjectNode type = json.deepCopy();
            type.put("namespace", inner);
            types.put(Names.qualify(json.get("name").textValue(), inner), type);
        }
        json.forEach(part -> collect(part, inner, types));
    }

    private static String namespaceOf(JsonNode json, String outer) {
        return json.path("namespace").isTextual() ? json.get("namespace").textValue() : outer;
    }

    private static JsonNode again(JsonNode json, String outer, Map<String, ObjectNode> types, Random random) {
        String namespace = namespaceOf(json, outer);
        if (json instanceof ArrayNode branches) {
            for (int i = 0; i < branches.size(); i++) {
                branches.set(i, again(branches.get(i), namespace, types, random));
            }
        } else if (json instanceof ObjectNode object) {
            for (String part : new String[] {"type", "items", "values", "fields"}) {
                JsonNode inner = object.get(part);
                if (inner != null) {
                    object.set(part, again(inner, namespace, types, random));
                }
            }
        } else if (json instanceof TextNode name) {
            ObjectNode type = types.get(Names.qualify(name.textValue(), namespace));
            return type == null || random.nextInt(3) == 0 ? json : changed(type.deepCopy(), random);
        }
        return json;
    }

    private static ObjectNode changed(ObjectNode type, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> type.put("doc", "again");
            case 1 -> type.put("owner", "again");
            case 2 -> type.putArray("aliases").add("Again");
            case 3 -> {
                if (type.get("symbols") instanceof ArrayNode symbols) {
                    symbols.add("AGAIN");
                }
            }
            default -> {}
        }
        return type;
    }

    private static String twice(String first, String second) {
        return ("{'type': 'record', 'name': 'a.R', 'fields': [{'name': 'x', 'type': " + first + "},"
                        + " {'name': 'y', 'type': " + second + "}]}")
                .replace('\'', '"');
    }
}
