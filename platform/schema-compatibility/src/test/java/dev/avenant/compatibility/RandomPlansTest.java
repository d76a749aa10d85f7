package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.plan.MigrationPlan;
import dev.avenant.compatibility.plan.PlanStep;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plans for edits that break, of which every step must pass the gate. The default run makes 400 plans;
 * {@code -Davenant.checks.plans=100000} makes more.
 */
@Tag("fast")
class RandomPlansTest {
    private static final int PLANS = Integer.getInteger("avenant.checks.plans", 400);
    private static final long SEED = 20_260_301L;
    private static final Set<CompatibilityLevel> LEVELS = EnumSet.complementOf(EnumSet.of(CompatibilityLevel.NONE));

    @Test
    void leadsOverStepsThatAllPassToTheWantedVersionOrSaysWhyNot() {
        int made = 0;
        int reached = 0;
        int steps = 0;
        int without = 0;
        for (int i = 0; made < PLANS; i++) {
            History history = history(SEED + i);
            if (history == null) {
                continue;
            }
            for (CompatibilityLevel level : LEVELS) {
                MigrationPlan plan = MigrationPlan.from(
                        history.released(),
                        history.wanted(),
                        level,
                        new MigrationPlan.Services(List.of(), List.of()),
                        3);
                String about = "seed " + (SEED + i) + " " + level + "\n" + history + "\n" + plan;
                if (plan.safe()) {
                    continue;
                }
                made++;
                List<PlanStep.PlannedSchema> schemas = plan.steps().stream()
                        .map(PlanStep::schema)
                        .filter(Objects::nonNull)
                        .toList();
                steps += schemas.size();
                without += schemas.isEmpty() ? 1 : 0;
                assertEveryStepPasses(history, level, schemas, about);
                if (plan.reached()) {
                    reached++;
                    assertThat(schemas.get(schemas.size() - 1).text())
                            .as(about)
                            .isEqualTo(history.wanted().sources().get(0).text());
                    assertThat(plan.obstacles()).as(about).isEmpty();
                } else {
                    assertThat(plan.obstacles()).as(about).isNotEmpty();
                }
            }
        }
        System.out.printf(
                "%d plans from seed %d: %d steps with a schema, %d come to the wanted version, %d have no safe step%n",
                made, SEED, steps, reached, without);
        assertThat(reached).isGreaterThan(made / 20);
        assertThat(without).isLessThan(made * 2 / 3);
    }

    private static void assertEveryStepPasses(
            History history, CompatibilityLevel level, List<PlanStep.PlannedSchema> schemas, String about) {
        List<Released> earlier = new ArrayList<>(history.released());
        for (PlanStep.PlannedSchema step : schemas) {
            ComparedSchema schema = schema(step.label(), step.text());
            LevelCheck.Result result = LevelCheck.check(schema, earlier, level);
            assertThat(result.verdict()).as("%s of %s", step, about).isEqualTo(Verdict.SAFE);
            earlier.add(new Released(step.label(), schema));
        }
        assertThat(schemas).extracting(PlanStep.PlannedSchema::text).as(about).doesNotHaveDuplicates();
    }

    /** Two versions that were released, and one that somebody wants. */
    private record History(List<Released> released, ComparedSchema wanted) {
        @Override
        public String toString() {
            return released.stream().map(version -> version.schema().schema()).toList() + "\nwanted " + wanted.schema();
        }
    }

    private static @Nullable History history(long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        RandomEdits edits = new RandomEdits(random, schemas);
        try {
            ObjectNode first = schemas.record();
            ObjectNode second = edits.of(first);
            return new History(
                    List.of(
                            new Released("v1", schema("v1", first.toString())),
                            new Released("v2", schema("v2", second.toString()))),
                    schema("wanted", edits.of(second).toString()));
        } catch (AvroRuntimeException | SchemaSyntaxException e) {
            return null;
        }
    }

    private static ComparedSchema schema(String label, String text) {
        return ComparedSchema.of(SchemaSource.parse(label, text), List.of(), List.of());
    }
}
