package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lists hold, and how much of it. */
@Tag("fast")
class ListsTest {

    @Test
    void givesNoMoreThanTheLimits() {
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with("schema.search.default.limit", "2")
                .with("schema.search.max.limit", "3")
                .with("subject.search.default.limit", "1")
                .with("subject.search.max.limit", "2");
        try (RegistryTester registry = RegistryTester.begin(config)) {
            for (String subject : new String[] {"a", "b", "c", "d"}) {
                registry.post("/subjects/" + subject + "/versions", schema("\"int\""));
            }

            assertThat(registry.get("/subjects")).isEqualTo("200 [\"a\"]");
            assertThat(registry.get("/subjects?limit=2&offset=1")).isEqualTo("200 [\"b\",\"c\"]");
            assertThat(registry.get("/subjects?limit=3")).isEqualTo("200 [\"a\"]");
            assertThat(registry.get("/schemas").split("\"subject\"", -1)).hasSize(1 + 2);
            assertThat(registry.get("/schemas?limit=3").split("\"subject\"", -1))
                    .hasSize(1 + 3);
            assertThat(registry.get("/schemas?limit=4").split("\"subject\"", -1))
                    .hasSize(1 + 2);
        }
    }

    @Test
    void listsNoDeletedVersionsOfASubjectThatHasNone() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/a/versions", schema("\"int\""));

            assertThat(registry.get("/subjects/a/versions?deletedOnly=true")).isEqualTo("200 []");
            assertThat(registry.get("/subjects/b/versions?deletedOnly=true"))
                    .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'b' not found.\"}");
            registry.post("/subjects/a/versions", schema("\"long\""));
            registry.delete("/subjects/a/versions/1");
            assertThat(registry.get("/subjects/a/versions?deletedAsNegative=true"))
                    .isEqualTo("200 [-1,2]");
        }
    }

    @Test
    void tellsDeletedVersionsByNegativeNumbersUnlessThereAreNoOthersInTheList() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/s/versions", schema("\"int\""));
            registry.post("/subjects/s/versions", schema("\"long\""));
            registry.delete("/subjects/s/versions/1");

            assertThat(registry.get("/subjects/s/versions?deletedAsNegative=true"))
                    .isEqualTo("200 [-1,2]");
            assertThat(registry.get("/subjects/s/versions?deletedAsNegative=true&deleted=true"))
                    .isEqualTo("200 [-1,2]");
            assertThat(registry.get("/subjects/s/versions?deletedAsNegative=true&deletedOnly=true"))
                    .isEqualTo("200 [1]");
        }
    }

    @Test
    void followsAnAliasFromEveryPathAndListsIt() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/real/versions", schema("\"int\""));
            registry.post("/subjects/:.c:real/versions", schema("\"long\""));
            registry.put("/config/other", "{\"alias\":\"real\"}");
            registry.put("/config/:.c:other", "{\"alias\":\"real\"}");
            String real = "{\"subject\":\"real\",\"version\":1,\"id\":1,\"guid\":\"";

            assertThat(registry.get("/subjects/other/versions")).isEqualTo("200 [1]");
            assertThat(registry.get("/subjects/other/versions/latest")).startsWith("200 " + real);
            assertThat(registry.get("/contexts/.c/subjects/other/versions/1"))
                    .startsWith("200 {\"subject\":\":.c:real\",\"version\":1,\"id\":1,");
            assertThat(registry.post("/subjects/other", schema("\"int\""))).startsWith("200 " + real);
            assertThat(registry.get("/schemas/ids/1?subject=:.c:other"))
                    .startsWith("200 {\"subject\":\":.c:real\",\"version\":1,");
            assertThat(registry.post("/compatibility/subjects/other/versions?verbose=true", schema("\"string\"")))
                    .startsWith("200 {\"is_compatible\":false,");
            assertThat(registry.get("/schemas?subjectPrefix=oth")).isEqualTo("200 []");
            assertThat(registry.get("/schemas?subjectPrefix=oth&aliases=true"))
                    .startsWith("200 [" + real)
                    .endsWith("\"ts\":0,\"deleted\":false,\"aliases\":[\"other\"]}]");
            assertThat(registry.get("/schemas?aliases=true&subjectPrefix=real")).doesNotContain("aliases");
        }
    }

    @Test
    void filtersSchemasByTheTypeOfTheirRules() {
        try (RegistryTester registry = RegistryTester.begin()) {
            registry.post("/subjects/plain/versions", schema("\"int\""));
            registry.post(
                    "/subjects/ruled/versions",
                    schema("\"int\"", "\"ruleSet\":{\"domainRules\":[{\"name\":\"r\",\"type\":\"CEL\"}]}"));

            assertThat(registry.get("/schemas?ruleType=CEL")).startsWith("200 [{\"subject\":\"ruled\",");
            assertThat(registry.get("/schemas?ruleType=ENCRYPT")).isEqualTo("200 []");
        }
    }
}
