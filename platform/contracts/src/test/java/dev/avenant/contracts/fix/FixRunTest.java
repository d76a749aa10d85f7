package dev.avenant.contracts.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.fix.FixRun.Applied;
import dev.avenant.contracts.fix.FixRun.Refused;
import dev.avenant.contracts.fix.FixRun.Result;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class FixRunTest {
    private static final String LINES = "{\"name\": \"lines\", \"type\": \"int\", \"doc\": \"How many lines it has.\"}";

    @Test
    void mendsTheNewestVersionAndChecksItAgain() {
        // Given
        Shop shop = new Shop()
                .withNewPlaced(
                        LINES,
                        LINES.replace("int", "string") + ",\n    {\"name\": \"notes\", \"type\": {\"type\":"
                                + " \"array\", \"items\": \"string\"}, \"doc\": \"What was said.\"}");

        // When
        Result result = apply(shop, FixDecision.automatic());

        // Then
        assertThat(shop.check().errors()).isEqualTo(3);
        assertThat(result.report().failed()).isFalse();
        assertThat(result.texts()).containsOnlyKeys("orders/Placed/v2.avsc");
        assertThat(result.texts().get("orders/Placed/v2.avsc"))
                .contains(LINES + ",\n    {\"name\": \"notes\", \"type\": {\"type\": \"array\", \"items\": \"string\"},"
                        + " \"default\": [], \"doc\": \"What was said.\"}");
        assertThat(result.applied())
                .extracting(Applied::fix)
                .extracting(Fix::sentence)
                .containsExactlyInAnyOrder(
                        "Keep the type \"int\" of lines, and put the new type into a field of its own.",
                        "Give notes \"default\": [].");
    }

    @Test
    void changesNothingTheSecondTime() {
        // Given
        Shop shop = new Shop().withNewPlaced("\"int\"", "\"string\"");
        apply(shop, FixDecision.automatic()).texts().forEach(shop::with);

        // When
        Result again = apply(shop, FixDecision.automatic());

        // Then
        assertThat(again.texts()).isEmpty();
        assertThat(again.applied()).isEmpty();
        assertThat(again.refused()).isEmpty();
    }

    @Test
    void leavesAReleasedVersionAsItIs() {
        // Given
        Shop shop = new Shop().withNewPlaced("\"int\"", "\"string\"").release();

        // When
        Result result = apply(shop, (finding, fix, path, text) -> FixDecision.Answer.APPLY);

        // Then
        assertThat(result.texts()).isEmpty();
        assertThat(result.report().findings())
                .filteredOn(finding -> finding.ruleId().equals("type-changed"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.triedFix())
                        .hasValueSatisfying(
                                fix -> assertThat(fix.isApplicable()).isFalse()));
    }

    @Test
    void leavesWhatIsWaived() {
        // Given
        Shop shop = new Shop().withNewPlaced("\"int\"", "\"string\"").withContracts("""
                waivers:
                  - { rule: type-changed, path: orders/Placed/lines, reason: r, owner: o, expires: 2026-12-31 }
                """);

        // Then
        assertThat(apply(shop, FixDecision.automatic()).texts()).isEmpty();
    }

    @Test
    void refusesAFixThatBringsAnotherFailureAndSaysWhich() {
        // Given
        String state = "{\"name\": \"lines\", \"type\": {\"type\": \"enum\", \"name\": \"Lines\", \"doc\": \"Few.\","
                + " \"symbols\": [\"ONE\", \"TWO\"]}, \"doc\": \"How many lines it has.\"}";
        Shop shop = new Shop().withNewPlaced(LINES, state);
        shop.with("contracts.lock", "").without("orders/Placed/v1.avsc");
        Shop released = shop.with("orders/Placed/v1.avsc", text(shop, "orders/Placed/v2.avsc"))
                .without("orders/Placed/v2.avsc")
                .release()
                .withNewPlaced("\"int\"", "\"long\"")
                .withContracts("lint: { enum-without-default: error }\n");

        // When
        Result result = apply(released, (finding, fix, path, text) -> FixDecision.Answer.APPLY);

        // Then
        assertThat(result.texts()).isEmpty();
        assertThat(result.refused())
                .extracting(Refused::reason)
                .containsOnly(
                        "It would bring another finding: The enum Lines has no default." + " [enum-without-default]");
        assertThat(result.report()).isEqualTo(released.check());
    }

    @Test
    void asksNoMoreOnceItIsToldToStop() {
        // Given
        Shop shop = new Shop().withNewPlaced("\"int\"", "\"string\"").withNewMoney("\"scale\": 2", "\"scale\": 3");
        int[] asked = {0};

        // When
        Result result = apply(shop, (GateFinding finding, Fix fix, String path, String text) -> {
            asked[0]++;
            return FixDecision.Answer.STOP;
        });

        // Then
        assertThat(asked[0]).isEqualTo(1);
        assertThat(result.texts()).isEmpty();
    }

    private static String text(Shop shop, String path) {
        return new String(shop.tree().files().read(path).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Result apply(Shop shop, FixDecision decision) {
        return FixRun.apply(
                shop.tree().files(),
                files -> Gate.check(ContractTree.load(files), Baseline.released(), Shop.TODAY),
                decision);
    }
}
