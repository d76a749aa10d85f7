package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.LevelCheck;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Asks the gate's own question of a schema that a plan would release: may it follow those before it? */
final class CompatibilityTrial {
    private final List<Released> earlier;
    private final Set<String> planned = new HashSet<>();
    private final CompatibilityLevel level;
    private final List<Schema> types = new ArrayList<>();
    private final List<SchemaSource> sources;

    /** @param wanted whose shared types all steps may refer to */
    CompatibilityTrial(List<Released> earlier, ComparedSchema wanted, CompatibilityLevel level) {
        this.earlier = new ArrayList<>(earlier);
        this.level = level;
        this.sources = wanted.sources().isEmpty()
                ? List.of()
                : wanted.sources().subList(1, wanted.sources().size());
        sources.forEach(source -> types.add(source.resolve(types)));
    }

    boolean passes(JsonNode candidate) {
        return parsed("candidate", SchemaJson.pretty(candidate))
                .filter(this::passes)
                .isPresent();
    }

    boolean passes(ComparedSchema candidate) {
        LevelCheck.Result result = LevelCheck.check(candidate, earlier, level);
        return result.compatible()
                && result.against().stream()
                        .flatMap(against -> against.comparison().invalid().stream())
                        .noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** From now on what comes next is compared with this one too. */
    ComparedSchema release(String label, String text) {
        ComparedSchema schema = parsed(label, text)
                .orElseThrow(() -> new IllegalStateException("a schema that passed can be read: " + label));
        earlier.add(new Released(label, schema));
        planned.add(label);
        return schema;
    }

    /** Why a schema may not come next, one sentence each. */
    List<Sentence> refusals(ComparedSchema candidate) {
        Map<Sentence, List<String>> reasons = new LinkedHashMap<>();
        List<LevelCheck.Against> all =
                new ArrayList<>(LevelCheck.check(candidate, earlier, level).against());
        Collections.reverse(all);
        for (LevelCheck.Against against : all) {
            Comparison comparison = against.comparison();
            List<Finding> findings = new ArrayList<>();
            if (level.checksBackward()) {
                findings.addAll(comparison.backward().findings());
            }
            if (level.checksForward()) {
                findings.addAll(comparison.forward().findings());
            }
            findings.stream()
                    .filter(finding -> finding.effect() != Verdict.SAFE)
                    .forEach(finding -> reasons.computeIfAbsent(reason(finding), reason -> new ArrayList<>())
                            .add(against.label()));
            comparison.invalid().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .forEach(finding -> reasons.put(reason(finding), List.of()));
        }
        List<Sentence> sentences = new ArrayList<>();
        reasons.forEach((reason, versions) ->
                sentences.add(versions.isEmpty() ? reason : PlanText.of("obstacle.against", named(versions), reason)));
        return sentences;
    }

    private Sentence named(List<String> versions) {
        return versions.stream()
                .map(version -> planned.contains(version)
                        ? PlanText.of("obstacle.planned", version)
                        : Sentence.quoting(version))
                .reduce((some, next) -> PlanText.of("obstacle.list", some, next))
                .orElseThrow();
    }

    private static Sentence reason(Finding finding) {
        return PlanText.of("obstacle", finding.path(), finding.said());
    }

    private Optional<ComparedSchema> parsed(String label, String text) {
        try {
            return Optional.of(ComparedSchema.of(SchemaSource.parse(label, text), types, sources));
        } catch (SchemaSyntaxException | AvroRuntimeException unusable) {
            return Optional.empty();
        }
    }
}
