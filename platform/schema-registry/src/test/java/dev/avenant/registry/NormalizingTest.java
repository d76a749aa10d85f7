package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.quoted;
import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form that {@code normalize=true} brings a schema into. */
@Tag("fast")
class NormalizingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RICH =
            "{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"a.b\",\"zeta\":1,\"alpha\":{\"y\":2,\"x\":1},"
                    + "\"doc\":\"who\",\"aliases\":[\"Z\",\"A\"],\"fields\":["
                    + "{\"name\":\"id\",\"type\":{\"type\":\"fixed\",\"name\":\"Id\",\"size\":8,\"logicalType\":\"decimal\",\"scale\":2,\"precision\":9}},"
                    + "{\"name\":\"kind\",\"doc\":\"\",\"order\":\"ascending\",\"type\":{\"type\":\"enum\",\"name\":\"Kind\",\"default\":\"B\",\"symbols\":[\"B\",\"A\"]},\"default\":\"B\",\"tags\":[\"t\"]},"
                    + "{\"name\":\"more\",\"order\":\"ignore\",\"type\":{\"type\":\"map\",\"values\":[\"null\",\"Kind\",\"a.b.User\"],\"m\":1},\"default\":{}},"
                    + "{\"name\":\"price\",\"type\":[\"null\",{\"type\":\"bytes\",\"scale\":2,\"note\":\"n\",\"precision\":4,\"logicalType\":\"decimal\"}],\"default\":null,\"aliases\":[\"q\",\"p\"]}]}";

    private static RegistryTester registry;

    @BeforeAll
    static void begin() {
        registry = RegistryTester.begin();
        registry.put("/config", "{\"compatibility\":\"NONE\"}");
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    private static String normalized(String subject, String schema) {
        String answer = registry.post("/subjects/" + subject + "/versions?normalize=true", schema(schema));
        assertThat(answer).startsWith("200 ");
        try {
            return JSON.readTree(answer.substring("200 ".length()))
                    .path("schema")
                    .asText();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void writesEverythingInOneOrder() {
        assertThat(normalized("rich", RICH))
                .isEqualTo("{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"a.b\",\"doc\":\"who\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":{\"type\":\"fixed\",\"name\":\"Id\",\"size\":8,\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
                        + "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[\"B\",\"A\"],\"default\":\"B\"},\"doc\":\"\",\"default\":\"B\",\"tags\":[\"t\"]},"
                        + "{\"name\":\"more\",\"type\":{\"type\":\"map\",\"values\":[\"null\",\"Kind\",\"User\"],\"m\":1},\"default\":{},\"order\":\"ignore\"},"
                        + "{\"name\":\"price\",\"type\":[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"scale\":2,\"note\":\"n\"}],\"default\":null,\"aliases\":[\"p\",\"q\"]}],"
                        + "\"alpha\":{\"x\":1,\"y\":2},\"zeta\":1,\"aliases\":[\"A\",\"Z\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"string\"} | \"string\"",
                "{\"type\":\"string\",\"b\":1,\"a\":2} | {\"type\":\"string\",\"a\":2,\"b\":1}",
                "{\"type\":\"long\",\"connect.name\":\"c\",\"logicalType\":\"timestamp-millis\"} | {\"type\":\"long\",\"logicalType\":\"timestamp-millis\",\"connect.name\":\"c\"}",
                "{\"type\":\"long\",\"z\":1,\"logicalType\":\"unheard-of\",\"a\":1} | {\"type\":\"long\",\"a\":1,\"logicalType\":\"unheard-of\",\"z\":1}",
                "{\"type\":\"bytes\",\"scale\":0,\"a\":1,\"precision\":4,\"logicalType\":\"decimal\"} | {\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4,\"a\":1,\"scale\":0}",
                "{\"type\":\"array\",\"z\":1,\"a\":1,\"items\":{\"type\":\"int\"}} | {\"type\":\"array\",\"items\":\"int\",\"a\":1,\"z\":1}",
                "{\"name\":\"n.E\",\"type\":\"enum\",\"doc\":\"\",\"symbols\":[\"A\"]} | {\"type\":\"enum\",\"name\":\"E\",\"namespace\":\"n\",\"symbols\":[\"A\"]}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"bytes\",\"default\":\"\\u00ff\"}]} | {\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"bytes\",\"default\":\"\u00ff\"}]}",
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"bytes\"},\"default\":{\"z\":\"\\u0001\",\"a\":\"b\"}}]} | {\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"bytes\"},\"default\":{\"a\":\"b\",\"z\":\"\\u0001\"}}]}",
                "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"d\",\"type\":\"double\",\"default\":1}]} | {\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"d\",\"type\":\"double\",\"default\":1.0}]}"
            })
    void writesOneThingInOneWay(String sent, String expected) {
        assertThat(normalized("one", sent)).isEqualTo(expected);
    }

    @Test
    void isTheSameWhateverTheOrderOfMembersAndAgainWhenNormalisedAgain() throws JsonProcessingException {
        String expected = normalized("shuffled", RICH);
        Random random = new Random(20260101);
        JsonNode tree = JSON.readTree(RICH);

        for (int i = 0; i < 50; i++) {
            String shuffled = shuffled(tree, random).toString();
            assertThat(normalized("shuffled", shuffled)).as(shuffled).isEqualTo(expected);
        }
        assertThat(normalized("shuffled", expected)).isEqualTo(expected);
        assertThat(new Schema.Parser().parse(expected)).isEqualTo(new Schema.Parser().parse(RICH));
        assertThat(registry.get("/subjects/shuffled/versions")).isEqualTo("200 [1]");
    }

    /** The same JSON with the members of its objects in another order; types are told before they are used. */
    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode copy = JSON.createObjectNode();
            names.forEach(name -> copy.set(name, shuffled(object.get(name), random)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(entry -> copy.add(shuffled(entry, random)));
            return copy;
        }
        return node;
    }

    @Test
    void leavesReferencedTypesOutAndSortsReferences() {
        for (String name : new String[] {"B", "A"}) {
            registry.post(
                    "/subjects/r" + name + "/versions",
                    schema("{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"r\",\"fields\":[]}"));
        }
        String user =
                "{\"type\":\"record\",\"name\":\"U\",\"namespace\":\"r\",\"fields\":[{\"name\":\"b\",\"type\":\"r.B\"},{\"name\":\"a\",\"type\":\"A\"}]}";
        String b = "{\"name\":\"r.B\",\"subject\":\"rB\",\"version\":1}";
        String a = "{\"name\":\"r.A\",\"subject\":\"rA\",\"version\":1}";

        String answer = registry.post(
                "/subjects/u/versions?normalize=true", schema(user, "\"references\":[" + b + "," + a + "," + b + "]"));

        assertThat(answer)
                .contains(
                        "\"references\":[" + a + "," + b + "],\"schema\":" + quoted(user.replace("\"r.B\"", "\"B\"")));
    }

    @Test
    void normalisesForAConfigurationTooAndInLookups() {
        String sent = "{\"type\":\"string\",\"b\":1,\"a\":2}";
        registry.post("/subjects/plain/versions", schema(sent));
        registry.put("/config/n", "{\"normalize\":true}");
        registry.post("/subjects/n/versions", schema(sent));

        assertThat(registry.get("/subjects/plain/versions/1/schema")).isEqualTo("200 " + sent);
        assertThat(registry.get("/subjects/n/versions/1/schema"))
                .isEqualTo("200 {\"type\":\"string\",\"a\":2,\"b\":1}");
        assertThat(registry.post("/subjects/n", schema(sent))).startsWith("200 {\"subject\":\"n\",\"version\":1,");
    }
}
