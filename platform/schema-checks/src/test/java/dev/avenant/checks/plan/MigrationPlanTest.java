package dev.avenant.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.checks.ComparedSchema;
import dev.avenant.checks.plan.MigrationPlan.Services;
import dev.avenant.checks.plan.PlanStep.Action;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {
    private static final Services SERVICES = new Services(List.of("shop"), List.of("billing", "mail"));

    @Test
    void renamesAFieldByWritingBothNamesForAWhile() {
        // When
        MigrationPlan plan =
                plan("{'name':'mail','type':'string','default':''}", "{'name':'email','type':'string','default':''}");

        // Then
        assertThat(plan.safe()).isFalse();
        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep(
                                Action.RELEASE_SCHEMA,
                                "Release a version with the new beside the old",
                                List.of(
                                        "Add {\"name\": \"email\", \"type\": [\"null\", \"string\"], \"default\": null}"
                                                + " and keep mail.",
                                        "Run avenant check, avenant release, and avenant push at deploy.")),
                        new PlanStep(
                                Action.DEPLOY_READERS,
                                "Deploy billing, mail",
                                List.of("They read email and fall back to mail when it is null.")),
                        new PlanStep(
                                Action.DEPLOY_WRITERS,
                                "Deploy shop",
                                List.of("They write both mail and email, and once every reader is deployed, email"
                                        + " alone.")),
                        new PlanStep(
                                Action.WAIT,
                                "Wait until nothing old is left",
                                List.of("Every service runs the new code, and the records of the old writers are past"
                                        + " the topic's retention.")),
                        new PlanStep(Action.RETIRE, "Release a version without the old", List.of("Remove mail.")));
    }

    @Test
    void givesAFieldOfAnotherTypeAnotherName() {
        // When
        MigrationPlan plan = plan("{'name':'count','type':'long'}", "{'name':'count','type':'string'}");

        // Then
        assertThat(plan.steps())
                .extracting(PlanStep::action)
                .containsExactly(Action.RELEASE_SCHEMA, Action.DEPLOY_READERS, Action.DEPLOY_WRITERS, Action.WAIT);
        assertThat(plan.steps().get(0).details())
                .contains("Add {\"name\": \"countV2\", \"type\": [\"null\", \"string\"], \"default\": null} and keep"
                        + " count as long.");
        assertThat(plan.steps().get(3).details())
                .containsExactly("count has no default in a released version, so readers of that version fail without"
                        + " it: keep writing it until no such reader is left, then remove it by a waiver.");
    }

    @Test
    void addsADefaultToAnEnumBeforeANewSymbol() {
        // When
        MigrationPlan plan = plan(
                "{'name':'k','type':{'type':'enum','name':'K','symbols':['A']}}",
                "{'name':'k','type':{'type':'enum','name':'K','symbols':['A','B']}}");

        // Then
        assertThat(plan.steps())
                .extracting(PlanStep::action)
                .containsExactly(Action.RELEASE_SCHEMA, Action.DEPLOY_READERS, Action.DEPLOY_WRITERS);
    }

    @Test
    void needsNoDetourForASafeChange() {
        // When
        MigrationPlan plan =
                plan("{'name':'a','type':'int'}", "{'name':'a','type':'int'},{'name':'b','type':'int','default':0}");

        // Then
        assertThat(plan.safe()).isTrue();
        assertThat(plan.steps())
                .extracting(PlanStep::title)
                .containsExactly("Release and register the new version", "Deploy shop and billing, mail in any order");
    }

    private static MigrationPlan plan(String before, String after) {
        return MigrationPlan.from(schema(before), schema(after), SERVICES);
    }

    private static ComparedSchema schema(String fields) {
        String text = "{'type':'record','name':'shop.Order','fields':[" + fields + "]}";
        return ComparedSchema.of(new Schema.Parser().parse(text.replace('\'', '"')));
    }
}
