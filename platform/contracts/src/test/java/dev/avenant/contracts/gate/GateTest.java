package dev.avenant.contracts.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.GateFinding.Direction;
import dev.avenant.finding.Verdict;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class GateTest {
    @Test
    void findsNothingWhereNothingChanged() {
        GateReport report = new Shop().check();

        assertThat(report.findings()).isEmpty();
        assertThat(report.failed()).isFalse();
    }

    @Test
    void namesTheReadersOfABrokenEvent() {
        GateReport report = new Shop()
                .withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"")
                .check();

        assertThat(report.failed()).isTrue();
        assertThat(breaking(report))
                .extracting(GateFinding::breaks)
                .containsOnly(List.of("bills", "parcels"))
                .hasSize(2);
        assertThat(breaking(report))
                .extracting(finding -> finding.location().toString())
                .allMatch(place -> place.startsWith("orders/Placed/v2.avsc:5:"));
        assertThat(breaking(report))
                .extracting(finding -> finding.direction().orElseThrow())
                .containsExactlyInAnyOrder(Direction.BACKWARD, Direction.FORWARD);
    }

    @Test
    void namesTheReadersOfEventsThatUseABrokenType() {
        GateReport report =
                new Shop().withNewMoney("\"scale\": 2", "\"scale\": 4").check();

        assertThat(report.failed()).isTrue();
        assertThat(report.findings().stream().filter(finding -> finding.effect() != Verdict.SAFE))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.location().toString()).startsWith("types/Money/v2.avsc:4:");
                    assertThat(finding.breaks()).containsExactly("bills", "parcels");
                });
    }

    @Test
    void namesTheReadersOfAllEventsInWhichTheSameIsFoundWhereTheTypeHasNoLevel() {
        // Given
        Shop shop = twoEvents();

        // When
        GateReport report = shop.withNewMoney("\"scale\": 2", "\"scale\": 4").check();

        // Then
        assertThat(report.findings().stream().filter(finding -> finding.effect() != Verdict.SAFE))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.contracts()).containsExactly("orders/Placed", "orders/Sent");
                    assertThat(finding.breaks()).containsExactly("bills", "parcels", "mails");
                });
    }

    @Test
    void waivesOnlyTheEventThatAWaiverNames() {
        // Given
        Shop shop = twoEvents()
                .withContracts(
                        "waivers:\n  - { rule: decimal-changed, path: orders/Placed/price/amount, reason: all read"
                                + " it, owner: shop, expires: 2027-01-01 }\n");

        // When
        GateReport report = shop.withNewMoney("\"scale\": 2", "\"scale\": 4").check();

        // Then
        assertThat(report.failed()).isTrue();
        assertThat(report.findings())
                .filteredOn(finding -> finding.ruleId().equals("decimal-changed"))
                .extracting(GateFinding::contracts, GateFinding::breaks, GateFinding::isFailure)
                .containsExactlyInAnyOrder(
                        tuple(List.of("orders/Placed"), List.of("bills", "parcels"), false),
                        tuple(List.of("orders/Placed"), List.of("bills", "parcels"), false),
                        tuple(List.of("orders/Sent"), List.of("mails"), true),
                        tuple(List.of("orders/Sent"), List.of("mails"), true));
    }

    /** Two events with other readers, and a type that both use and nothing is asked of. */
    private static Shop twoEvents() {
        Shop shop = new Shop()
                .without("contracts.lock")
                .withEdited("types:\n", "      Sent: { consumers: [mails] }\ntypes:\n")
                .withEdited("Money: { owner: shop }", "Money: { owner: shop, compatibility: NONE }");
        return shop.with(
                        "orders/Sent/v1.avsc",
                        shop.text("orders/Placed/v1.avsc").replace("\"Placed\"", "\"Sent\""))
                .release();
    }

    @Test
    void holdsANewVersionAgainstEveryReleasedOneWhenTheLevelIsTransitive() {
        Shop shop = new Shop()
                .withNewPlaced(
                        "\"fields\": [",
                        "\"fields\": [{\"name\": \"note\", \"type\": \"string\", \"default\": \"\", \"doc\":"
                                + " \"Said.\"},")
                .release();
        shop.with("orders/Placed/v3.avsc", """
            {"type": "record", "name": "Placed", "namespace": "shop.orders", "doc": "An order was placed.",
             "fields": [
              {"name": "note", "type": "string", "doc": "Said."},
              {"name": "orderId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The key."},
              {"name": "lines", "type": "int", "doc": "How many lines it has."},
              {"name": "price", "type": "shop.types.Money", "doc": "What it costs."}
            ]}
            """);

        GateReport report = shop.check();

        assertThat(breaking(report)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.against()).containsExactly("v1");
            assertThat(finding.direction()).contains(Direction.BACKWARD);
        });
    }

    @Test
    void asksOnlyForTheDirectionsOfTheLevel() {
        GateReport report = new Shop()
                .withContracts("")
                .with("contracts.yaml", contractsAt("FORWARD"))
                .withNewPlaced(
                        "\"fields\": [", "\"fields\": [{\"name\": \"note\", \"type\": \"string\", \"doc\": \"Said.\"},")
                .check();

        assertThat(breaking(report)).isEmpty();
    }

    @Test
    void acceptsWhatIsWaivedUntilTheDayItExpires() {
        GateReport report = broken("2026-06-15").check();

        assertThat(report.failed()).isFalse();
        assertThat(report.waived()).isEqualTo(breaking(report).size()).isPositive();
    }

    @Test
    void failsForAWaiverThatExpired() {
        GateReport report = broken("2026-06-14").check();

        assertThat(report.failed()).isTrue();
        assertThat(messages(report))
                .anyMatch(message -> message.endsWith(" for orders/Placed/lines expired on 2026-06-14."));
    }

    @Test
    void reportsAWaiverThatNothingNeeds() {
        GateReport report = new Shop().withContracts("""
            waivers:
              - { rule: type-changed, path: orders/Placed/gone, reason: r, owner: o, expires: 2026-12-31 }
            """).check();

        assertThat(report.failed()).isFalse();
        assertThat(messages(report))
                .containsExactly("the waiver of type-changed for orders/Placed/gone matches no finding.");
    }

    @Test
    void reportsAWaiverOfARuleThatThereIsNot() {
        GateReport report = new Shop().withContracts("""
            waivers:
              - { rule: type-chnaged, path: orders/Placed/lines, reason: r, owner: o, expires: 2026-12-31 }
            """).check();

        assertThat(messages(report))
                .containsExactly(
                        "the waiver of type-chnaged for orders/Placed/lines names a rule that does not exist.");
        assertThat(report.findings().get(0).fix())
                .contains("Correct the rule; every finding shows its rule behind its place.");
    }

    @Test
    void setsRulesForWhatIsFoundInFilesToo() {
        Shop shop = new Shop().withNewPlaced("\"name\": \"lines\"", "\"name\": \"lines\", \"javaAnnotation\": \"Old\"");

        assertThat(ruleIds(shop.check())).contains("property-is-java error", "unreleased warn");
        assertThat(ruleIds(shop.withContracts("lint: { property-is-java: off, unreleased: error }\n")
                        .check()))
                .contains("unreleased error")
                .noneMatch(found -> found.startsWith("property-is-java"));
    }

    @Test
    void expectsTheNamespaceOfTheFolderWhereMostSchemasHaveIt() {
        Shop shop = new Shop().withNewPlaced("shop.orders", "shop.sales");
        String withoutNamespace = shop.text("contracts.yaml").replace("namespace: shop\n", "");

        assertThat(ruleIds(shop.check())).contains("namespace-not-by-folder error");
        assertThat(ruleIds(shop.with("contracts.yaml", withoutNamespace).check()))
                .noneMatch(found -> found.startsWith("namespace-not-by-folder"));
        assertThat(ruleIds(shop.with("types/Size/v1.avsc", typed("shop.types", "Size"))
                        .with("bills/Sent/v1.avsc", typed("shop.bills", "Sent"))
                        .check()))
                .contains("namespace-not-by-folder warn");
    }

    private static String typed(String namespace, String name) {
        return "{\"type\": \"fixed\", \"size\": 1, \"namespace\": \"" + namespace + "\", \"name\": \"" + name + "\"}";
    }

    private static List<String> ruleIds(GateReport report) {
        return report.findings().stream()
                .map(finding ->
                        finding.ruleId() + " " + finding.severity().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void holdsTheTreeAgainstAnEarlierStateOfIt() {
        Shop before = new Shop();
        Shop after = new Shop()
                .withNewPlaced(
                        "\"fields\": [", "\"fields\": [{\"name\": \"note\", \"type\": \"string\", \"doc\": \"x.\"},");

        GateReport report =
                Gate.check(after.tree(), Baseline.tree("main", before.tree(), NamedVersions.NONE), Shop.TODAY);

        assertThat(report.against()).isEqualTo("main");
        assertThat(breaking(report))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.against()).containsExactly("v1"));
    }

    @Test
    void noticesALineThatTheLockHadOnce() {
        Shop before = new Shop();
        Shop after = new Shop().with("contracts.lock", "");

        GateReport report =
                Gate.check(after.tree(), Baseline.tree("main", before.tree(), NamedVersions.NONE), Shop.TODAY);

        assertThat(messages(report))
                .anyMatch(message -> message.startsWith("expected the line \"shop.types.Money v1 sha256:")
                        && message.endsWith("which main has, but it was changed or removed."));
    }

    @Test
    void refusesTextThatWouldBecomeCode() {
        GateReport report = new Shop()
                .withNewPlaced("How many lines it has.", "*/ static { System.exit(1); } /*")
                .check();

        assertThat(report.failed()).isTrue();
        assertThat(messages(report)).anyMatch(message -> message.startsWith("the doc must not hold */ or \\u"));
    }

    private static Shop broken(String expires) {
        Shop shop = new Shop().withNewPlaced("\"type\": \"int\"", "\"type\": \"string\"");
        StringBuilder waivers = new StringBuilder("waivers:\n");
        shop.check().findings().stream()
                .filter(finding -> finding.effect() != Verdict.SAFE)
                .map(GateFinding::ruleId)
                .distinct()
                .forEach(rule -> waivers.append("  - { rule: ")
                        .append(rule)
                        .append(", path: orders/Placed/lines, reason: readers are gone, owner: shop, expires: ")
                        .append(expires)
                        .append(" }\n"));
        return shop.withContracts(waivers.toString());
    }

    private static String contractsAt(String level) {
        return """
            defaults: { compatibility: %s }
            topics:
              orders:
                owner: shop
                events:
                  Placed: { consumers: [bills] }
            types:
              Money: { owner: shop }
            """.formatted(level);
    }

    private static List<GateFinding> breaking(GateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.effect() == Verdict.BREAKS)
                .toList();
    }

    private static List<String> messages(GateReport report) {
        return report.findings().stream().map(GateFinding::message).toList();
    }
}
