package dev.avenant.contracts.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody would write on purpose, or only to do harm, are answered with a place and a sentence. */
@Tag("fast")
class HostileFilesTest {
    private static final long SEED = 20_260_102L;

    private static final String SCHEMA = """
            {"type": "record", "name": "Placed", "namespace": "shop.orders", "doc": "An order.", "fields": [
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"], "default": "A"}, "doc": "d"},
              {"name": "next", "type": ["null", "Placed"], "default": null, "doc": "d"},
              {"name": "price", "type": ["null", "shop.types.Money"], "default": null, "doc": "d"}
            ]}
            """;

    @Test
    void answersEveryTruncatedFile() {
        for (int length = 0; length < SCHEMA.length(); length++) {
            GateReport report = new Shop()
                    .with("orders/Placed/v2.avsc", SCHEMA.substring(0, length))
                    .check();

            assertThat(report.findings())
                    .as("cut after %d characters", length)
                    .anySatisfy(finding -> assertThat(finding.location().file()).isEqualTo("orders/Placed/v2.avsc"));
            if (length < SCHEMA.strip().length()) {
                assertThat(report.failed())
                        .as("cut after %d characters", length)
                        .isTrue();
            }
        }
    }

    @Test
    void answersFilesWithBytesChangedAtRandom() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = SCHEMA.getBytes(StandardCharsets.UTF_8);
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String outcome = outcome(bytes);

            assertThat(outcome).as("round %d of seed %d", round, SEED).matches("read|f:\\d+:\\d+: .+\\. .+\\.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"array\",\"items\":",
                "[",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":",
                "{\"type\":{\"type\":",
            })
    void refusesTenThousandLevels(String level) {
        GateReport report =
                new Shop().with("orders/Placed/v2.avsc", level.repeat(10_000)).check();

        assertThat(report.findings().get(0).message())
                .isEqualTo("expected at most 400 levels of nesting but found more.");
    }

    @Test
    void refusesFiftyMegabytesWithoutParsingThem() {
        GateReport report = new Shop()
                .with("orders/Placed/v2.avsc", "[" + " ".repeat(50 << 20))
                .check();

        assertThat(report.findings().get(0).location()).hasToString("orders/Placed/v2.avsc:1:1");
        assertThat(report.findings().get(0).message()).isEqualTo("expected at most 8000000 bytes but found 52428801.");
    }

    @Test
    void refusesTypesInACircle() {
        GateReport report = new Shop()
                .with("types/Money/v2.avsc", type("Money", "Purse"))
                .with("types/Purse/v1.avsc", type("Purse", "Money"))
                .check();

        assertThat(report.findings())
                .extracting(GateFinding::message)
                .contains("expected references without a cycle but found "
                        + "shop.types.Purse -> shop.types.Money -> shop.types.Purse.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\": \"Placed\"|\"name\": \"Placed { static { Runtime.getRuntime(); } } class X\"",
                "\"name\": \"next\"|\"name\": \"a; int b\"",
                "\"B\"|\"B; static {}\"",
                "\"namespace\": \"shop.orders\"|\"namespace\": \"shop; class X {}\"",
                "\"doc\": \"An order.\"|\"doc\": \"*/ static { System.exit(1); } /*\"",
                "\"doc\": \"An order.\"|\"doc\": \"\\\\u002a\\\\u002f static {} /*\"",
                "\"doc\": \"An order.\"|\"javaAnnotation\": \"A @interface B {} class C\"",
                "\"type\": [\"null\", \"Placed\"]|\"type\": {\"type\": \"string\", \"java-class\": \"java.io.File\"}",
            })
    void refusesTextThatWouldBecomeJava(String edit) {
        String[] parts = edit.split("\\|", 2);
        GateReport report = new Shop()
                .with("orders/Placed/v2.avsc", SCHEMA.replace(parts[0], parts[1]))
                .check();

        assertThat(report.failed()).isTrue();
        assertThat(report.findings().stream().filter(GateFinding::isFailure)).anySatisfy(finding -> {
            assertThat(finding.location().file()).isEqualTo("orders/Placed/v2.avsc");
            assertThat(finding.ruleId()).isIn("schema-syntax", "doc-leaves-comment", "property-is-java");
        });
    }

    @Test
    void refusesYamlThatGrowsOrConstructsObjects() {
        GateReport tagged = new Shop()
                .with("contracts.yaml", "topics: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]")
                .check();
        GateReport deep = new Shop().with("contracts.yaml", "[".repeat(5_000)).check();

        assertThat(tagged.findings().get(0).message())
                .isEqualTo("expected YAML but found: Global tag is not allowed: "
                        + "tag:yaml.org,2002:javax.script.ScriptEngineManager.");
        assertThat(deep.failed()).isTrue();
        assertThat(deep.findings().get(0).location().file()).isEqualTo("contracts.yaml");
    }

    private static String outcome(byte[] bytes) {
        try {
            SchemaSource.decode("f", bytes)
                    .resolve(List.of(
                            SchemaSource.parse("m", "{\"type\":\"fixed\",\"name\":\"shop.types.Money\",\"size\":8}")
                                    .resolve()));
            return "read";
        } catch (SchemaSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String type(String name, String uses) {
        return """
                {"type": "record", "name": "%s", "namespace": "shop.types", "fields": [
                  {"name": "f", "type": ["null", "shop.types.%s"]}]}
                """.formatted(name, uses);
    }
}
