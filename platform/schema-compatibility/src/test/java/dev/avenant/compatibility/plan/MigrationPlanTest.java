package dev.avenant.compatibility.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.plan.MigrationPlan.Services;
import dev.avenant.compatibility.plan.PlanStep.Action;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class MigrationPlanTest {
    private static final Services SERVICES = new Services(List.of("shop"), List.of("billing", "mail"));

    @Test
    void renamesAFieldByWritingBothNamesForAWhile() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL,
                "{'name': 'mail', 'type': 'string', 'default': ''}",
                "{'name': 'email', 'type': 'string', 'default': ''}");

        // Then
        assertThat(plan.safe()).isFalse();
        assertThat(plan.reached()).isTrue();
        assertThat(plan.steps())
                .extracting(PlanStep::action, PlanStep::title, PlanStep::details)
                .containsExactly(
                        tuple(
                                Action.RELEASE_SCHEMA,
                                "Release v2, with the new beside the old",
                                List.of(
                                        "Add {\"name\": \"email\", \"type\": \"string\", \"default\": \"\"} and keep mail.",
                                        "Run avenant check, avenant release, and avenant push at deploy.")),
                        tuple(
                                Action.DEPLOY_READERS,
                                "Deploy billing, mail",
                                List.of("They read email, and mail where email has its default.")),
                        tuple(Action.DEPLOY_WRITERS, "Deploy shop", List.of("They write both mail and email.")),
                        tuple(
                                Action.WAIT,
                                "Wait until nothing old is left",
                                List.of("Every service runs the new code, and the records of the old writers are past"
                                        + " the topic's retention.")),
                        tuple(
                                Action.RETIRE,
                                "Release v3, without the old",
                                List.of(
                                        "Remove mail.",
                                        "This is the version that was wanted.",
                                        "Run avenant check, avenant release, and avenant push at deploy.")),
                        tuple(Action.DEPLOY_READERS, "Deploy billing, mail", List.of("They no longer read mail.")),
                        tuple(Action.DEPLOY_WRITERS, "Deploy shop", List.of("They no longer write mail.")));
        assertThat(texts(plan)).containsExactly("""
                        {
                          "type": "record",
                          "name": "shop.Order",
                          "fields": [
                            {"name": "mail", "type": "string", "default": ""},
                            {"name": "email", "type": "string", "default": ""}
                          ]
                        }
                        """, order("{'name': 'email', 'type': 'string', 'default': ''}"));
    }

    @Test
    void keepsBothNamesWhereEveryReleasedVersionCounts() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL_TRANSITIVE,
                "{'name': 'mail', 'type': 'string', 'default': ''}",
                "{'name': 'email', 'type': 'string', 'default': ''}");

        // Then
        assertThat(plan.reached()).isFalse();
        assertThat(texts(plan)).hasSize(1);
        assertThat(plan.obstacles()).anyMatch(why -> why.startsWith("against v1, /email: "));
    }

    @Test
    void givesAFieldOfAnotherTypeAnotherName() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL_TRANSITIVE,
                "{'name': 'count', 'type': 'long'}",
                "{'name': 'count', 'type': 'string'}");

        // Then
        assertThat(plan.steps())
                .extracting(PlanStep::action)
                .containsExactly(Action.RELEASE_SCHEMA, Action.DEPLOY_READERS, Action.DEPLOY_WRITERS);
        assertThat(plan.steps().get(0).details())
                .contains("Add {\"name\": \"countV2\", \"type\": [\"null\", \"string\"], \"default\": null} and keep"
                        + " count as \"long\".");
        assertThat(plan.obstacles()).anyMatch(why -> why.startsWith("against v1, v2 of the plan, /count: "));
    }

    @Test
    void requiresANewFieldOnceEveryRecordHasIt() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.BACKWARD,
                "{'name': 'a', 'type': 'int'}",
                "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'string'}");

        // Then
        assertThat(plan.reached()).isTrue();
        assertThat(plan.steps().get(0).details())
                .contains("Add {\"name\": \"b\", \"type\": \"string\", \"default\": \"\"}.");
        assertThat(texts(plan)).hasSize(2);
    }

    @Test
    void addsADefaultToAnEnumBeforeANewSymbol() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL,
                "{'name': 'k', 'type': {'type': 'enum', 'name': 'K', 'symbols': ['A', 'OTHER']}}",
                "{'name': 'k', 'type': {'type': 'enum', 'name': 'K', 'symbols': ['A', 'OTHER', 'B'],"
                        + " 'default': 'OTHER'}}");

        // Then
        assertThat(plan.reached()).isTrue();
        assertThat(plan.steps().get(0).details().get(0))
                .isEqualTo("Change k to {\"name\": \"k\", \"type\": {\"type\": \"enum\", \"name\": \"K\","
                        + " \"symbols\": [\"A\", \"OTHER\"], \"default\": \"OTHER\"}}.");
    }

    @Test
    void letsATypeThatIsDefinedInAFieldStandBesideItsOldSelf() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL_TRANSITIVE,
                "{'name': 'k', 'type': {'type': 'fixed', 'name': 'K', 'size': 4}}",
                "{'name': 'k', 'type': {'type': 'fixed', 'name': 'K', 'size': 8}}");

        // Then
        assertThat(plan.steps().get(0).details().get(0))
                .isEqualTo("Add {\"name\": \"kV2\", \"type\": [\"null\", {\"type\": \"fixed\", \"name\": \"KV2\","
                        + " \"size\": 8}], \"default\": null} and keep k as {\"type\": \"fixed\", \"name\": \"K\","
                        + " \"size\": 4}.");
    }

    @Test
    void saysWhyNothingCanBeDone() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL_TRANSITIVE,
                "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int'}",
                "{'name': 'a', 'type': 'int'}");

        // Then
        assertThat(plan.safe()).isFalse();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.obstacles()).singleElement().asString().startsWith("against v1, /b: ");
    }

    @Test
    void needsNoDetourForASafeChange() {
        // When
        MigrationPlan plan = plan(
                CompatibilityLevel.FULL,
                "{'name': 'a', 'type': 'int'}",
                "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int', 'default': 0}");

        // Then
        assertThat(plan.safe()).isTrue();
        assertThat(plan.steps())
                .extracting(PlanStep::title)
                .containsExactly("Release and register the new version", "Deploy shop and billing, mail in any order");
    }

    private static MigrationPlan plan(CompatibilityLevel level, String before, String after) {
        return MigrationPlan.from(List.of(new Released("v1", schema(before))), schema(after), level, SERVICES, 2);
    }

    private static List<String> texts(MigrationPlan plan) {
        return plan.steps().stream()
                .map(PlanStep::schema)
                .filter(Objects::nonNull)
                .map(PlanStep.PlannedSchema::text)
                .toList();
    }

    private static ComparedSchema schema(String fields) {
        return ComparedSchema.of(SchemaSource.parse("order.avsc", order(fields)), List.of(), List.of());
    }

    private static String order(String fields) {
        return ("{'type': 'record', 'name': 'shop.Order', 'fields': [" + fields + "]}").replace('\'', '"');
    }
}
