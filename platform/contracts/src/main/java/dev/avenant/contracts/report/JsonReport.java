package dev.avenant.contracts.report;

import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.contracts.discovery.SchemaHistory.CheckedCommit;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.json.JsonText;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Witness;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report and a comparison for programs. Members are only ever added to these documents. */
public final class JsonReport {
    private JsonReport() {}

    /** What the gate found. */
    public static String of(GateReport report) {
        return JsonText.of(ReportDocument.of(report));
    }

    /**
     * What the gate found in each commit of a history.
     *
     * @param commits the oldest first
     */
    public static String of(List<CheckedCommit> commits) {
        return JsonText.of(new HistoryDocument(
                commits.stream().anyMatch(checked -> checked.report().failed()),
                commits.stream()
                        .map(checked -> new CommitDocument(
                                checked.commit().id(),
                                checked.commit().date(),
                                checked.commit().subject(),
                                ReportDocument.of(checked.report())))
                        .toList()));
    }

    /** What comparing two schemas found: {@code {"backward":{…},"forward":{…},"invalid":[…],…}}. */
    public static String of(Comparison comparison) {
        return JsonText.of(new ComparisonDocument(
                DirectionDocument.of(comparison.backward()),
                DirectionDocument.of(comparison.forward()),
                FindingDocument.of(comparison.invalid()),
                FindingDocument.of(comparison.invalidBefore()),
                comparison.seed()));
    }

    /** What comparing two sets of schemas has found. */
    public static String of(ComparedTypes compared) {
        return JsonText.of(new TypesDocument(
                compared.types().stream()
                        .map(type -> new TypeDocument(
                                type.name(),
                                type.oldFile(),
                                type.newFile(),
                                DirectionDocument.of(type.comparison().backward()),
                                DirectionDocument.of(type.comparison().forward()),
                                FindingDocument.of(type.comparison().invalid()),
                                FindingDocument.of(type.comparison().invalidBefore())))
                        .toList(),
                compared.gone(),
                compared.added(),
                compared.seed()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private record ReportDocument(
            boolean failed,
            String against,
            int contracts,
            int versions,
            int pairs,
            long seed,
            int errors,
            int warnings,
            int waived,
            List<GateFindingDocument> findings) {
        static ReportDocument of(GateReport report) {
            return new ReportDocument(
                    report.failed(),
                    report.against(),
                    report.contracts().size(),
                    report.versions(),
                    report.pairs(),
                    report.seed(),
                    report.errors(),
                    report.warnings(),
                    report.waived(),
                    report.findings().stream().map(GateFindingDocument::of).toList());
        }
    }

    private record HistoryDocument(boolean failed, List<CommitDocument> commits) {}

    private record CommitDocument(String commit, String date, String subject, ReportDocument report) {}

    private record GateFindingDocument(
            String rule,
            String category,
            String severity,
            String effect,
            String contract,
            String path,
            SourceLocation location,
            @Nullable SourceLocation oldLocation,
            String message,
            @Nullable String fix,
            @Nullable String direction,
            List<String> against,
            @Nullable WitnessDocument witness,
            List<String> breaks,
            @Nullable WaiverDocument waiver,
            @Nullable List<FixDocument> fixes,
            List<String> contracts) {
        static GateFindingDocument of(GateFinding finding) {
            return new GateFindingDocument(
                    finding.ruleId(),
                    finding.category().name(),
                    lower(finding.severity()),
                    finding.effect().name(),
                    finding.contract(),
                    finding.path(),
                    finding.location(),
                    finding.oldLocation().orElse(null),
                    finding.message(),
                    finding.fix().orElse(null),
                    finding.direction().map(GateFinding.Direction::label).orElse(null),
                    finding.against(),
                    WitnessDocument.of(finding.witness().orElse(null)),
                    finding.breaks(),
                    finding.waiver()
                            .map(waiver -> new WaiverDocument(
                                    waiver.reason(),
                                    waiver.owner(),
                                    waiver.expires().toString()))
                            .orElse(null),
                    FixDocument.of(finding.finding().fix()),
                    finding.contracts());
        }
    }

    private record WaiverDocument(String reason, String owner, String expires) {}

    private record ComparisonDocument(
            DirectionDocument backward,
            DirectionDocument forward,
            List<FindingDocument> invalid,
            List<FindingDocument> invalidBefore,
            long seed) {}

    private record TypesDocument(List<TypeDocument> types, List<String> gone, List<String> added, long seed) {}

    private record TypeDocument(
            String name,
            String oldFile,
            String newFile,
            DirectionDocument backward,
            DirectionDocument forward,
            List<FindingDocument> invalid,
            List<FindingDocument> invalidBefore) {}

    private record DirectionDocument(String verdict, List<FindingDocument> findings) {
        static DirectionDocument of(DirectionResult result) {
            return new DirectionDocument(result.verdict().name(), FindingDocument.of(result.findings()));
        }
    }

    private record FindingDocument(
            String rule,
            String category,
            String severity,
            String effect,
            String path,
            @Nullable SourceLocation oldLocation,
            @Nullable SourceLocation newLocation,
            String message,
            @Nullable WitnessDocument witness,
            @Nullable String suggestion,
            @Nullable List<FixDocument> fixes) {
        static List<FindingDocument> of(List<Finding> findings) {
            return findings.stream().map(FindingDocument::of).toList();
        }

        private static FindingDocument of(Finding finding) {
            return new FindingDocument(
                    finding.ruleId(),
                    finding.category().name(),
                    lower(finding.severity()),
                    finding.effect().name(),
                    finding.path(),
                    finding.oldLocation(),
                    finding.newLocation(),
                    finding.message(),
                    WitnessDocument.of(finding.witness()),
                    finding.remedy(),
                    FixDocument.of(finding.fix()));
        }
    }

    private record WitnessDocument(
            String written, @Nullable String read, @Nullable String failure, String bytes) {
        static @Nullable WitnessDocument of(@Nullable Witness witness) {
            return witness == null
                    ? null
                    : new WitnessDocument(witness.written(), witness.read(), witness.failure(), witness.bytes());
        }
    }
}
