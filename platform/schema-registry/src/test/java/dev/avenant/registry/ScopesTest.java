package dev.avenant.registry;

import static dev.avenant.registry.Talk.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where configurations and modes count: a subject, its context, all contexts. */
class ScopesTest {

    private final Talk talk = Talk.begin();

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void takesTheNearestOfSubjectContextAndAllContexts() {
        talk.put("/config/:.__GLOBAL:", "{\"compatibility\":\"FULL\"}");
        talk.put("/config/:.c:", "{\"compatibility\":\"FORWARD\"}");
        talk.put("/config/:.c:own", "{\"compatibility\":\"NONE\"}");

        assertThat(talk.get("/config/:.c:own?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
        assertThat(talk.get("/config/:.c:other?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"FORWARD\"}");
        assertThat(talk.get("/contexts/.d/config/any?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(talk.get("/config/any?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(talk.get("/config?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(talk.get("/config")).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void keepsTheDefaultContextToItself() {
        talk.put("/config", "{\"compatibility\":\"NONE\"}");
        talk.put("/mode", "{\"mode\":\"READONLY\"}");

        assertThat(talk.get("/config/:.c:a?defaultToGlobal=true"))
                .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(talk.post("/subjects/:.c:a/versions", schema("\"int\""))).startsWith("200 ");
        assertThat(talk.post("/subjects/a/versions", schema("\"int\"")))
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject a in context  is in read-only mode\"}");
    }

    @Test
    void locksEveryContextAtOnceAndLetsOneStayOpen() {
        talk.put("/mode/:.__GLOBAL:", "{\"mode\":\"READONLY\"}");
        talk.put("/mode/:.open:", "{\"mode\":\"READWRITE\"}");

        assertThat(talk.post("/subjects/:.shut:a/versions", schema("\"int\"")))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"Subject :.shut:a in context :.shut: is in read-only mode\"}");
        assertThat(talk.post("/subjects/:.open:a/versions", schema("\"int\""))).startsWith("200 ");
        assertThat(talk.get("/mode?defaultToGlobal=true")).isEqualTo("200 {\"mode\":\"READONLY\"}");
        assertThat(talk.get("/mode")).isEqualTo("200 {\"mode\":\"READWRITE\"}");
        assertThat(talk.delete("/mode/:.__GLOBAL:")).isEqualTo("200 {\"mode\":\"READONLY\"}");
        assertThat(talk.post("/subjects/:.shut:a/versions", schema("\"int\""))).startsWith("200 ");
    }

    @Test
    void forwardsOnlyAllContextsAtOnce() {
        assertThat(talk.put("/mode/a", "{\"mode\":\"FORWARD\"}"))
                .isEqualTo("422 {\"error_code\":42204,\"message\":\"Forward mode only supported on global level\"}");
        assertThat(talk.put("/mode/:.__GLOBAL:", "{\"mode\":\"FORWARD\"}")).isEqualTo("200 {\"mode\":\"FORWARD\"}");
        assertThat(talk.post("/subjects/a/versions", schema("\"int\"", "\"id\":5,\"version\":3")))
                .startsWith("200 {\"id\":5,\"version\":3,");
        assertThat(talk.post("/subjects/b/versions", schema("\"long\"")))
                .isEqualTo(
                        "422 {\"error_code\":42205,\"message\":\"Subject b in context  is not in read-write mode\"}");
    }

    @Test
    void holdsNoSubjectInTheContextOfAllContexts() {
        assertThat(talk.post("/subjects/:.__GLOBAL:a/versions", schema("\"int\"")))
                .isEqualTo(
                        "422 {\"error_code\":42208,\"message\":\"The specified subject ':.__GLOBAL:a' is not a valid.\"}");
    }

    @Test
    void takesTheNameOfTheDefaultContextForItsSettings() {
        talk.put("/config/:.:", "{\"compatibility\":\"FULL\"}");

        assertThat(talk.get("/config")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(talk.get("/contexts/:.:/config")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
        assertThat(talk.delete("/config/:.:")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
    }

    @Test
    void takesModesBackBelowAContextWhoseOwnIsNotSet() {
        talk.put("/mode/:.c:a", "{\"mode\":\"READONLY\"}");
        talk.put("/mode/:.d:a", "{\"mode\":\"READONLY\"}");

        assertThat(talk.delete("/mode/:.c:?recursive=true")).isEqualTo("200 {}");
        assertThat(talk.get("/mode/:.c:a"))
                .isEqualTo(
                        "404 {\"error_code\":40409,\"message\":\"Subject ':.c:a' does not have subject-level mode configured\"}");
        assertThat(talk.get("/mode/:.d:a")).isEqualTo("200 {\"mode\":\"READONLY\"}");
    }

    @Test
    void removesAContextOnceItIsEmpty() {
        talk.post("/subjects/:.c:a/versions", schema("\"int\""));

        assertThat(talk.delete("/contexts/.c"))
                .isEqualTo("422 {\"error_code\":42211,\"message\":\"The specified context ':.c:' is not empty.\"}");
        talk.delete("/subjects/:.c:a");
        assertThat(talk.delete("/contexts/.c")).startsWith("422 {\"error_code\":42211,");
        talk.delete("/subjects/:.c:a?permanent=true");
        assertThat(talk.get("/contexts")).isEqualTo("200 [\".\",\".c\"]");
        assertThat(talk.delete("/contexts/.c")).isEqualTo("204");
        assertThat(talk.get("/contexts")).isEqualTo("200 [\".\"]");
        assertThat(talk.delete("/contexts/.c")).isEqualTo("204");
    }

    @Test
    void knowsNoContextWithAColonInItsName() {
        assertThat(talk.get("/contexts/a:b/subjects"))
                .isEqualTo("400 {\"error_code\":400,\"message\":\"Context name cannot contain a colon\"}");
    }

    @Test
    void takesAContextWithoutItsSecondColonForTheContext() {
        talk.post("/subjects/:.c/versions", schema("\"int\""));

        assertThat(talk.get("/subjects")).isEqualTo("200 [\":.c:\"]");
        assertThat(talk.get("/contexts")).isEqualTo("200 [\".\",\".c\"]");
    }
}
