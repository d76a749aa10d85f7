package dev.avenant.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.build.BuildVersion;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.contracts.docs.ContractDocs;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.ComparisonText;
import dev.avenant.contracts.report.GithubReport;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.contracts.report.JunitReport;
import dev.avenant.contracts.report.SarifReport;
import dev.avenant.contracts.report.TextReport;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that is written for programs and for browsers, byte for byte. Run with {@code -Davenant.record=true} to
 * record the output anew after a change that is meant, and read the difference before it is committed.
 */
@Tag("fast")
class RecordedOutputTest {
    private static final Path RECORDED = Path.of("src/test/resources/dev/avenant/contracts/recorded");

    /** A text that would leave its place in JSON, XML, HTML, Markdown and a workflow command, were it not escaped. */
    private static final String HOSTILE =
            "]]> </td><script>alert(1)</script>&amp;\\u0000\\u001b[31m \u202e \uFFFE ::error::%0A |@all 中文"
                    + " \ud83d\ude80 \\\"'{{x}}{{{x}}}";

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void writesWhatIsRecorded(String file, String written) throws IOException {
        Path recorded = RECORDED.resolve(file);
        if (Boolean.getBoolean("avenant.record")) {
            Files.createDirectories(recorded.getParent());
            Files.writeString(recorded, written);
        }

        assertThat(written).isEqualTo(Files.readString(recorded));
    }

    static Stream<Object[]> outputs() {
        Map<String, String> outputs = new TreeMap<>();
        of("quiet", new Shop(), outputs);
        of("breaking", breaking(), outputs);
        of("hostile", hostile(), outputs);
        return outputs.entrySet().stream().map(output -> new Object[] {output.getKey(), output.getValue()});
    }

    private static void of(String name, Shop shop, Map<String, String> outputs) {
        GateReport report = shop.check();
        ContractTree tree = shop.tree();
        outputs.put(name + "/report.txt", TextReport.of(report, false));
        outputs.put(name + "/report.json", JsonReport.of(report));
        outputs.put(
                name + "/report.sarif",
                SarifReport.of(report)
                        .replace("\"version\" : \"" + BuildVersion.text() + "\"", "\"version\" : \"OF-THE-BUILD\""));
        outputs.put(name + "/report.xml", JunitReport.of(report));
        outputs.put(name + "/report.annotations", GithubReport.annotations(report));
        outputs.put(name + "/report.md", GithubReport.markdown(report));
        Contract placed = tree.find("Placed").orElseThrow();
        ComparedSchema before = placed.releases().get(0).compared();
        ComparedSchema after = placed.current().orElseThrow().compared();
        var comparison =
                FixFinder.withFixes(before, after, SchemaComparison.compare(before, after, ComparisonSettings.QUICK));
        outputs.put(name + "/comparison.txt", ComparisonText.of(comparison, false));
        outputs.put(name + "/comparison.json", JsonReport.of(comparison));
        ContractDocs.files(tree).forEach((path, text) -> outputs.put(name + "/docs/" + path, text));
    }

    private static Shop breaking() {
        return Shop.withKey()
                .withNewKey("The shop.", "Which shop.")
                .withNewMoney("\"scale\": 2", "\"scale\": 3")
                .with("types/Size/v1.avsc", """
                        {"type": "enum", "name": "Size", "namespace": "shop.types", "doc": "How large it is.",
                         "symbols": ["UNSPECIFIED", "SMALL", "LARGE"], "default": "UNSPECIFIED"}
                        """)
                .with("orders/Placed/v2.avsc", """
                        {
                          "type": "record", "name": "Placed", "namespace": "shop.orders", "doc": "An order was placed.",
                          "fields": [
                            {"name": "orderId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The key."},
                            {"name": "lines", "type": "string", "doc": "How many lines it has."},
                            {"name": "class", "type": ["string", "null"], "doc": "A word of Java.", "tags": ["PII", "x"]},
                            {"name": "sizes", "type": {"type": "array", "items": "shop.types.Size"}, "doc": "Sizes.", "default": []},
                            {"name": "notes", "type": {"type": "map", "values": ["null", "string"]}, "doc": "Notes.", "default": {}},
                            {"name": "gift", "type": ["null", "string"], "doc": "For whom.", "default": null},
                            {"name": "price", "type": "shop.types.Money", "doc": "What it costs."}
                          ]
                        }
                        """)
                .withContracts("""
                          Size: { owner: shop }
                        waivers:
                          - { rule: field-without-default, path: orders/Placed/class, reason: none old, owner: shop, expires: 2026-12-31 }
                          - { rule: type-changed, path: orders/Gone, reason: was fine, owner: shop, expires: 2026-12-31 }
                        """);
    }

    private static Shop hostile() {
        return Shop.withKey()
                .withNewPlaced("How many lines it has.", HOSTILE)
                .withNewKey("The shop.", HOSTILE)
                .withContracts("""
                        waivers:
                          - { rule: "a]]>b", path: "<&\\u0001%>", reason: "]]>\uD83D\uDE80", owner: "\\u2028", expires: 2026-01-01 }
                          - { rule: key-schema-changed, path: "*", reason: "]]>\\u0007<x>", owner: "|@all", expires: 2026-12-31 }
                        """);
    }
}
