package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.RegistryFixture.Reference;
import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries of the kind that people have, imported and given back. */
@Tag("fast")
class ImportHardCasesTest {
    private static final String ORDER_1 = record("shop.Order", "{\"name\":\"id\",\"type\":\"long\"}");
    private static final String ORDER_2 = record(
            "shop.Order",
            "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}");
    private static final String MONEY_1 = record("shop.Money", "{\"name\":\"units\",\"type\":\"long\"}");
    private static final String MONEY_2 = record(
            "shop.Money",
            "{\"name\":\"units\",\"type\":\"long\"},{\"name\":\"currency\",\"type\":\"string\",\"default\":\"EUR\"}");
    private static final String PAYMENT = record("shop.Payment", "{\"name\":\"price\",\"type\":\"shop.Money\"}");
    private static final String PAYMENT_2 = record(
            "shop.Payment",
            "{\"name\":\"price\",\"type\":\"shop.Money\"},{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final RegistryFixture registry = RegistryFixture.empty();

    @SuppressWarnings("NullAway.Init")
    private ImportRoundTrip project;

    @BeforeEach
    void aFolder() {
        project = new ImportRoundTrip(folder.resolve("project"));
    }

    @AfterEach
    void noRegistry() {
        registry.close();
    }

    static String record(String fullName, String fields) {
        int dot = fullName.lastIndexOf('.');
        return "{\"type\":\"record\",\"name\":\"" + fullName.substring(dot + 1) + "\""
                + (dot < 0 ? "" : ",\"namespace\":\"" + fullName.substring(0, dot) + "\"")
                + ",\"fields\":[" + fields + "]}";
    }

    @Test
    void takesSubjectsOfAllThreeNamingStrategiesInOneRegistry() throws IOException {
        registry.register("orders-value", ORDER_1)
                .register("orders-value", ORDER_2)
                .register("orders-key", "\"long\"")
                .register("payments-shop.Paid", record("shop.Paid", ""))
                .register("payments-key", record("shop.PaymentKey", "{\"name\":\"id\",\"type\":\"long\"}"))
                .register("shop.Refund", record("shop.Refund", ""));

        Result imported = project.succeeds(registry);

        assertThat(imported.out()).isEqualTo("""
                Imported 5 subjects with 6 versions of %s.
                  2 topics
                  2 events
                  1 key
                  1 shared type
                Kept in imported.jsonl or left alone, and not checked:
                  orders-key v1: expected a record, an enum or a fixed but found a type without a name
                Next: complete %s/project/schemas/contracts.yaml (owners, producers, consumers), run avenant check, and commit the folder.
                """.formatted(registry.url(), folder));
        assertThat(project.file("contracts.yaml")).contains("""
                topics:
                  orders:
                    owner: unknown
                    subject: TopicName
                    key: { type: long }
                    events:
                      Order: { consumers: [] }
                  payments:
                    owner: unknown
                    key: { type: shop.PaymentKey }
                    events:
                      Paid: { consumers: [] }

                types:
                  Refund: { owner: unknown }
                """);
        assertThat(project.file("orders/Order/v2.avsc")).startsWith("{\n  \"type\": \"record\",\n");
    }

    @Test
    void keepsTheNewestNameOfARecordThatWasRenamed() throws IOException {
        registry.register("orders-value", record("shop.Purchase", "{\"name\":\"id\",\"type\":\"long\"}"))
                .force("orders-value", ORDER_1)
                .register("orders-value", ORDER_2);

        Result imported = project.succeeds(registry);

        assertThat(imported.out())
                .contains("  orders-value v1: shop.Purchase is called shop.Order in later versions\n");
        assertThat(project.files()).containsKeys("schemas/orders/Order/v2.avsc", "schemas/orders/Order/v3.avsc");
    }

    @Test
    void makesEveryTypeOfASubjectThatComparesNothingAnEvent() throws IOException {
        registry.level("orders-value", "NONE")
                .register("orders-value", ORDER_1)
                .register("orders-value", record("shop.Cancelled", ""))
                .register("orders-value", ORDER_2);

        project.succeeds(registry);

        assertThat(project.file("contracts.yaml")).contains("""
                    subject: TopicName
                    events:
                      Order: { consumers: [], compatibility: NONE }
                      Cancelled: { consumers: [], compatibility: NONE }
                """);
    }

    @Test
    void keepsGapsAndWhatWasSoftlyDeleted() throws IOException {
        registry.importAs(7, 2, "orders-value", ORDER_1)
                .importAs(9, 5, "orders-value", ORDER_2)
                .importAs(12, 6, "orders-value", record("shop.Order", "{\"name\":\"id\",\"type\":\"string\"}"))
                .register("gone-value", MONEY_1)
                .delete("orders-value", 6)
                .delete("gone-value", 1);

        Result imported = project.succeeds(registry);

        assertThat(imported.out()).contains("  gone-value v1: softly deleted\n", "  orders-value v6: softly deleted\n");
        assertThat(project.files()).containsKeys("schemas/orders/Order/v2.avsc", "schemas/orders/Order/v5.avsc");
        assertThat(project.files().keySet()).noneMatch(file -> file.contains("v6"));
    }

    @Test
    void keepsVersionsThatDifferInDocOnly() throws IOException {
        registry.register("orders-value", ORDER_1)
                .register(
                        "orders-value",
                        ORDER_1.replace("\"fields\"", "\"doc\":\"An order; ünïcode \\\\ \\\"\",\"fields\""));

        project.succeeds(registry);

        assertThat(project.file("orders/Order/v2.avsc")).contains("\"doc\": \"An order; ünïcode");
    }

    @Test
    void keepsReferencesToOlderVersionsOfASharedType() throws IOException {
        registry.register("shop.Money", MONEY_1)
                .register("payments-value", PAYMENT, new Reference("shop.Money", "shop.Money", 1))
                .register("shop.Money", MONEY_2)
                .register("payments-value", PAYMENT, new Reference("shop.Money", "shop.Money", 2))
                .register("payments-value", PAYMENT_2, new Reference("shop.Money", "shop.Money", 1));

        project.succeeds(registry);

        assertThat(project.file("contracts.lock").lines().filter(line -> line.contains("Payment")))
                .extracting(line -> line.replaceAll("sha256:[0-9a-f]+ ", ""))
                .containsExactly(
                        "shop.Payment v1 shop.Money=v1",
                        "shop.Payment v2 shop.Money=v2",
                        "shop.Payment v3 shop.Money=v1");
    }

    @Test
    void keepsReferencesUnderOtherNamesToTheSubjectOfATopic() throws IOException {
        registry.register("money-value", MONEY_1)
                .register("unused-value", record("shop.Unused", ""))
                .register(
                        "payments-value",
                        PAYMENT,
                        new Reference("money.avsc", "money-value", 1),
                        new Reference("unused.avsc", "unused-value", 1));

        project.succeeds(registry);

        assertThat(project.file("contracts.yaml")).contains("  Money: { owner: unknown, subject: money-value }\n");
    }

    @Test
    void keepsTypesThatReferToTypes() throws IOException {
        registry.register("shop.Money", MONEY_1)
                .register("shop.Payment", PAYMENT, new Reference("shop.Money", "shop.Money", 1))
                .register(
                        "books-value",
                        record(
                                "shop.Book",
                                "{\"name\":\"paid\",\"type\":\"shop.Payment\"},{\"name\":\"open\",\"type\":\"shop.Money\"}"),
                        new Reference("shop.Payment", "shop.Payment", 1),
                        new Reference("shop.Money", "shop.Money", 1));

        project.succeeds(registry);

        assertThat(project.files()).containsKeys("schemas/types/Money/v1.avsc", "schemas/books/Book/v1.avsc");
    }

    @Test
    void tellsApartWhatDiffersInCaseOnly() throws IOException {
        registry.register("orders-value", ORDER_1)
                .register("Orders-value", record("shop.order", ""))
                .register("shop.Thing", record("shop.Thing", ""))
                .register("shop.thing", record("shop.thing", ""));

        project.succeeds(registry);

        assertThat(project.files().keySet().stream().map(file -> file.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void takesOneRecordUnderSeveralSubjects() throws IOException {
        registry.register("orders-value", ORDER_1)
                .register("returns-value", ORDER_1)
                .register("returns-value", ORDER_2)
                .register("shop.Order", ORDER_2)
                .register("orders-key", ORDER_1)
                .register("returns-key", ORDER_1);

        project.succeeds(registry);

        assertThat(project.file("contracts.lock")).contains("returns/", "\nshop.Order v1 ");
    }

    @Test
    void keepsWhatIsNoRecord() throws IOException {
        registry.register("colours-value", "{\"type\":\"enum\",\"name\":\"Colour\",\"symbols\":[\"RED\"]}")
                .register("numbers-value", "\"int\"")
                .register("lists-value", "{\"type\":\"array\",\"items\":\"string\"}")
                .register("shop.Money", MONEY_1)
                .register("all-value", "[\"shop.Money\",\"null\"]", new Reference("shop.Money", "shop.Money", 1));

        Result imported = project.succeeds(registry);

        assertThat(imported.out())
                .contains(
                        "  all-value v1: expected a record, an enum or a fixed but found a type without a name\n",
                        "  lists-value v1: expected a record",
                        "  numbers-value v1: expected a record");
        assertThat(project.files()).containsKey("schemas/colours/Colour/v1.avsc");
    }

    @Test
    void keepsOtherContexts() throws IOException {
        registry.register(":.eu:shop.Money", MONEY_1)
                .register(":.eu:payments-value", PAYMENT, new Reference("shop.Money", "shop.Money", 1))
                .register("orders-value", ORDER_1)
                .level(":.eu:", "FULL")
                .level(":.eu:payments-value", "NONE");

        Result imported = project.succeeds(registry);

        assertThat(imported.out()).contains("  :.eu:payments-value: in another context than the default one\n");
    }

    @Test
    void writesNothingOutsideTheFolderWhateverSubjectsAreCalled() throws IOException {
        String[] odd = {
            "../../evil-value", "..-value", ".-value", "a/b/c", "with space", " led by a space", "a:b", "types-value",
            "con-value", "src-value", "contracts.yaml-value", "{topic}-value", "TopicNam", "null-value", "-value",
                    "tab\\t",
            "ä-value", "x".repeat(300) + "-value", "trailing.-value", "\"quoted\"", "a#b: c", "%2e%2e%2f"
        };
        for (int i = 0; i < odd.length; i++) {
            registry.register(odd[i], record("odd.R" + i, ""));
        }
        registry.register("long-value", record("odd." + "L".repeat(260), ""));

        project.succeeds(registry);

        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactly(folder.resolve("project"));
        }
        assertThat(project.files().keySet()).allMatch(file -> file.startsWith("schemas/"));
    }

    @Test
    void keepsLevelsOfTheRegistryAndOfSubjects() throws IOException {
        registry.level("", "FULL_TRANSITIVE")
                .level("orders-value", "NONE")
                .level("orders-key", "FORWARD")
                .level("shop.Money", "BACKWARD")
                .register("orders-value", ORDER_1)
                .register("orders-key", record("shop.OrderKey", ""))
                .register("payments-value", record("shop.Paid", ""))
                .register("shop.Money", MONEY_1);

        project.succeeds(registry);

        assertThat(project.file("contracts.yaml"))
                .contains(
                        "  compatibility: FULL_TRANSITIVE\n",
                        "    compatibility: FORWARD\n",
                        "      Order: { consumers: [], compatibility: NONE }\n",
                        "  Money: { owner: unknown, compatibility: BACKWARD }\n");
    }

    @Test
    void doesNotJudgeWhatTheRegistryHasTakenAlready() throws IOException {
        registry.register("orders-value", ORDER_1)
                .force("orders-value", record("shop.Order", "{\"name\":\"id\",\"type\":\"string\"}"));

        project.succeeds(registry);
        project.write("orders/Order/v3.avsc", record("shop.Order", "{\"name\":\"id\",\"type\":\"boolean\"}"));
        Result check = project.run("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("v2");
    }

    @Test
    void takesDefaultsThatTheRegistryTookOnceAndNobodyTakesAnyMore() throws IOException {
        registry.importAs(
                        1,
                        1,
                        "orders-value",
                        record("shop.Order", "{\"name\":\"id\",\"type\":\"long\",\"default\":\"none\"}"))
                .importAs(
                        3,
                        1,
                        "doubles-value",
                        record("shop.D", "{\"name\":\"d\",\"type\":\"double\",\"default\":1.0E400}"));

        project.succeeds(registry);

        assertThat(project.files()).containsKey("schemas/orders/Order/v1.avsc");
    }

    @Test
    void keepsMetadataAndRulesForTheWayBack() throws IOException {
        ObjectNode order = RegistryFixture.body(ORDER_1);
        order.putObject("metadata").putObject("properties").put("owner", "orders");
        ObjectNode rule = order.putObject("ruleSet").putArray("domainRules").addObject();
        rule.put("name", "positive")
                .put("kind", "CONDITION")
                .put("mode", "WRITE")
                .put("type", "CEL");
        rule.put("expr", "message.id > 0");
        registry.register("orders-value", order);

        Result imported = project.succeeds(registry);

        assertThat(imported.out())
                .contains(
                        "1 version has metadata or rules, which push --keep-ids gives back and the check does not read.\n");
    }

    @Test
    void keepsTheVersionsOfASubjectWhoseNameIsAnAliasOfAnother() throws IOException {
        registry.register("orders-value", ORDER_1)
                .register("legacy-value", MONEY_1)
                .register("legacy-value", MONEY_2)
                .delete("legacy-value", 1)
                .alias("legacy-value", "orders-value")
                .register("empty-value", MONEY_1)
                .alias("empty-value", "nobody-value");

        Result imported = project.succeeds(registry);

        assertThat(imported.out())
                .contains(
                        "Imported 3 subjects with 4 versions of ",
                        "  empty-value: an alias of nobody-value, so its own versions are not read\n",
                        "  legacy-value: an alias of orders-value, so its own versions are not read\n");
        assertThat(project.file("imported.jsonl").lines().filter(line -> line.contains("legacy-value")))
                .hasSize(3)
                .last()
                .asString()
                .contains("currency");
    }
}
