package dev.avenant.contracts.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.Finding;
import dev.avenant.compatibility.witness.Witness;
import dev.avenant.contracts.GateFinding;
import dev.avenant.contracts.GateReport;
import dev.avenant.contracts.Waiver;
import dev.avenant.schema.SourceLocation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The report and a comparison for programs. Members are only ever added to these documents. */
public final class JsonReport {
    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /** What the gate found. */
    public static String of(GateReport report) {
        return document(json -> new JsonReport(json).gate(report));
    }

    /** What comparing two schemas found: {@code {"backward":{…},"forward":{…},"invalid":[…],…}}. */
    public static String of(Comparison comparison) {
        return document(json -> new JsonReport(json).comparison(comparison));
    }

    static String document(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            body.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.append('\n').toString();
    }

    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private void gate(GateReport report) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("failed", report.failed());
        json.writeStringField("against", report.against());
        json.writeNumberField("contracts", report.contracts().size());
        json.writeNumberField("versions", report.versions());
        json.writeNumberField("pairs", report.pairs());
        json.writeNumberField("seed", report.seed());
        json.writeNumberField("errors", report.errors());
        json.writeNumberField("warnings", report.warnings());
        json.writeNumberField("waived", report.waived());
        json.writeArrayFieldStart("findings");
        for (GateFinding finding : report.findings()) {
            finding(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void finding(GateFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.ruleId());
        json.writeStringField("category", finding.category().name());
        json.writeStringField("severity", lower(finding.severity().name()));
        json.writeStringField("effect", finding.effect().name());
        json.writeStringField("contract", finding.contract());
        json.writeStringField("path", finding.path());
        location("location", finding.location());
        location("oldLocation", finding.oldLocation().orElse(null));
        json.writeStringField("message", finding.message());
        optional("fix", finding.fix());
        optional("direction", finding.direction().map(GateFinding.Direction::label));
        texts("against", finding.against());
        witness(finding.witness().orElse(null));
        texts("breaks", finding.breaks());
        if (finding.waiver().isPresent()) {
            waiver(finding.waiver().get());
        }
        json.writeEndObject();
    }

    private void waiver(Waiver waiver) throws IOException {
        json.writeObjectFieldStart("waiver");
        json.writeStringField("reason", waiver.reason());
        json.writeStringField("owner", waiver.owner());
        json.writeStringField("expires", waiver.expires().toString());
        json.writeEndObject();
    }

    private void comparison(Comparison comparison) throws IOException {
        json.writeStartObject();
        direction("backward", comparison.backward());
        direction("forward", comparison.forward());
        findings("invalid", comparison.invalid());
        findings("invalidBefore", comparison.invalidBefore());
        json.writeNumberField("seed", comparison.seed());
        json.writeEndObject();
    }

    private void direction(String name, DirectionResult result) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("verdict", result.verdict().name());
        findings("findings", result.findings());
        json.writeEndObject();
    }

    private void findings(String name, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart(name);
        for (Finding finding : findings) {
            finding(finding);
        }
        json.writeEndArray();
    }

    private void finding(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.ruleId());
        json.writeStringField("category", finding.category().name());
        json.writeStringField("severity", lower(finding.severity().name()));
        json.writeStringField("effect", finding.effect().name());
        json.writeStringField("path", finding.path());
        location("oldLocation", finding.oldLocation());
        location("newLocation", finding.newLocation());
        json.writeStringField("message", finding.message());
        witness(finding.witness());
        optional("suggestion", Optional.ofNullable(finding.suggestion()));
        json.writeEndObject();
    }

    private void witness(@Nullable Witness witness) throws IOException {
        if (witness != null) {
            json.writeObjectFieldStart("witness");
            json.writeStringField("written", witness.written());
            optional("read", Optional.ofNullable(witness.read()));
            optional("failure", Optional.ofNullable(witness.failure()));
            json.writeEndObject();
        }
    }

    private void location(String name, @Nullable SourceLocation location) throws IOException {
        if (location != null) {
            json.writeObjectFieldStart(name);
            json.writeStringField("file", location.file());
            json.writeNumberField("line", location.line());
            json.writeNumberField("column", location.column());
            json.writeEndObject();
        }
    }

    private void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
