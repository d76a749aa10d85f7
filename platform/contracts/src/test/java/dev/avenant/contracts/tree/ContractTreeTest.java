package dev.avenant.contracts.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class ContractTreeTest {
    private static final String CONTRACTS = """
        namespace: shop
        defaults:
          compatibility: BACKWARD
        topics:
          orders:
            owner: shop
            partitions: 3
            retention: 12h
            compatibility: FULL
            producers: [shop]
            events:
              Placed:
                consumers: [bills]
        types:
          Money: { owner: shop }
        """;

    private static final String MONEY = """
        {"type": "record", "name": "shop.types.Money", "fields": [{"name": "cents", "type": "long"}]}\
        """;

    private static final String PLACED = """
        {"type": "record", "name": "shop.Placed", "fields": [
          {"name": "price", "type": "shop.types.Money"}]}\
        """;

    private final Map<String, String> files = new TreeMap<>();

    @BeforeEach
    void aProjectWithOneEventAndOneType() {
        files.put("contracts.yaml", CONTRACTS);
        files.put("orders/Placed/v1.avsc", PLACED);
        files.put("types/Money/v1.avsc", MONEY);
    }

    private ContractTree load() {
        return ContractTree.load(ContractFiles.of(files));
    }

    private void release() {
        ContractTree tree = load();
        files.put(
                "contracts.lock",
                ContractLock.append(files.getOrDefault("contracts.lock", ""), LockEntries.lines(tree)));
    }

    @Test
    void resolvesTypesThatEventsReferTo() {
        ContractTree tree = load();

        Contract placed = tree.find("Placed").orElseThrow();
        assertThat(placed.current().orElseThrow().types()).containsExactly(Map.entry("shop.types.Money", 1));
        assertThat(placed.subject()).isEqualTo("orders-shop.Placed");
        assertThat(placed.level()).isEqualTo(CompatibilityLevel.FULL);
        assertThat(placed.consumers()).containsExactly("bills");
        assertThat(tree.find("Money").orElseThrow().level()).isEqualTo(CompatibilityLevel.BACKWARD);
        assertThat(tree.all()).extracting(Contract::name).containsExactly("Money", "Placed");
    }

    @Test
    void reportsWhatIsNotReleasedYet() {
        assertThat(messages(load()))
                .containsExactly(
                        "orders/Placed/v1.avsc:1:1: Placed v1 is not in contracts.lock.",
                        "types/Money/v1.avsc:1:1: Money v1 is not in contracts.lock.");
    }

    @Test
    void findsNothingWrongWithAReleasedProject() {
        release();

        assertThat(messages(load())).isEmpty();
    }

    @Test
    void noticesThatAReleasedVersionWasChanged() {
        release();
        files.put("types/Money/v1.avsc", MONEY.replace("long", "int"));

        assertThat(messages(load()))
                .containsExactly("types/Money/v1.avsc:1:1: expected v1 as it was released (contracts.lock:4:1) "
                        + "but it was changed.");
    }

    @Test
    void noticesThatAReleasedVersionIsGone() {
        release();
        files.remove("types/Money/v1.avsc");
        files.remove("orders/Placed/v1.avsc");
        files.put("contracts.yaml", CONTRACTS.substring(0, CONTRACTS.indexOf("    events:")));

        assertThat(messages(load()))
                .containsExactly(
                        "contracts.lock:4:1: expected the released schema shop.types.Money v1 "
                                + "but its file is gone or unreadable.",
                        "contracts.lock:5:1: expected the released schema shop.Placed v1 "
                                + "but its file is gone or unreadable.");
    }

    @Test
    void releasesAnEventAgainWhenItsTypeMovesOn() {
        release();
        files.put(
                "types/Money/v2.avsc",
                MONEY.replace("]}", ", {\"name\": \"currency\", \"type\": \"string\", \"default\": \"EUR\"}]}"));

        List<String> lines = LockEntries.unreleased(load()).stream()
                .map(ContractLock.Entry::line)
                .map(line -> line.replaceAll("[0-9a-f]{64}", "…"))
                .toList();

        assertThat(lines)
                .containsExactly("shop.types.Money v2 sha256:…", "shop.Placed v1 sha256:… shop.types.Money=v2");
    }

    @Test
    void goesOnPastAFileThatDoesNotParse() {
        files.put("types/Money/v1.avsc", "{\"type\": \"record\",\n \"name\": }");

        ContractTree tree = load();

        assertThat(messages(tree))
                .containsExactly(
                        "types/Money/v1.avsc:2:10: expected JSON but found: Unexpected character ('}' (code 125)): "
                                + "expected a value.");
        assertThat(tree.find("Placed")).isPresent();
    }

    @Test
    void refusesTypesThatNeedEachOther() {
        files.put("types/Money/v1.avsc", MONEY.replace("\"long\"", "[\"null\", \"shop.types.Purse\"]"));
        files.put("types/Purse/v1.avsc", MONEY.replace("Money", "Purse").replace("\"long\"", "\"shop.types.Money\""));

        assertThat(messages(load()))
                .contains("types/Purse/v1.avsc:1:85: expected references without a cycle but found "
                        + "shop.types.Money -> shop.types.Purse -> shop.types.Money.");
    }

    @Test
    void wantsEveryEventListedAndEveryListedEventWritten() {
        files.put("orders/Cancelled/v1.avsc", PLACED.replace("Placed", "Cancelled"));
        files.remove("orders/Placed/v1.avsc");

        assertThat(messages(load()))
                .contains(
                        "contracts.yaml:12:7: expected the schema orders/Placed/v1.avsc but found none.",
                        "orders/Cancelled/v1.avsc:1:1: expected Cancelled under topics.orders.events "
                                + "in contracts.yaml but found none.");
    }

    @Test
    void namesTheKeyOfContractsYamlThatNobodyKnows() {
        files.put("contracts.yaml", CONTRACTS.replace("partitions", "partition"));

        assertThat(messages(load()).get(0))
                .isEqualTo("contracts.yaml:7:5: expected one of [compatibility, description, events, key, owner, "
                        + "partitions, producers, profiles, retention, subject] but found \"partition\".");
    }

    @Test
    void saysNothingMoreOfAFileThatCannotBeRead() {
        files.put("contracts.yaml", CONTRACTS.replace("partitions", "partition"));
        files.put("contracts.lock", "<<<<<<< HEAD\n");

        assertThat(messages(load()))
                .containsExactly(
                        "contracts.lock:1:1: expected \"<full name> v<version> sha256:<fingerprint>\" but found another"
                                + " line (a merge conflict).",
                        "contracts.yaml:7:5: expected one of [compatibility, description, events, key, owner, "
                                + "partitions, producers, profiles, retention, subject] but found \"partition\".");
    }

    @Test
    void noticesAConsumerThatLooksLikeASlipOfAnother() {
        files.put("contracts.yaml", """
            topics:
              orders:
                owner: billing-service
                producers: [billing-service]
                events:
                  Placed:
                    consumers: [biling-service, parcels, mail-service]
            types:
              Money: { owner: mail-service-2 }
            """);

        assertThat(messages(load()).get(0))
                .isEqualTo("contracts.yaml:6:7: expected the name of a service but found biling-service, which is used"
                        + " only here and looks like billing-service.");
        assertThat(messages(load()))
                .filteredOn(message -> message.contains("looks like"))
                .hasSize(1);
    }

    @Test
    void namesALintRuleThatThereIsNot() {
        files.put("contracts.yaml", CONTRACTS + "lint:\n  no-such-rule: off\n");

        assertThat(messages(load()).get(0))
                .isEqualTo("contracts.yaml:17:3: expected a rule but found \"no-such-rule\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type-changed", "key-schema-changed", "schema-syntax", "lock-line-gone"})
    void refusesToSetARuleThatAlwaysCounts(String rule) {
        files.put("contracts.yaml", CONTRACTS + "lint:\n  " + rule + ": off\n");

        assertThat(messages(load()).get(0))
                .isEqualTo("contracts.yaml:17:3: expected a rule that can be set but found \"" + rule
                        + "\", which always counts.");
    }

    @Test
    void setsEveryRuleOfHowSchemasAreWritten() {
        StringBuilder lint = new StringBuilder("lint:\n");
        List<Rule> settable = Rule.all().stream().filter(Rule::isSettable).toList();
        settable.forEach(rule -> lint.append("  ").append(rule.id()).append(": off\n"));
        files.put("contracts.yaml", CONTRACTS + lint);

        assertThat(load().config().lint()).hasSameSizeAs(settable);
        assertThat(settable).contains(LintRule.values()).contains(SchemaRule.PROPERTY_IS_JAVA);
    }

    private static List<String> messages(ContractTree tree) {
        return tree.problems().stream()
                .map(problem -> problem.location() + ": " + problem.message())
                .toList();
    }
}
