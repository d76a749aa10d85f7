package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.finding.Finding;
import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.SchemaVersion;
import java.util.List;
import org.apache.avro.Schema;

/** What the gate's own comparison finds between a schema and earlier versions, for {@code ?explain=true}. */
final class Explanation {

    private final SchemaRegistration registration;
    private final AvroSchemas schemas;

    Explanation(SchemaRegistration registration, AvroSchemas schemas) {
        this.registration = registration;
        this.schemas = schemas;
    }

    /** One entry for each version, newest first. */
    ArrayNode of(RegistrationRequest wanted, List<SchemaVersion> earlier) {
        Schema candidate = registration.read(wanted);
        ArrayNode explained = ResponseBodies.array();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            SchemaVersion version = earlier.get(i);
            if (!version.content().isAvro()) {
                continue;
            }
            Schema before = schemas.parse(version).schema();
            Comparison comparison = FixFinder.withFixes(
                    ComparedSchema.of(before),
                    ComparedSchema.of(candidate),
                    SchemaComparison.compare(before, candidate));
            ObjectNode entry = explained.addObject().put("version", version.version());
            add(entry.putObject("backward"), comparison.backward());
            add(entry.putObject("forward"), comparison.forward());
        }
        return explained;
    }

    private static void add(ObjectNode node, DirectionResult direction) {
        node.put("verdict", direction.verdict().name());
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : direction.findings()) {
            ObjectNode entry = findings.addObject()
                    .put("rule", finding.ruleId())
                    .put("effect", finding.effect().name())
                    .put("path", finding.path())
                    .put("message", finding.message());
            if (finding.remedy() != null) {
                entry.put("suggestion", finding.remedy());
            }
        }
    }
}
