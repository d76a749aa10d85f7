package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.quoted;
import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tags inside schemas: put in, taken out, handed on, found. */
@Tag("fast")
class TagsTest {

    private static final String USER =
            "{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"a\",\"fields\":[{\"name\":\"mail\",\"type\":\"string\"}]}";
    private static final String TAGGED =
            "{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"a\",\"fields\":[{\"name\":\"mail\",\"type\":\"string\",\"confluent:tags\":[\"PII\"]}],\"confluent:tags\":[\"GDPR\",\"EU\"]}";
    private static final String TO_TAG =
            "[{\"schemaEntity\":{\"entityPath\":\"a.User\",\"entityType\":\"sr_record\"},\"tags\":[\"GDPR\",\"EU\"]},"
                    + "{\"schemaEntity\":{\"entityPath\":\"a.User.mail\",\"entityType\":\"sr_field\"},\"tags\":[\"PII\"]}]";

    private final RegistryTester registry = RegistryTester.begin();

    @BeforeEach
    void registerUser() {
        registry.post("/subjects/u/versions", schema(USER));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static String registered(int version, String schema) {
        return "\"metadata\":{\"properties\":{\"confluent:version\":\"" + version + "\"}},\"schema\":" + quoted(schema)
                + "}";
    }

    @Test
    void tagsASchemaWhileItIsRegistered() {
        String answer = registry.post("/subjects/u/versions", schema(USER, "\"schemaTagsToAdd\":" + TO_TAG));

        assertThat(answer).startsWith("200 {\"id\":2,\"version\":2,").endsWith(registered(2, TAGGED));
    }

    @Test
    void tagsAVersionThatIsThereAndTakesTagsBack() {
        String tagged =
                registry.post("/subjects/u/versions/latest/tags", "{\"newVersion\":2,\"tagsToAdd\":" + TO_TAG + "}");
        String untagged = registry.post("/subjects/u/versions/2/tags", "{\"tagsToRemove\":" + TO_TAG + "}");

        assertThat(tagged).startsWith("200 {\"id\":2,\"version\":2,").endsWith(registered(2, TAGGED));
        assertThat(untagged).startsWith("200 {\"id\":3,\"version\":3,").endsWith(registered(3, USER));
    }

    @Test
    void handsTagsOnToTheNextVersionForWhoAsksForIt() {
        registry.post("/subjects/u/versions", schema(USER, "\"schemaTagsToAdd\":" + TO_TAG));
        String evolved = USER.replace("]}", ",{\"name\":\"age\",\"type\":\"int\",\"default\":0}]}");

        String answer = registry.post("/subjects/u/versions", schema(evolved, "\"propagateSchemaTags\":true"));

        assertThat(answer)
                .startsWith("200 {\"id\":3,\"version\":3,")
                .endsWith(
                        registered(3, TAGGED.replace("}],", "},{\"name\":\"age\",\"type\":\"int\",\"default\":0}],")));
    }

    @Test
    void findsWhatHasOneOfTheWantedTagsWithAllOfThem() {
        registry.post("/subjects/u/versions", schema(TAGGED));
        String record =
                "{\"schemaEntity\":{\"entityPath\":\"a.User\",\"entityType\":\"sr_record\"},\"tags\":[\"GDPR\",\"EU\"]}";
        String field =
                "{\"schemaEntity\":{\"entityPath\":\"a.User.mail\",\"entityType\":\"sr_field\"},\"tags\":[\"PII\"]}";

        assertThat(registry.get("/schemas/ids/2?findTags=EU")).contains("\"schemaTags\":[" + record + "]");
        assertThat(registry.get("/subjects/u/versions/2?findTags=PII")).contains("\"schemaTags\":[" + field + "]");
        assertThat(registry.get("/schemas/ids/2?findTags=*")).contains("\"schemaTags\":[" + record + "," + field + "]");
        assertThat(registry.get("/schemas/ids/2?findTags=OTHER")).doesNotContain("schemaTags");
    }

    @Test
    void refusesToTagWhatIsNotThere() {
        String nowhere =
                "[{\"schemaEntity\":{\"entityPath\":\"a.User.phone\",\"entityType\":\"sr_field\"},\"tags\":[\"PII\"]}]";
        String refused = "422 {\"error_code\":42201,\"message\":\"java.lang.IllegalArgumentException: "
                + "No matching path 'a.User.phone' found in the schema\"}";

        assertThat(registry.post("/subjects/u/versions", schema(USER, "\"schemaTagsToAdd\":" + nowhere)))
                .isEqualTo(refused);
        assertThat(registry.post("/subjects/u/versions/1/tags", "{\"tagsToAdd\":" + nowhere + "}"))
                .isEqualTo(refused);
        assertThat(registry.post("/subjects/none/versions/1/tags", "{\"tagsToAdd\":" + nowhere + "}"))
                .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'none' not found.\"}");
        assertThat(registry.post("/subjects/u/versions", schema(USER, "\"version\":1,\"schemaTagsToAdd\":" + TO_TAG)))
                .isEqualTo("422 {\"error_code\":42201,\"message\":\"Version is not one more than previous version\"}");
    }
}
