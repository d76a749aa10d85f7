package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata and rules: how they come together, and which are refused. */
@Tag("fast")
class RulesTest {

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void close() {
        registry.close();
    }

    private static String rule(String name, String expression) {
        return "{\"name\":\"" + name
                + "\",\"kind\":\"TRANSFORM\",\"mode\":\"WRITEREAD\",\"type\":\"CEL\",\"expr\":\"" + expression
                + "\",\"disabled\":false}";
    }

    private String rulesOf(String subject) {
        String answer = registry.get("/subjects/" + subject + "/versions/latest");
        return answer.substring(answer.indexOf("\"ruleSet\""), answer.indexOf(",\"schema\":"));
    }

    @Test
    void putsRulesOverDefaultsAndUnderOverrides() {
        registry.put(
                "/config/a",
                "{\"defaultRuleSet\":{\"domainRules\":[" + rule("base", "1") + "," + rule("both", "1")
                        + "]},\"overrideRuleSet\":{\"domainRules\":[" + rule("last", "3") + "]}}");

        registry.post(
                "/subjects/a/versions",
                schema(
                        "\"int\"",
                        "\"ruleSet\":{\"domainRules\":[" + rule("both", "2") + "," + rule("last", "2") + ","
                                + rule("own", "2") + "]}"));

        assertThat(rulesOf("a"))
                .isEqualTo("\"ruleSet\":{\"domainRules\":[" + rule("base", "1") + "," + rule("both", "2") + ","
                        + rule("own", "2") + "," + rule("last", "3") + "]}");
    }

    @Test
    void keepsTheRulesAndMetadataOfTheVersionBefore() {
        registry.post(
                "/subjects/a/versions",
                schema(
                        "\"int\"",
                        "\"metadata\":{\"properties\":{\"owner\":\"ada\"},\"sensitive\":[\"owner\"]}",
                        "\"ruleSet\":{\"domainRules\":[" + rule("r", "1") + "]}"));

        String next = registry.post("/subjects/a/versions", schema("\"long\""));

        assertThat(next)
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains("\"metadata\":{\"properties\":{\"owner\":\"ada\"},\"sensitive\":[\"owner\"]},\"ruleSet\":"
                        + "{\"domainRules\":[" + rule("r", "1") + "]},\"schema\"");
    }

    @Test
    void mergesPropertiesTagsAndSensitiveNames() {
        registry.put(
                "/config",
                "{\"defaultMetadata\":{\"properties\":{\"a\":\"d\",\"b\":\"d\"},\"tags\":{\"x\":[\"D\"]},\"sensitive\":[\"a\"]},"
                        + "\"overrideMetadata\":{\"properties\":{\"c\":\"o\"},\"tags\":{\"y\":[\"O\"]},\"sensitive\":[\"c\"]}}");

        String answer = registry.post(
                "/subjects/a/versions",
                schema(
                        "\"int\"",
                        "\"metadata\":{\"properties\":{\"b\":\"s\",\"c\":\"s\"},\"tags\":{\"x\":[\"S\"]},\"sensitive\":[\"b\"]}"));

        assertThat(answer)
                .contains("\"metadata\":{\"tags\":{\"x\":[\"S\"],\"y\":[\"O\"]},"
                        + "\"properties\":{\"a\":\"d\",\"b\":\"s\",\"c\":\"o\"},\"sensitive\":[\"a\",\"b\",\"c\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"domainRules\":[{\"name\":\"r\",\"type\":\"T\"},{\"name\":\"r\",\"type\":\"T\"}]} | Found rule with duplicate name 'r'",
                "{\"migrationRules\":[{\"name\":\"r\",\"type\":\"T\",\"mode\":\"READ\"}]} | Migration rules can only be UPGRADE, DOWNGRADE, UPDOWN",
                "{\"domainRules\":[{\"name\":\"r\",\"type\":\"T\",\"mode\":\"UPGRADE\"}]} | Domain rules can only be WRITE, READ, WRITEREAD",
                "{\"domainRules\":[{\"type\":\"T\"}]} | Missing rule name",
                "{\"domainRules\":[{\"name\":\"\",\"type\":\"T\"}]} | Empty rule name",
                "{\"domainRules\":[{\"name\":\"1\",\"type\":\"T\"}]} | Illegal initial character in rule name: 1",
                "{\"domainRules\":[{\"name\":\"a.b\",\"type\":\"T\"}]} | Illegal character in rule name: a.b",
                "{\"domainRules\":[{\"name\":\"r\"}]} | Missing rule type",
                "{\"domainRules\":[{\"name\":\"r\",\"type\":\"T\",\"mode\":\"READ\",\"onFailure\":\"NONE,ERROR\"}]} | Multiple actions only valid with WRITEREAD and UPDOWN"
            })
    void refusesRulesThatNobodyCouldCarryOut(String rules, String flaw) {
        String refused = "422 {\"error_code\":42210,\"message\":\"" + flaw + "\"}";

        assertThat(registry.post("/subjects/a/versions", schema("\"int\"", "\"ruleSet\":" + rules)))
                .isEqualTo(refused);
        assertThat(registry.put("/config", "{\"defaultRuleSet\":" + rules + "}"))
                .isEqualTo(refused);
        assertThat(registry.put("/config/a", "{\"overrideRuleSet\":" + rules + "}"))
                .isEqualTo(refused);
    }

    @Test
    void changesRulesByName() {
        registry.post(
                "/subjects/a/versions",
                schema(
                        "\"int\"",
                        "\"ruleSet\":{\"domainRules\":[" + rule("keep", "1") + "," + rule("change", "1") + ","
                                + rule("drop", "1") + "]}"));

        String answer = registry.post(
                "/subjects/a/versions/latest/tags",
                "{\"rulesToMerge\":{\"domainRules\":[" + rule("change", "2") + "]},\"rulesToRemove\":[\"drop\"]}");

        assertThat(answer).startsWith("200 {\"id\":2,\"version\":2,");
        assertThat(rulesOf("a"))
                .isEqualTo("\"ruleSet\":{\"domainRules\":[" + rule("keep", "1") + "," + rule("change", "2") + "]}");
        assertThat(registry.post("/subjects/a/versions/1/tags", "{\"ruleSet\":{},\"rulesToRemove\":[\"keep\"]}"))
                .isEqualTo("422 {\"error_code\":42210,\"message\":"
                        + "\"ruleSet should be omitted if specifying rulesToMerge or rulesToRemove\"}");
    }
}
