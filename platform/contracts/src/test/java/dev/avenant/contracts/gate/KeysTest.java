package dev.avenant.contracts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.LockEntries;
import dev.avenant.finding.Category;
import dev.avenant.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class KeysTest {
    private static final String EFFECT = "; any edit gives a key's schema another id, so the same key has other bytes,"
            + " goes to another partition, and compaction keeps both.";

    @Test
    void readsAKeyThatHasASchemaOfItsOwn() {
        ContractTree tree = Shop.withKey().tree();

        Contract key = tree.find("OrderKey").orElseThrow();
        assertThat(key.subject()).isEqualTo("orders-key");
        assertThat(key.isEvent()).isFalse();
        assertThat(key.isType()).isFalse();
        assertThat(tree.events()).extracting(Contract::name).containsExactly("Placed");
        assertThat(tree.problems()).isEmpty();
        assertThat(Shop.withKey().check().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "The order in it.; Which order.; doc /orderId: The order in it. → Which order.; 5:5",
                "\"type\": \"int\"; \"type\": \"long\"; widened /shopId: int → long; 4:5",
                "\"name\": \"shopId\"; \"order\": \"ignore\", \"name\": \"shopId\"; property /shopId: order ascending"
                        + " → order ignore; 4:5",
                "\"type\": \"string\"; \"type\": {\"type\": \"string\", \"avro.java.string\": \"String\"}; property"
                        + " /orderId: avro.java.string String; 5:5"
            })
    void refusesAnyEditThatWouldGiveTheKeyAnotherId(String from, String to, String change, String place) {
        GateReport report = Shop.withKey().withNewKey(from, to).check();

        assertThat(report.failed()).isTrue();
        assertThat(keyFindings(report)).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("key-schema-changed");
            assertThat(finding.effect()).isEqualTo(Verdict.CORRUPTS);
            assertThat(finding.message()).isEqualTo(change + EFFECT);
            assertThat(finding.location()).hasToString("orders/OrderKey/v2.avsc:" + place);
            assertThat(finding.oldLocation().orElseThrow().toString()).startsWith("orders/OrderKey/v1.avsc:");
            assertThat(finding.against()).containsExactly("v1");
            assertThat(finding.breaks()).containsExactly("bills", "parcels");
            assertThat(finding.fix())
                    .contains("Leave the key as it was released; to change what the key is, begin a topic with the new"
                            + " key and move the events over.");
        });
    }

    @Test
    void refusesADefaultForAnEnumInTheKey() {
        String region = """
            {"type": "enum", "name": "shop.orders.OrderKey", "doc": "Where.", "symbols": ["NORTH", "SOUTH"]}
            """;
        Shop shop = Shop.withKey()
                .with("contracts.lock", "")
                .with("orders/OrderKey/v1.avsc", region)
                .release();

        GateReport report = shop.with("orders/OrderKey/v2.avsc", region.replace("]}", "], \"default\": \"NORTH\"}"))
                .check();

        assertThat(keyFindings(report)).extracting(GateFinding::message).containsExactly("default /: NORTH" + EFFECT);
    }

    @Test
    void letsAnEditPassThatARegistryTakesForTheSameSchema() {
        GateReport report = Shop.withKey()
                .withNewKey("\"type\": \"int\"", "\"type\": {\"type\": \"int\"}, \"order\": \"ascending\"")
                .check();

        assertThat(keyFindings(report)).isEmpty();
    }

    @Test
    void looksAtTheKeyWhateverTheLevel() {
        GateReport report = Shop.withKey()
                .withNewKey("The shop.", "Which shop.")
                .with("contracts.yaml", """
                    namespace: shop
                    defaults: { compatibility: NONE }
                    topics:
                      orders:
                        owner: shop
                        key: { type: shop.orders.OrderKey }
                        events: { Placed: { consumers: [bills] } }
                    types: { Money: { owner: shop } }
                    """)
                .check();

        assertThat(keyFindings(report)).hasSize(1);
        assertThat(report.failed()).isTrue();
    }

    @Test
    void acceptsAnotherKeySchemaByAWaiverOnce() {
        Shop shop = Shop.withKey().withNewKey("The shop.", "Which shop.").withContracts("""
            waivers:
              - rule: key-schema-changed
                path: orders/OrderKey/shopId
                reason: the topic is empty
                owner: shop
                expires: 2026-12-31
            """);

        GateReport waived = shop.check();
        GateReport released = shop.release().check();

        assertThat(waived.failed()).isFalse();
        assertThat(waived.waived()).isEqualTo(1);
        assertThat(keyFindings(released)).isEmpty();
    }

    @Test
    void refusesAnotherDeclaredKey() {
        GateReport report = new Shop()
                .withDeclaredKey("{ type: long, meaning: order number }")
                .check();

        assertThat(report.failed()).isTrue();
        assertThat(keyFindings(report)).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("key-type-changed");
            assertThat(finding.path()).isEqualTo("orders/key");
            assertThat(finding.location()).hasToString("contracts.yaml:7:5");
            assertThat(finding.oldLocation().orElseThrow()).hasToString("contracts.lock:6:1");
            assertThat(finding.message())
                    .isEqualTo("the key of orders was string in contracts.lock and is long now; the same key has other"
                            + " bytes, goes to another partition, and compaction keeps both.");
            assertThat(finding.fix())
                    .contains("Write \"type: string\" again; to key the events by something else, begin a topic with"
                            + " the new key and move the events over.");
        });
    }

    @Test
    void refusesASchemaInPlaceOfAPlainKeyAndAgainstACommitToo() {
        Shop before = new Shop();
        Shop after = new Shop()
                .withDeclaredKey("{ type: OrderKey }")
                .with(
                        "orders/OrderKey/v1.avsc",
                        "{\"type\": \"fixed\", \"name\": \"shop.orders.OrderKey\","
                                + " \"size\": 16, \"doc\": \"Order id.\"}");

        GateReport released = after.check();
        GateReport commit =
                Gate.check(after.tree(), Baseline.tree("main", before.tree(), NamedVersions.NONE), Shop.TODAY);

        assertThat(keyFindings(released))
                .extracting(GateFinding::message)
                .containsExactly("the key of orders was string in contracts.lock and is shop.orders.OrderKey now; the"
                        + " same key has other bytes, goes to another partition, and compaction keeps both.");
        assertThat(keyFindings(commit))
                .extracting(GateFinding::message)
                .containsExactly("the key of orders was string in main and is shop.orders.OrderKey now; the same key"
                        + " has other bytes, goes to another partition, and compaction keeps both.");
    }

    @Test
    void refusesAChangedTypeThatTheKeyUses() {
        Shop shop = Shop.withKey();
        shop.with("contracts.lock", "").with("orders/OrderKey/v1.avsc", """
            {"type": "record", "name": "OrderKey", "namespace": "shop.orders", "doc": "The key.", "fields": [
              {"name": "price", "type": "shop.types.Money", "doc": "The price."}]}
            """).release();

        GateReport report = shop.withNewMoney("How much.", "How much it is.").check();

        assertThat(keyFindings(report)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("orders/OrderKey/price/amount");
            assertThat(finding.location()).hasToString("types/Money/v2.avsc:4:5");
        });
    }

    @Test
    void wantsThatTheKeysTypeExists() {
        ContractTree tree = new Shop().withDeclaredKey("{ type: strnig }").tree();

        assertThat(tree.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).hasToString("contracts.yaml:7:5");
            assertThat(problem.message())
                    .isEqualTo("expected a plain type [boolean, bytes, double, float, int, long, string] or a schema"
                            + " orders/strnig/v1.avsc for the key of orders but found \"strnig\".");
            assertThat(problem.fix())
                    .contains("Correct the type, or write the schema: avenant new strnig --topic orders.");
        });
    }

    @Test
    void noticesThatTheLockDoesNotHaveTheKeyYet() {
        Shop shop = new Shop();
        String without = ContractLock.append(
                "", LockEntries.unreleased(new Shop().with("contracts.lock", "").tree()));

        ContractTree tree = shop.with("contracts.lock", without).tree();

        assertThat(tree.problems())
                .extracting(GateFinding::message)
                .containsExactly("the key of orders (string) is not in contracts.lock.");
        assertThat(shop.release().tree().problems()).isEmpty();
    }

    @Test
    void noticesALineOfAKeyThatTheLockHadOnce() {
        Shop before = new Shop();
        String without = ContractLock.append(
                "", LockEntries.unreleased(new Shop().with("contracts.lock", "").tree()));
        Shop after = new Shop().with("contracts.lock", without);

        GateReport report =
                Gate.check(after.tree(), Baseline.tree("main", before.tree(), NamedVersions.NONE), Shop.TODAY);

        assertThat(report.findings())
                .extracting(GateFinding::message)
                .contains("expected the line \"key orders string\", which main has, but it was changed or removed.");
    }

    private static List<GateFinding> keyFindings(GateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.category() == Category.KEY)
                .toList();
    }
}
