package dev.avenant.contracts.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.avenant.compatibility.Severity;
import dev.avenant.contracts.GateFinding;
import dev.avenant.contracts.GateReport;
import dev.avenant.contracts.Waiver;
import dev.avenant.schema.SourceLocation;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;

/** The report as SARIF 2.1.0, which code hosts show beside the changed lines. */
public final class SarifReport {
    private final JsonGenerator json;

    private SarifReport(JsonGenerator json) {
        this.json = json;
    }

    /** The whole report as one SARIF log. */
    public static String of(GateReport report) {
        return JsonReport.document(json -> new SarifReport(json).log(report));
    }

    private void log(GateReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        Map<String, Integer> rules = new TreeMap<>();
        report.findings().forEach(finding -> rules.put(finding.ruleId(), 0));
        int index = 0;
        for (Map.Entry<String, Integer> rule : rules.entrySet()) {
            rule.setValue(index++);
        }
        tool(rules);
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        for (GateFinding finding : report.findings()) {
            result(finding, rules.getOrDefault(finding.ruleId(), 0));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool(Map<String, Integer> rules) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "avenant");
        json.writeStringField("version", "0.1.0");
        json.writeArrayFieldStart("rules");
        for (String rule : rules.keySet()) {
            json.writeStartObject();
            json.writeStringField("id", rule);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void result(GateFinding finding, int ruleIndex) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.ruleId());
        json.writeNumberField("ruleIndex", ruleIndex);
        json.writeStringField("level", finding.severity() == Severity.ERROR ? "error" : "warning");
        message(Messages.full(finding));
        json.writeArrayFieldStart("locations");
        location(finding.location());
        json.writeEndArray();
        if (finding.oldLocation().isPresent()) {
            json.writeArrayFieldStart("relatedLocations");
            location(finding.oldLocation().get());
            json.writeEndArray();
        }
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField(
                "avenant/v1",
                finding.ruleId() + "|" + finding.path() + "|"
                        + finding.direction().map(GateFinding.Direction::label).orElse(""));
        json.writeEndObject();
        if (finding.waiver().isPresent()) {
            suppression(finding.waiver().get());
        }
        json.writeEndObject();
    }

    private void suppression(Waiver waiver) throws IOException {
        json.writeArrayFieldStart("suppressions");
        json.writeStartObject();
        json.writeStringField("kind", "external");
        json.writeStringField(
                "justification", waiver.reason() + " (" + waiver.owner() + ", until " + waiver.expires() + ")");
        json.writeEndObject();
        json.writeEndArray();
    }

    private void message(String text) throws IOException {
        json.writeObjectFieldStart("message");
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private void location(SourceLocation location) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(location.file()));
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", location.line());
        json.writeNumberField("startColumn", location.column());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }
}
