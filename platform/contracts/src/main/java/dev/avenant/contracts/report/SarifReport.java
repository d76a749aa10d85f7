package dev.avenant.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.json.JsonText;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as SARIF 2.1.0, which code hosts show beside the changed lines. */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    /** The whole report as one SARIF log. */
    public static String of(GateReport report) {
        List<String> rules = report.findings().stream()
                .map(GateFinding::ruleId)
                .distinct()
                .sorted()
                .toList();
        Driver driver = new Driver(
                "avenant", "0.1.0", rules.stream().map(ReportingDescriptor::new).toList());
        List<Result> results = report.findings().stream()
                .map(finding -> Result.of(finding, rules.indexOf(finding.ruleId())))
                .toList();
        return JsonText.of(new Log(SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), "utf16CodeUnits", results))));
    }

    private record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

    private record Run(Tool tool, String columnKind, List<Result> results) {}

    private record Tool(Driver driver) {}

    private record Driver(String name, String version, List<ReportingDescriptor> rules) {}

    private record ReportingDescriptor(String id) {}

    private record Result(
            String ruleId,
            int ruleIndex,
            String level,
            Message message,
            List<Location> locations,
            @Nullable List<Location> relatedLocations,
            PartialFingerprints partialFingerprints,
            @Nullable List<Suppression> suppressions) {
        static Result of(GateFinding finding, int ruleIndex) {
            return new Result(
                    finding.ruleId(),
                    ruleIndex,
                    finding.severity() == Severity.ERROR ? "error" : "warning",
                    new Message(Messages.full(finding)),
                    List.of(Location.of(finding.location())),
                    finding.oldLocation().map(Location::of).map(List::of).orElse(null),
                    new PartialFingerprints(finding.ruleId() + "|" + finding.path() + "|"
                            + finding.direction()
                                    .map(GateFinding.Direction::label)
                                    .orElse("")),
                    finding.waiver().map(Suppression::of).map(List::of).orElse(null));
        }
    }

    private record Message(String text) {}

    private record PartialFingerprints(
            @JsonProperty("avenant/v1") String avenant) {}

    private record Location(PhysicalLocation physicalLocation) {
        static Location of(SourceLocation location) {
            return new Location(new PhysicalLocation(
                    new ArtifactLocation(uri(location.file())), new Region(location.line(), location.column())));
        }

        private static String uri(String file) {
            try {
                return new URI(null, null, file, null).toASCIIString();
            } catch (URISyntaxException e) {
                return "unknown";
            }
        }
    }

    private record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

    private record ArtifactLocation(String uri) {}

    private record Region(int startLine, int startColumn) {}

    private record Suppression(String kind, String justification) {
        static Suppression of(Waiver waiver) {
            return new Suppression(
                    "external", waiver.reason() + " (" + waiver.owner() + ", until " + waiver.expires() + ")");
        }
    }
}
