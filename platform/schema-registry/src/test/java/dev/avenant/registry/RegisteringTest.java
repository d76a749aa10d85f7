package dev.avenant.registry;

import static dev.avenant.registry.Talk.quoted;
import static dev.avenant.registry.Talk.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What registering does beside what the recorded scenarios show. */
class RegisteringTest {

    private static final String ONE =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
    private static final String TWO =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\",\"default\":0}]}";
    private static final String WRONG_DEFAULT =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\",\"default\":\"none\"}]}";

    private final Talk talk = Talk.begin();

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void takesTheSchemaOfTheVersionBeforeWhereNoneIsSent() {
        talk.post("/subjects/a/versions", schema(ONE));

        String answer = talk.post("/subjects/a/versions", "{\"metadata\":{\"properties\":{\"owner\":\"ada\"}}}");

        assertThat(answer)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .endsWith("\"schemaType\":\"AVRO\",\"metadata\":{\"properties\":{\"owner\":\"ada\"}},\"schema\":"
                        + quoted(ONE) + "}");
        assertThat(talk.post("/subjects/b/versions", "{}"))
                .isEqualTo("422 {\"error_code\":42201,\"message\":\"Empty schema\"}");
    }

    @Test
    void registersAVersionByItsNumberOnlyWhenItIsTheNext() {
        String first = talk.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        String again = talk.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        String next = talk.post("/subjects/a/versions", schema(ONE, "\"version\":2"));

        assertThat(first)
                .startsWith("200 {\"id\":1,\"version\":1,")
                .contains("\"metadata\":{\"properties\":{\"confluent:version\":\"1\"}}");
        assertThat(again)
                .isEqualTo("422 {\"error_code\":42201,\"message\":\"Version is not one more than previous version\"}");
        assertThat(next)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"confluent:version\":\"2\"}}");
    }

    @Test
    void numbersTheNextVersionForWhoAsksForMinusOne() {
        talk.post("/subjects/a/versions", schema(ONE));

        String same = talk.post("/subjects/a/versions", schema(ONE, "\"version\":-1"));
        String other = talk.post("/subjects/a/versions", schema(TWO, "\"version\":-1"));

        assertThat(same).startsWith("200 {\"id\":1,\"version\":1,");
        assertThat(other)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"confluent:version\":\"2\"}}");
    }

    @Test
    void refusesAnIncompatibleSchemaBeforeAWrongNumber() {
        talk.post("/subjects/a/versions", schema("\"int\""));

        assertThat(talk.post("/subjects/a/versions", schema("\"string\"", "\"version\":9")))
                .startsWith("409 {\"error_code\":40901,");
    }

    @Test
    void givesDefaultsToASchemaThatIsThereWithoutThem() {
        talk.post("/subjects/a/versions", schema(ONE));
        talk.put("/config/a", "{\"defaultMetadata\":{\"properties\":{\"team\":\"t\"}}}");

        assertThat(talk.post("/subjects/a/versions", schema(ONE)))
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"team\":\"t\"}}");
        assertThat(talk.post("/subjects/a/versions", schema(ONE))).startsWith("200 {\"id\":2,\"version\":2,");
    }

    @Test
    void answersAKnownSchemaInAReadOnlySubjectUnlessDefaultsWouldChangeIt() {
        talk.post("/subjects/a/versions", schema(ONE));
        talk.put("/mode/a", "{\"mode\":\"READONLY\"}");

        String known = talk.post("/subjects/a/versions", schema(ONE));
        talk.put("/mode/a", "{\"mode\":\"READWRITE\"}");
        talk.put("/config/a", "{\"overrideMetadata\":{\"properties\":{\"team\":\"t\"}}}");
        talk.put("/mode/a", "{\"mode\":\"READONLY\"}");
        String changed = talk.post("/subjects/a/versions", schema(ONE));

        assertThat(known).startsWith("200 {\"id\":1,\"version\":1,");
        assertThat(changed)
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject a in context  is in read-only mode\"}");
    }

    @Test
    void findsAnOlderVersionForASchemaThatSaysNoNumber() {
        talk.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        talk.post("/subjects/a/versions", schema(TWO, "\"version\":2"));

        assertThat(talk.post("/subjects/a", schema(ONE))).startsWith("200 {\"subject\":\"a\",\"version\":1,\"id\":1,");
        assertThat(talk.post("/subjects/a", schema(ONE, "\"metadata\":{\"properties\":{\"confluent:version\":\"2\"}}")))
                .isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
    }

    @Test
    void looksUpAndImportsWhatOnlyANewSchemaMayNotBe() {
        talk.put("/mode/imported", "{\"mode\":\"IMPORT\"}");

        assertThat(talk.post("/subjects/imported/versions", schema(WRONG_DEFAULT, "\"id\":7,\"version\":1")))
                .startsWith("200 {\"id\":7,\"version\":1,");
        assertThat(talk.post("/subjects/imported", schema(WRONG_DEFAULT)))
                .startsWith("200 {\"subject\":\"imported\",\"version\":1,\"id\":7,");
        assertThat(talk.post("/subjects/a/versions", schema(WRONG_DEFAULT)))
                .startsWith("422 {\"error_code\":42201,")
                .contains("Invalid default for field x: \\\"none\\\" not a \\\"int\\\"");
    }

    @Test
    void importsOneSchemaAsSeveralVersionsAndFindsEach() {
        talk.put("/mode/a", "{\"mode\":\"IMPORT\"}");
        talk.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":1"));
        talk.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":2"));

        assertThat(talk.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":1")))
                .startsWith("200 {\"id\":100,\"version\":1,");
        assertThat(talk.get("/subjects/a/versions")).isEqualTo("200 [1,2]");
    }

    @Test
    void usesTheTypesInsideASchemaThatItRefersTo() {
        String order =
                "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"s\",\"fields\":[{\"name\":\"item\",\"type\":{\"type\":\"record\",\"name\":\"Item\",\"fields\":[]}}]}";
        String shelf =
                "{\"type\":\"record\",\"name\":\"Shelf\",\"namespace\":\"s\",\"fields\":[{\"name\":\"item\",\"type\":\"s.Item\"}]}";
        talk.post("/subjects/order/versions", schema(order));
        String references = "\"references\":[{\"name\":\"s.Order\",\"subject\":\"order\",\"version\":1}]";

        String registered = talk.post("/subjects/shelf/versions", schema(shelf, references));

        assertThat(registered).startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(talk.post("/subjects/shelf/versions", schema(shelf, references)))
                .startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(talk.get("/subjects/shelf/versions/1/schema?format=resolved"))
                .startsWith("200 {\"type\":\"record\",\"name\":\"Shelf\",\"namespace\":\"s\"");
    }

    @Test
    void keepsReservedFieldsFree() {
        talk.put("/config/a", "{\"validateFields\":true,\"compatibility\":\"NONE\"}");
        String reserving = "\"metadata\":{\"properties\":{\"confluent:reserved\":\"later, z\"}}";
        talk.post("/subjects/a/versions", schema(ONE, reserving));

        assertThat(talk.post(
                        "/subjects/a/versions",
                        schema(TWO, "\"metadata\":{\"properties\":{\"confluent:reserved\":\"y,z\"}}")))
                .isEqualTo("409 {\"error_code\":40901,\"message\":"
                        + quoted("Schema being registered is incompatible with an earlier schema for subject \"a\","
                                + " details: [The new schema has reserved field later removed from its metadata which"
                                + " is present in the old schema's metadata., The new schema has field that conflicts"
                                + " with the reserved field y., {validateFields: 'true', compatibility: 'NONE'}]")
                        + "}");
        assertThat(talk.post("/subjects/a/versions", schema(TWO, reserving)))
                .startsWith("200 {\"id\":2,\"version\":2,");
    }

    @Test
    void emptiesAPlaceForWhatIsImported() {
        talk.post("/subjects/a/versions", schema(ONE));
        talk.post("/subjects/:.c:b/versions", schema(ONE));
        talk.delete("/subjects/a");

        String refused = talk.put("/mode", "{\"mode\":\"IMPORT\"}");
        talk.delete("/subjects/:.c:b");
        String taken = talk.put("/mode", "{\"mode\":\"IMPORT\"}");

        assertThat(refused)
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Cannot import since found existing subjects\"}");
        assertThat(taken).isEqualTo("200 {\"mode\":\"IMPORT\"}");
        assertThat(talk.get("/subjects?deleted=true")).isEqualTo("200 []");
        assertThat(talk.post("/subjects/a/versions", schema(TWO, "\"id\":1,\"version\":1")))
                .startsWith("200 {\"id\":1,\"version\":1,");
    }
}
