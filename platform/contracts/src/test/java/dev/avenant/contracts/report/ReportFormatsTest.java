package dev.avenant.contracts.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.contracts.Shop;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.gate.NamedVersions;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ReportFormatsTest {
    private static GateReport broken() {
        return new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .withContracts("""
                        waivers:
                          - { rule: "a]]>b", path: "<&\\u0001%>", reason: r, owner: o, expires: 2026-01-01 }
                          - { rule: none, path: nowhere, reason: r, owner: o, expires: 2027-01-01 }
                        """)
                .check();
    }

    @Test
    void listsAllContractsThatAFindingConcerns() throws IOException {
        // Given a type that an event uses, and what is found in both
        GateReport report =
                new Shop().withNewMoney("\"scale\": 2", "\"scale\": 4").check();

        // When
        JsonNode findings = new ObjectMapper().readTree(JsonReport.of(report)).get("findings");

        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.get("rule").textValue().equals("decimal-changed"))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.get("contract").textValue()).isEqualTo("types/Money");
                    assertThat(finding.get("contracts"))
                            .extracting(JsonNode::textValue)
                            .containsExactly("types/Money", "orders/Placed");
                });
        assertThat(TextReport.verbose(report, false)).contains("    also in orders/Placed\n");
    }

    @Test
    void countsContractsAsJunitTests() {
        assertThat(JunitReport.of(broken()))
                .contains("<testsuite name=\"avenant check\" tests=\"3\" failures=\"2\" errors=\"0\"")
                .contains("<testcase classname=\"types\" name=\"Money\" time=\"0\">");
    }

    @Test
    void failsTheJunitTestOfEachContractThatAFindingConcerns() {
        GateReport report =
                new Shop().withNewMoney("\"scale\": 2", "\"scale\": 4").check();

        String xml = JunitReport.of(report);

        assertThat(xml).contains("<testsuite name=\"avenant check\" tests=\"2\" failures=\"2\" errors=\"0\"");
        assertThat(xml.split("<testcase ", -1))
                .hasSize(3)
                .filteredOn(testCase -> testCase.startsWith("classname"))
                .allSatisfy(testCase -> assertThat(testCase)
                        .contains("type=\"decimal-changed\"")
                        .contains("types/Money/v2.avsc:4:"));
    }

    @Test
    void annotatesTenOfAKindAtMostAndBreakingOnesFirst() {
        StringBuilder waivers = new StringBuilder("waivers:\n");
        for (int i = 0; i < 30; i++) {
            waivers.append("  - { rule: r" + i + ", path: p, reason: r, owner: o, expires: 2026-01-01 }\n");
        }
        GateReport report = new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .withContracts(waivers.toString())
                .check();

        String[] annotations = GithubReport.annotations(report)
                .lines()
                .filter(line -> line.startsWith("::error"))
                .toArray(String[]::new);

        assertThat(annotations).hasSize(10);
        assertThat(annotations[0])
                .startsWith("::error file=orders/Placed/v2.avsc,line=5,col=")
                .contains("BREAKS");
        assertThat(annotations[9])
                .isEqualTo("::error title=avenant check::" + (report.errors() - 9) + " more errors are in the log.");
    }

    @Test
    void keepsTheCommentAsShortAsGithubTakesIt() {
        StringBuilder waivers = new StringBuilder("waivers:\n");
        for (int i = 0; i < 120; i++) {
            waivers.append("  - { rule: type-changed, path: \"" + "|@".repeat(200) + i
                    + "\", reason: r, owner: o, expires: 2026-01-01 }\n");
        }
        GateReport report = new Shop().withContracts(waivers.toString()).check();

        String comment = GithubReport.markdown(report);

        assertThat(comment.length()).isLessThan(65_536);
        long rows = comment.lines().filter(line -> line.startsWith("| error")).count();
        assertThat(rows).isBetween(30L, 99L);
        assertThat(comment).endsWith("\n" + (120 - rows) + " more are in the log.\n");
    }

    @Test
    void keepsForeignTextInsideItsAnnotationAndItsCell() {
        GateReport report = new Shop().withContracts("""
                        waivers:
                          - { rule: "x,line=1::", path: "%0A::error::|<b>@all", reason: r, owner: o, expires: 2026-01-01 }
                        """).check();

        assertThat(GithubReport.annotations(report))
                .contains("title=contracts.yaml%3A waiver-expired::"
                        + "the waiver of x,line=1:: for %250A::error::|<b>@all expired on 2026-01-01.");
        assertThat(GithubReport.markdown(report))
                .startsWith("<!-- avenant check -->\n### Contracts: failed\n")
                .contains("for %0A::error::\\|&lt;b>@\u200ball expired");
    }

    @Test
    void writesALineForEachFindingAndWhatMattersOfThoseThatFail() throws IOException {
        GateReport report = new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .check();

        assertThat(TextReport.of(report, false)).isEqualTo("""
                orders/Placed/v2.avsc:5:5: type-changed: string was written and int is expected, which Avro cannot read from it. [BREAKS forward]
                    means   readers of v1 read what the new version writes
                    wrote   {"lines": "v", …}
                    read    fails: AvroTypeException: Found string, expecting int
                    was     orders/Placed/v1.avsc:5:5
                    breaks  bills, parcels
                    fix     Keep the type "int" of lines, and put the new type into a field of its own.

                orders/Placed/v2.avsc:5:5: type-changed: int was written and string is expected, which Avro cannot read from it. [BREAKS backward]
                    means   the new version reads what v1 wrote
                    wrote   {"lines": 1, …}
                    read    fails: AvroTypeException: Found int, expecting string
                    was     orders/Placed/v1.avsc:5:5
                    breaks  bills, parcels
                    fix     Keep the type "int" of lines, and put the new type into a field of its own.

                orders/Placed/v2.avsc:1:1: unreleased: Placed v2 is not in contracts.lock. [warning]
                    fix     Run avenant release when it is ready to be merged.

                Failed: 2 errors (2 breaking), 1 warning in 2 contracts, 3 versions, 1 pair compared against released, seed 20260101.
                """);
        assertThat(Files.readString(Path.of("../../docs/contracts.md")))
                .contains("```\n" + TextReport.of(report, false) + "```\n");
        assertThat(TextReport.of(report, true))
                .startsWith("\u001b[1morders/Placed/v2.avsc:5:5\u001b[0m: type-changed: ")
                .contains(" [\u001b[31;1mBREAKS\u001b[0m forward]\n")
                .contains(" [\u001b[33mwarning\u001b[0m]\n");
    }

    @Test
    void saysOfManyWarningsOfARuleHowManyThereAre() {
        GateReport report = new Shop()
                .withNewPlaced("\"fields\": [", "\"fields\": [" + undocumented(5))
                .check();

        assertThat(TextReport.of(report, false)).isEqualTo("""
                orders/Placed/v2.avsc:1:1: unreleased: Placed v2 is not in contracts.lock. [warning]
                    fix     Run avenant release when it is ready to be merged.

                orders/Placed/v2.avsc:3:14: field-without-doc: shop.orders.Placed.f0 has no doc. [5 warnings like this]
                4 more warnings are not shown: avenant check --verbose shows all, with how to mend them.

                Passed: 0 errors, 6 warnings in 2 contracts, 3 versions, 1 pair compared against released, seed 20260101.
                """);
        assertThat(TextReport.verbose(report, false))
                .contains("""
                        orders/Placed/v2.avsc:3:14: field-without-doc: shop.orders.Placed.f0 has no doc. [warning]
                            fix     Add "doc": "…".

                        """)
                .contains("shop.orders.Placed.f4 has no doc. [warning]\n")
                .doesNotContain("--verbose");
    }

    @Test
    void showsEachOfAFewWarnings() {
        GateReport report = new Shop()
                .withNewPlaced("\"fields\": [", "\"fields\": [" + undocumented(3))
                .check();

        assertThat(TextReport.of(report, false))
                .contains("f0 has no doc. [warning]\n", "f1 has no doc. [warning]\n", "f2 has no doc. [warning]\n")
                .doesNotContain("--verbose");
    }

    @Test
    void showsEveryFailureOfARule() {
        GateReport report = new Shop()
                .withNewPlaced("\"fields\": [", "\"fields\": [" + undocumented(9))
                .withContracts("lint: { field-without-doc: error }\n")
                .check();

        assertThat(TextReport.of(report, false).lines().filter(line -> line.endsWith(" has no doc. [error]")))
                .hasSize(9);
    }

    @Test
    void describesTheRulesOfSarif() throws IOException {
        JsonNode rules = sarif(new Shop()
                        .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                        .check())
                .at("/tool/driver/rules");

        assertThat(rules).hasSize(2);
        assertThat(rules.get(0)).hasToString(json("""
                {"id": "type-changed",
                 "shortDescription": {"text": "Type changed (breaks readers)"},
                 "fullDescription": {"text": "The writer's type cannot be read as the reader's type."},
                 "help": {
                   "text": "The writer's type cannot be read as the reader's type. Keep the type, and add a field of the new type beside it. Example: {\\"name\\": \\"age\\", \\"type\\": \\"int\\"} → {\\"name\\": \\"age\\", \\"type\\": \\"string\\"}",
                   "markdown": "The writer's type cannot be read as the reader's type.\\n\\n**How to mend it:** Keep the type, and add a field of the new type beside it.\\n\\n**Example:** `{\\"name\\": \\"age\\", \\"type\\": \\"int\\"}` → `{\\"name\\": \\"age\\", \\"type\\": \\"string\\"}`\\n\\n[Avro's specification](https://avro.apache.org/docs/1.12.0/specification/#schema-resolution)"},
                 "helpUri": "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
                 "defaultConfiguration": {"level": "error"},
                 "properties": {"tags": ["avro", "compatibility", "wire", "breaks"], "problem.severity": "error"}}
                """).toString());
        assertThat(rules.get(1).at("/help/markdown").textValue())
                .endsWith("Set it to `error`, `warn` or `off` under `lint:` in `contracts.yaml`.");
    }

    @Test
    void describesEveryRule() {
        assertThat(Rule.all()).allSatisfy(rule -> {
            SarifRule described = SarifRule.of(rule);
            assertThat(described.shortDescription().text()).isNotBlank().doesNotContain("`");
            assertThat(described.fullDescription().text()).endsWith(".").doesNotContain("`");
            assertThat(described.help().text()).doesNotContain("`");
            assertThat(described.help().markdown()).contains(rule.why(), rule.remedy(), "**Example:** ");
        });
    }

    @Test
    void namesFilesOfARevisionByTheirPathsInSarif() throws IOException {
        ContractFiles before = new Shop().files().shownAs(path -> "origin/main:services/a/schemas/" + path);
        ContractFiles after = new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .files()
                .shownAs(path -> "services/a/schemas/" + path);

        JsonNode result = sarif(Gate.check(
                        ContractTree.load(after),
                        Baseline.tree("origin/main", ContractTree.load(before), NamedVersions.NONE),
                        Shop.TODAY))
                .at("/results/0");

        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("services/a/schemas/orders/Placed/v2.avsc");
        assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("services/a/schemas/orders/Placed/v1.avsc");
        assertThat(result.at("/relatedLocations/0/message/text").textValue()).isEqualTo("as it was in origin/main");
    }

    @Test
    void writesEveryPathAsARelativeReferenceInSarif() throws IOException {
        GateReport report = new GateReport(
                "released",
                List.of(),
                1,
                1,
                1,
                List.of(GateFinding.of(
                        ContractRule.UNKNOWN_FILE,
                        "x",
                        SourceLocation.startOf("a:b/ü %.avsc"),
                        "found it",
                        "Move it")));

        assertThat(sarif(report)
                        .at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("./a:b/%C3%BC%20%25.avsc");
    }

    private static JsonNode sarif(GateReport report) throws IOException {
        return json(SarifReport.of(report)).at("/runs/0");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void showsOnePlaceOfARepeatedWarningInTheCommentAndAnnotatesTheOthersFirst() {
        GateReport report = new Shop()
                .withNewPlaced("\"fields\": [", "\"fields\": [" + undocumented(12))
                .check();

        assertThat(GithubReport.markdown(report))
                .endsWith("| warning | `orders/Placed/v2.avsc:1:1` | Placed v2 is not in contracts.lock. `unreleased`"
                        + " | Run avenant release when it is ready to be merged. |\n"
                        + "| 12 warnings | `orders/Placed/v2.avsc:3:14` | shop.orders.Placed.f0 has no doc."
                        + " `field-without-doc` | Add \"doc\": \"…\". |\n\n11 more are in the log.\n");
        assertThat(GithubReport.annotations(report).lines().filter(line -> line.startsWith("::warning")))
                .hasSize(10)
                .startsWith(
                        "::warning file=orders/Placed/v2.avsc,line=1,col=1,title=orders/Placed%3A unreleased::Placed"
                                + " v2 is not in contracts.lock. Fix: Run avenant release when it is ready to be merged.")
                .endsWith("::warning title=avenant check::4 more warnings are in the log.");
    }

    private static String undocumented(int fields) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields; i++) {
            text.append("{\"name\": \"f").append(i).append("\", \"type\": \"int\", \"default\": 0}, ");
        }
        return text.toString();
    }

    @Test
    void namesManyVersionsInFewWords() {
        assertThat(VersionRanges.of(List.of())).isEmpty();
        assertThat(VersionRanges.of(List.of("v1", "v2"))).isEqualTo("v1, v2");
        assertThat(VersionRanges.of(List.of("v1", "v3", "v4", "v5", "v9", "main:a.avsc")))
                .isEqualTo("v1, v3 to v5, v9, main:a.avsc");
    }

    @Test
    void keepsForeignTextFromBecomingACommandOfTheRunner() {
        GateReport report = new GateReport(
                "released",
                List.of(),
                1,
                1,
                1,
                List.of(GateFinding.of(
                        ContractRule.UNKNOWN_FILE,
                        "::error::x",
                        SourceLocation.startOf("::error::x.avsc"),
                        "found ##[add-path]x",
                        "Move it")));

        assertThat(GithubReport.annotations(report).lines())
                .containsExactly(
                        "::group::avenant check",
                        ":\u200b:error::x.avsc:1:1: unknown-file: found ##\u200b[add-path]x. [error]",
                        "    fix     Move it.",
                        "",
                        "Failed: 1 error, 0 warnings in 0 contracts, 1 version, 1 pair compared against released, seed 1.",
                        "::endgroup::",
                        "::error file=%3A%3Aerror%3A%3Ax.avsc,line=1,col=1,title=%3A%3Aerror%3A%3Ax%3A unknown-file"
                                + "::found ##[add-path]x. Fix: Move it.",
                        "Failed: 1 error, 0 warnings in 0 contracts, 1 version, 1 pair compared against released, seed 1.");
    }

    @Test
    void keepsForeignTextFromBecomingMarkup() {
        GateReport report = new GateReport(
                "released",
                List.of(),
                1,
                1,
                1,
                List.of(GateFinding.of(
                        ContractRule.UNKNOWN_FILE,
                        "x",
                        SourceLocation.startOf("a|`b.avsc"),
                        "found ![x](http://x) `<img>` @all |",
                        "Move it")));

        assertThat(GithubReport.markdown(report))
                .endsWith("\n| error | `a\\|'b.avsc:1:1` | found !\\[x\\](http://x) \\`&lt;img>\\` @\u200ball \\|."
                        + " `unknown-file` | Move it. |\n");
    }

    @Test
    void writesJsonForPrograms() {
        String json = JsonReport.of(broken());

        assertThat(json)
                .contains("\"failed\" : true")
                .contains("\"seed\" : 20260101")
                .contains("\"rule\" : \"waiver-stale\"")
                .contains("\"breaks\" : [ \"bills\", \"parcels\" ]");
    }
}
