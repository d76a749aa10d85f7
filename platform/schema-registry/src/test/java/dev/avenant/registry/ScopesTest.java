package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where configurations and modes count: a subject, its context, all contexts. */
@Tag("fast")
class ScopesTest {

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void takesTheNearestOfSubjectContextAndAllContexts() {
        registry.put("/config/:.__GLOBAL:", "{\"compatibility\":\"FULL\"}");
        registry.put("/config/:.c:", "{\"compatibility\":\"FORWARD\"}");
        registry.put("/config/:.c:own", "{\"compatibility\":\"NONE\"}");

        assertThat(registry.get("/config/:.c:own?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
        assertThat(registry.get("/config/:.c:other?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"FORWARD\"}");
        assertThat(registry.get("/contexts/.d/config/any?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.get("/config/any?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.get("/config?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.get("/config")).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void keepsTheDefaultContextToItself() {
        registry.put("/config", "{\"compatibility\":\"NONE\"}");
        registry.put("/mode", "{\"mode\":\"READONLY\"}");

        assertThat(registry.get("/config/:.c:a?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(registry.post("/subjects/:.c:a/versions", schema("\"int\""))).startsWith("200 ");
        assertThat(registry.post("/subjects/a/versions", schema("\"int\"")))
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject a in context  is in read-only mode\"}");
    }

    @Test
    void locksEveryContextAtOnceAndLetsOneStayOpen() {
        registry.put("/mode/:.__GLOBAL:", "{\"mode\":\"READONLY\"}");
        registry.put("/mode/:.open:", "{\"mode\":\"READWRITE\"}");

        assertThat(registry.post("/subjects/:.shut:a/versions", schema("\"int\"")))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"Subject :.shut:a in context :.shut: is in read-only mode\"}");
        assertThat(registry.post("/subjects/:.open:a/versions", schema("\"int\"")))
                .startsWith("200 ");
        assertThat(registry.get("/mode?defaultToGlobal=true")).isEqualTo("200 {\"mode\":\"READONLY\"}");
        assertThat(registry.get("/mode")).isEqualTo("200 {\"mode\":\"READWRITE\"}");
        assertThat(registry.delete("/mode/:.__GLOBAL:")).isEqualTo("200 {\"mode\":\"READONLY\"}");
        assertThat(registry.post("/subjects/:.shut:a/versions", schema("\"int\"")))
                .startsWith("200 ");
    }

    @Test
    void forwardsOnlyAllContextsAtOnce() {
        assertThat(registry.put("/mode/a", "{\"mode\":\"FORWARD\"}"))
                .isEqualTo("422 {\"error_code\":42204,\"message\":\"Forward mode only supported on global level\"}");
        assertThat(registry.put("/mode/:.__GLOBAL:", "{\"mode\":\"FORWARD\"}")).isEqualTo("200 {\"mode\":\"FORWARD\"}");
        assertThat(registry.post("/subjects/a/versions", schema("\"int\"", "\"id\":5,\"version\":3")))
                .startsWith("200 {\"id\":5,\"version\":3,");
        assertThat(registry.post("/subjects/b/versions", schema("\"long\"")))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"Subject b in context  is not in read-write mode\"}");
    }

    @Test
    void holdsNoSubjectInTheContextOfAllContexts() {
        assertThat(registry.post("/subjects/:.__GLOBAL:a/versions", schema("\"int\"")))
                .isEqualTo(
                        "422 {\"error_code\":42208,\"message\":\"The specified subject ':.__GLOBAL:a' is not a valid.\"}");
    }

    @Test
    void takesTheNameOfTheDefaultContextForItsSettings() {
        registry.put("/config/:.:", "{\"compatibility\":\"FULL\"}");

        assertThat(registry.get("/config")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.get("/contexts/:.:/config")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.delete("/config/:.:")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
    }

    @Test
    void takesModesBackBelowAContextWhoseOwnIsNotSet() {
        registry.put("/mode/:.c:a", "{\"mode\":\"READONLY\"}");
        registry.put("/mode/:.d:a", "{\"mode\":\"READONLY\"}");

        assertThat(registry.delete("/mode/:.c:?recursive=true")).isEqualTo("200 {}");
        assertThat(registry.get("/mode/:.c:a"))
                .isEqualTo(
                        "404 {\"error_code\":40409,\"message\":\"Subject ':.c:a' does not have subject-level mode configured\"}");
        assertThat(registry.get("/mode/:.d:a")).isEqualTo("200 {\"mode\":\"READONLY\"}");
    }

    @Test
    void removesAContextOnceItIsEmpty() {
        registry.post("/subjects/:.c:a/versions", schema("\"int\""));

        assertThat(registry.delete("/contexts/.c"))
                .isEqualTo("422 {\"error_code\":42211,\"message\":\"The specified context ':.c:' is not empty.\"}");
        registry.delete("/subjects/:.c:a");
        assertThat(registry.delete("/contexts/.c")).startsWith("422 {\"error_code\":42211,");
        registry.delete("/subjects/:.c:a?permanent=true");
        assertThat(registry.get("/contexts")).isEqualTo("200 [\".\",\".c\"]");
        assertThat(registry.delete("/contexts/.c")).isEqualTo("204");
        assertThat(registry.get("/contexts")).isEqualTo("200 [\".\"]");
        assertThat(registry.delete("/contexts/.c")).isEqualTo("204");
    }

    @Test
    void knowsNoContextWithAColonInItsName() {
        assertThat(registry.get("/contexts/a:b/subjects"))
                .isEqualTo("400 {\"error_code\":400,\"message\":\"Context name cannot contain a colon\"}");
    }

    @Test
    void takesAContextWithoutItsSecondColonForTheContext() {
        registry.post("/subjects/:.c/versions", schema("\"int\""));

        assertThat(registry.get("/subjects")).isEqualTo("200 [\":.c:\"]");
        assertThat(registry.get("/contexts")).isEqualTo("200 [\".\",\".c\"]");
    }

    @Test
    void saysThatAModeIsNotThereBeforeItSaysThatModesDoNotChange() {
        String refused = "422 {\"error_code\":42205,\"message\":\"Mode changes are not allowed\"}";
        try (RegistryTester unchanging =
                RegistryTester.begin(SchemaRegistryConfig.inMemory().with("mode.mutability", "false"))) {
            assertThat(unchanging.delete("/mode/none"))
                    .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'none' not found.\"}");
            assertThat(unchanging.delete("/mode/none?recursive=true")).isEqualTo(refused);
            assertThat(unchanging.delete("/mode")).isEqualTo(refused);
            assertThat(unchanging.put("/mode/a", "{\"mode\":\"READONLY\"}")).isEqualTo(refused);
        }
    }
}
