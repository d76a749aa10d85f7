package dev.avenant.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avenant.build.BuildVersion;
import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.json.JsonText;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Rule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.TextEdit;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as SARIF 2.1.0, which code hosts show beside the changed lines. */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    /** The whole report as one SARIF log. */
    public static String of(GateReport report) {
        List<Rule> rules = report.findings().stream()
                .map(GateFinding::rule)
                .distinct()
                .sorted(Comparator.comparing(Rule::id))
                .toList();
        Driver driver = new Driver(
                "avenant",
                BuildVersion.text(),
                rules.stream().map(SarifRule::of).toList());
        List<Result> results = report.findings().stream()
                .map(finding -> Result.of(finding, rules.indexOf(finding.rule()), report.against()))
                .toList();
        return JsonText.of(new Log(SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), "utf16CodeUnits", results))));
    }

    private record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

    private record Run(Tool tool, String columnKind, List<Result> results) {}

    private record Tool(Driver driver) {}

    private record Driver(String name, String version, List<SarifRule> rules) {}

    private record Result(
            String ruleId,
            int ruleIndex,
            String level,
            Message message,
            List<Location> locations,
            @Nullable List<Location> relatedLocations,
            PartialFingerprints partialFingerprints,
            @Nullable List<Suppression> suppressions,
            @Nullable List<SarifFix> fixes) {
        static Result of(GateFinding finding, int ruleIndex, String against) {
            return new Result(
                    finding.ruleId(),
                    ruleIndex,
                    finding.severity() == Severity.ERROR ? "error" : "warning",
                    new Message(Messages.full(finding)),
                    List.of(Location.of(finding.location())),
                    finding.oldLocation()
                            .map(place -> Location.before(place, against))
                            .map(List::of)
                            .orElse(null),
                    new PartialFingerprints(finding.ruleId() + "|" + finding.path() + "|"
                            + finding.direction()
                                    .map(GateFinding.Direction::label)
                                    .orElse("")),
                    finding.waiver().map(Suppression::of).map(List::of).orElse(null),
                    finding.triedFix()
                            .filter(Fix::isApplicable)
                            .map(SarifFix::of)
                            .map(List::of)
                            .orElse(null));
        }
    }

    private record Message(String text) {}

    private record PartialFingerprints(
            @JsonProperty("avenant/v1") String avenant) {}

    private record Location(
            PhysicalLocation physicalLocation, @Nullable Message message) {
        static Location of(SourceLocation location) {
            return at(location, location.file(), null);
        }

        /** Where something stood in what was compared with; a revision is named beside the file, which has one path in all. */
        static Location before(SourceLocation location, String against) {
            String inRevision = against + ":";
            return location.file().startsWith(inRevision)
                    ? at(
                            location,
                            location.file().substring(inRevision.length()),
                            new Message("as it was in " + against))
                    : at(location, location.file(), new Message("as it was"));
        }

        private static Location at(SourceLocation location, String file, @Nullable Message message) {
            return new Location(
                    new PhysicalLocation(
                            new ArtifactLocation(uri(file)), new Region(location.line(), location.column())),
                    message);
        }

        /** A path as a relative reference; what stands at a registry has an address already. */
        private static String uri(String file) {
            if (file.startsWith("http://") || file.startsWith("https://")) {
                return file;
            }
            try {
                // a colon in the first folder would make it the name of a protocol
                String path = file.replaceFirst("^([^/]*):", "./$1:");
                return new URI(null, null, path, null).toASCIIString();
            } catch (URISyntaxException e) {
                return "unknown";
            }
        }
    }

    private record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

    private record ArtifactLocation(String uri) {}

    private record Region(int startLine, int startColumn) {}

    private record SarifFix(Message description, List<ArtifactChange> artifactChanges) {
        static SarifFix of(Fix fix) {
            return new SarifFix(
                    new Message(fix.sentence()),
                    List.of(new ArtifactChange(
                            new ArtifactLocation(Location.uri(fix.file())),
                            fix.edits().stream().map(Replacement::of).toList())));
        }
    }

    private record ArtifactChange(ArtifactLocation artifactLocation, List<Replacement> replacements) {}

    private record Replacement(DeletedRegion deletedRegion, InsertedContent insertedContent) {
        static Replacement of(TextEdit edit) {
            return new Replacement(
                    new DeletedRegion(
                            edit.start().line(),
                            edit.start().column(),
                            edit.end().line(),
                            edit.end().column()),
                    new InsertedContent(edit.text()));
        }
    }

    /** Its end is the place behind its last character. */
    private record DeletedRegion(int startLine, int startColumn, int endLine, int endColumn) {}

    private record InsertedContent(String text) {}

    private record Suppression(String kind, String justification) {
        static Suppression of(Waiver waiver) {
            return new Suppression(
                    "external", waiver.reason() + " (" + waiver.owner() + ", until " + waiver.expires() + ")");
        }
    }
}
