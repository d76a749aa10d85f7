package dev.avenant.contracts.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.gate.GateReport;
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
    void countsContractsAsJunitTests() {
        assertThat(JunitReport.of(broken()))
                .contains("<testsuite name=\"avenant check\" tests=\"3\" failures=\"2\" errors=\"0\"")
                .contains("<testcase classname=\"types\" name=\"Money\" time=\"0\">");
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
                .isEqualTo("::error title=avenant check::" + (report.errors() - 9)
                        + " more errors are in the log and in the job summary.");
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
    void writesTextForPeople() {
        GateReport report = new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .check();

        String text = TextReport.of(report, false);

        assertThat(text)
                .startsWith("orders/Placed/v2.avsc:5:")
                .contains("\n    breaks  bills, parcels\n")
                .contains("Failed: 2 errors (2 breaking), 1 warning in 2 contracts, 3 versions, "
                        + "1 pair compared against released, seed 20260101.\n");
        assertThat(TextReport.of(report, true)).contains("\u001b[31;1merror\u001b[0m");
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
