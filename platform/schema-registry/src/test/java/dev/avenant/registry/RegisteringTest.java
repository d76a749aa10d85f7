package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.quoted;
import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What registering does beside what the recorded scenarios show. */
@Tag("fast")
class RegisteringTest {

    private static final String ONE =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
    private static final String TWO =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\",\"default\":0}]}";
    private static final String WRONG_DEFAULT =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\",\"default\":\"none\"}]}";

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void takesTheSchemaOfTheVersionBeforeWhereNoneIsSent() {
        registry.post("/subjects/a/versions", schema(ONE));

        String answer = registry.post("/subjects/a/versions", "{\"metadata\":{\"properties\":{\"owner\":\"ada\"}}}");

        assertThat(answer)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .endsWith("\"schemaType\":\"AVRO\",\"metadata\":{\"properties\":{\"owner\":\"ada\"}},\"schema\":"
                        + quoted(ONE) + "}");
        assertThat(registry.post("/subjects/b/versions", "{}"))
                .isEqualTo("422 {\"error_code\":42201,\"message\":\"Empty schema\"}");
    }

    @Test
    void registersAVersionByItsNumberOnlyWhenItIsTheNext() {
        String first = registry.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        String again = registry.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        String next = registry.post("/subjects/a/versions", schema(ONE, "\"version\":2"));

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
        registry.post("/subjects/a/versions", schema(ONE));

        String same = registry.post("/subjects/a/versions", schema(ONE, "\"version\":-1"));
        String other = registry.post("/subjects/a/versions", schema(TWO, "\"version\":-1"));

        assertThat(same).startsWith("200 {\"id\":1,\"version\":1,");
        assertThat(other)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"confluent:version\":\"2\"}}");
    }

    @Test
    void refusesAnIncompatibleSchemaBeforeAWrongNumber() {
        registry.post("/subjects/a/versions", schema("\"int\""));

        assertThat(registry.post("/subjects/a/versions", schema("\"string\"", "\"version\":9")))
                .startsWith("409 {\"error_code\":40901,");
    }

    @Test
    void givesDefaultsToASchemaThatIsThereWithoutThem() {
        registry.post("/subjects/a/versions", schema(ONE));
        registry.put("/config/a", "{\"defaultMetadata\":{\"properties\":{\"team\":\"t\"}}}");

        assertThat(registry.post("/subjects/a/versions", schema(ONE)))
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"team\":\"t\"}}");
        assertThat(registry.post("/subjects/a/versions", schema(ONE))).startsWith("200 {\"id\":2,\"version\":2,");
    }

    @Test
    void answersAKnownSchemaInAReadOnlySubjectUnlessDefaultsWouldChangeIt() {
        registry.post("/subjects/a/versions", schema(ONE));
        registry.put("/mode/a", "{\"mode\":\"READONLY\"}");

        String known = registry.post("/subjects/a/versions", schema(ONE));
        registry.put("/mode/a", "{\"mode\":\"READWRITE\"}");
        registry.put("/config/a", "{\"overrideMetadata\":{\"properties\":{\"team\":\"t\"}}}");
        registry.put("/mode/a", "{\"mode\":\"READONLY\"}");
        String changed = registry.post("/subjects/a/versions", schema(ONE));

        assertThat(known).startsWith("200 {\"id\":1,\"version\":1,");
        assertThat(changed)
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject a in context  is in read-only mode\"}");
    }

    @Test
    void findsAnOlderVersionForASchemaThatSaysNoNumber() {
        registry.post("/subjects/a/versions", schema(ONE, "\"version\":1"));
        registry.post("/subjects/a/versions", schema(TWO, "\"version\":2"));

        assertThat(registry.post("/subjects/a", schema(ONE)))
                .startsWith("200 {\"subject\":\"a\",\"version\":1,\"id\":1,");
        assertThat(registry.post(
                        "/subjects/a", schema(ONE, "\"metadata\":{\"properties\":{\"confluent:version\":\"2\"}}")))
                .isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
    }

    @Test
    void looksUpAndImportsWhatOnlyANewSchemaMayNotBe() {
        registry.put("/mode/imported", "{\"mode\":\"IMPORT\"}");

        assertThat(registry.post("/subjects/imported/versions", schema(WRONG_DEFAULT, "\"id\":7,\"version\":1")))
                .startsWith("200 {\"id\":7,\"version\":1,");
        assertThat(registry.post("/subjects/imported", schema(WRONG_DEFAULT)))
                .startsWith("200 {\"subject\":\"imported\",\"version\":1,\"id\":7,");
        assertThat(registry.post("/subjects/a/versions", schema(WRONG_DEFAULT)))
                .startsWith("422 {\"error_code\":42201,")
                .contains("Invalid default for field x: \\\"none\\\" not a \\\"int\\\"");
    }

    @Test
    void importsOneSchemaAsSeveralVersionsAndFindsEach() {
        registry.put("/mode/a", "{\"mode\":\"IMPORT\"}");
        registry.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":1"));
        registry.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":2"));

        assertThat(registry.post("/subjects/a/versions", schema(ONE, "\"id\":100,\"version\":1")))
                .startsWith("200 {\"id\":100,\"version\":1,");
        assertThat(registry.get("/subjects/a/versions")).isEqualTo("200 [1,2]");
    }

    @Test
    void refersToWhatIsSoftlyDeletedInAllButNewSchemas() {
        String user = "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"k\",\"type\":\"K\"}]}";
        String references = "\"references\":[{\"name\":\"K\",\"subject\":\"base\",\"version\":1}]";
        registry.post("/subjects/base/versions", schema("{\"type\":\"record\",\"name\":\"K\",\"fields\":[]}"));
        registry.post("/subjects/user/versions", schema(user, references));
        registry.delete("/subjects/user");
        registry.delete("/subjects/base");
        String missing = "No schema reference found for subject \\\"base\\\" and version 1\"}";

        // What is looked up, imported, or not to be validated
        assertThat(registry.post("/subjects/user", schema(user, references)))
                .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'user' not found.\"}");
        assertThat(registry.post("/subjects/user?deleted=true", schema(user, references)))
                .startsWith("200 {\"subject\":\"user\",\"version\":1,\"id\":2,");
        registry.put("/mode/imported", "{\"mode\":\"IMPORT\"}");
        assertThat(registry.post("/subjects/imported/versions", schema(user, references, "\"id\":2", "\"version\":1")))
                .startsWith("200 {\"id\":2,\"version\":1,");
        registry.put("/config/free", "{\"validateNewSchemas\":false}");
        assertThat(registry.post("/subjects/free/versions", schema(user, references)))
                .startsWith("200 {\"id\":2,\"version\":1,");

        // A new one, and one that is checked as if it were new
        assertThat(registry.post("/subjects/user/versions", schema(user, references)))
                .startsWith("422 {\"error_code\":42201,")
                .endsWith(missing);
        assertThat(registry.post("/compatibility/subjects/imported/versions/latest", schema(user, references)))
                .startsWith("422 {\"error_code\":42201,")
                .endsWith(missing);
    }

    @Test
    void usesTheTypesInsideASchemaThatItRefersTo() {
        String order =
                "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"s\",\"fields\":[{\"name\":\"item\",\"type\":{\"type\":\"record\",\"name\":\"Item\",\"fields\":[]}}]}";
        String shelf =
                "{\"type\":\"record\",\"name\":\"Shelf\",\"namespace\":\"s\",\"fields\":[{\"name\":\"item\",\"type\":\"s.Item\"}]}";
        registry.post("/subjects/order/versions", schema(order));
        String references = "\"references\":[{\"name\":\"s.Order\",\"subject\":\"order\",\"version\":1}]";

        String registered = registry.post("/subjects/shelf/versions", schema(shelf, references));

        assertThat(registered).startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(registry.post("/subjects/shelf/versions", schema(shelf, references)))
                .startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(registry.get("/subjects/shelf/versions/1/schema?format=resolved"))
                .startsWith("200 {\"type\":\"record\",\"name\":\"Shelf\",\"namespace\":\"s\"");
    }

    @Test
    void keepsReservedFieldsFree() {
        registry.put("/config/a", "{\"validateFields\":true,\"compatibility\":\"NONE\"}");
        String reserving = "\"metadata\":{\"properties\":{\"confluent:reserved\":\"later, z\"}}";
        registry.post("/subjects/a/versions", schema(ONE, reserving));

        assertThat(registry.post(
                        "/subjects/a/versions",
                        schema(TWO, "\"metadata\":{\"properties\":{\"confluent:reserved\":\"y,z\"}}")))
                .isEqualTo("409 {\"error_code\":40901,\"message\":"
                        + quoted("Schema being registered is incompatible with an earlier schema for subject \"a\","
                                + " details: [The new schema has reserved field later removed from its metadata which"
                                + " is present in the old schema's metadata., The new schema has field that conflicts"
                                + " with the reserved field y., {validateFields: 'true', compatibility: 'NONE'}]")
                        + "}");
        assertThat(registry.post("/subjects/a/versions", schema(TWO, reserving)))
                .startsWith("200 {\"id\":2,\"version\":2,");
    }

    @Test
    void emptiesAPlaceForWhatIsImported() {
        registry.post("/subjects/a/versions", schema(ONE));
        registry.post("/subjects/:.c:b/versions", schema(ONE));
        registry.delete("/subjects/a");

        String refused = registry.put("/mode", "{\"mode\":\"IMPORT\"}");
        registry.delete("/subjects/:.c:b");
        String taken = registry.put("/mode", "{\"mode\":\"IMPORT\"}");

        assertThat(refused)
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Cannot import since found existing subjects\"}");
        assertThat(taken).isEqualTo("200 {\"mode\":\"IMPORT\"}");
        assertThat(registry.get("/subjects?deleted=true")).isEqualTo("200 []");
        assertThat(registry.post("/subjects/a/versions", schema(TWO, "\"id\":1,\"version\":1")))
                .startsWith("200 {\"id\":1,\"version\":1,");
    }

    @Test
    void givesNoNumberBehindTheHighestThatThereIs() {
        registry.put("/mode/a", "{\"mode\":\"IMPORT\"}");
        registry.post("/subjects/a/versions", schema(ONE, "\"id\":2147483647,\"version\":2147483647"));
        registry.put("/mode/a", "{\"mode\":\"READWRITE\"}");
        registry.put("/config/a", "{\"compatibility\":\"NONE\"}");

        assertThat(registry.post("/subjects/a/versions", schema(TWO)))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"The highest version of a is 2147483647, so there is none"
                                + " left\"}");
        assertThat(registry.post("/subjects/b/versions", schema(TWO)))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"The highest id in context . is 2147483647, so there is none"
                                + " left\"}");
    }

    @Test
    void givesAnIdThatWasImportedForAnotherSchemaToThatOneAlone() {
        // Given an id whose schema is gone for ever, and another schema that was imported under it
        registry.post("/subjects/a/versions", schema(ONE));
        registry.delete("/subjects/a");
        registry.delete("/subjects/a?permanent=true");
        registry.put("/mode", "{\"mode\":\"IMPORT\"}");
        registry.post("/subjects/a/versions", schema(TWO, "\"id\":1,\"version\":1"));
        registry.put("/mode", "{\"mode\":\"READWRITE\"}");

        // When the first schema comes again
        String lookedUp = registry.post("/subjects/a", schema(ONE));
        String registered = registry.post("/subjects/b/versions", schema(ONE));

        // Then it is not taken for the other one
        assertThat(lookedUp).isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
        assertThat(registered).startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(registry.get("/schemas/ids/1/schema")).isEqualTo("200 " + TWO);
        assertThat(registry.get("/schemas/ids/2/schema")).isEqualTo("200 " + ONE);
    }

    @Test
    void forgetsWhatAVersionReferredToThatAnImportReplaced() {
        registry.post("/subjects/used/versions", schema(ONE));
        registry.put("/mode/a", "{\"mode\":\"IMPORT\"}");
        registry.post(
                "/subjects/a/versions",
                schema(
                        "\"A\"",
                        "\"id\":10,\"version\":1,"
                                + "\"references\":[{\"name\":\"A\",\"subject\":\"used\",\"version\":1}]"));

        String replaced = registry.post("/subjects/a/versions", schema("\"int\"", "\"id\":11,\"version\":1"));

        assertThat(replaced).startsWith("200 {\"id\":11,\"version\":1,");
        assertThat(registry.get("/subjects/used/versions/1/referencedby")).isEqualTo("200 []");
        assertThat(registry.delete("/subjects/used")).isEqualTo("200 [1]");
    }

    @Test
    void answersAnIdFromTheVersionThatIsLeftOfIt() {
        // Given a softly deleted version that stayed when its schema was registered again, since something refers to it
        registry.post("/subjects/s/versions", schema(ONE));
        registry.post(
                "/subjects/user/versions",
                schema("\"A\"", "\"references\":[{\"name\":\"A\",\"subject\":\"s\",\"version\":1}]"));
        registry.delete("/subjects/user");
        registry.delete("/subjects/s/versions/1");
        assertThat(registry.post("/subjects/s/versions", schema(ONE))).startsWith("200 {\"id\":1,\"version\":2,");

        // When the other version of the same id goes for ever
        registry.delete("/subjects/s/versions/2");
        assertThat(registry.delete("/subjects/s/versions/2?permanent=true")).isEqualTo("200 2");

        // Then the first one answers for the id, which nobody else gets
        assertThat(registry.get("/schemas/ids/1/schema")).isEqualTo("200 " + ONE);
        assertThat(registry.get("/schemas/ids/1/versions?deleted=true"))
                .isEqualTo("200 [{\"subject\":\"s\",\"version\":1}]");
        assertThat(registry.post("/subjects/other/versions", schema(ONE))).startsWith("200 {\"id\":1,\"version\":1,");
    }
}
