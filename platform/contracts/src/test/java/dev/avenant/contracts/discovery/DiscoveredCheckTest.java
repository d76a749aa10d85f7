package dev.avenant.contracts.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Schemas of a repository that nobody prepared. */
@Tag("fast")
class DiscoveredCheckTest {
    private static final String ORDER = record("Order", "{\"name\": \"id\", \"type\": \"string\"}");
    private static final String ORDER_WITH_TOTAL =
            record("Order", "{\"name\": \"id\", \"type\": \"string\"}", "{\"name\": \"total\", \"type\": \"long\"}");
    private static final String ORDER_WITH_NOTE = record(
            "Order",
            "{\"name\": \"id\", \"type\": \"string\"}",
            "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}");

    private static String record(String name, String... fields) {
        return "{\"type\": \"record\", \"name\": \"" + name + "\", \"namespace\": \"shop\", \"fields\": [\n  "
                + String.join(",\n  ", fields) + "]}\n";
    }

    @Test
    void findsWhatAnEditBreaks() {
        GateReport report = since(Map.of("avro/Order.avsc", ORDER), Map.of("avro/Order.avsc", ORDER_WITH_TOTAL));

        assertThat(texts(report))
                .containsExactly("avro/Order.avsc:3:3: error: The reader needs shop.Order.total, which the writer does"
                        + " not have, and the field has no default. [field-without-default] against"
                        + " before:avro/Order.avsc");
        assertThat(report.failed()).isTrue();
        assertThat(report.pairs()).isEqualTo(1);
    }

    @Test
    void passesAnEditThatEveryReaderSurvives() {
        GateReport report = since(Map.of("Order.avsc", ORDER), Map.of("Order.avsc", ORDER_WITH_NOTE));

        assertThat(report.findings()).isEmpty();
        assertThat(report.pairs()).isEqualTo(1);
    }

    @Test
    void followsATypeToAnotherFolderAndLayout() {
        GateReport report =
                since(Map.of("old/avro/Order.avsc", ORDER), Map.of("schemas/orders/v2/Order.avsc", ORDER_WITH_TOTAL));

        assertThat(rules(report)).containsExactly("field-without-default");
        assertThat(report.findings().get(0).against()).containsExactly("before:old/avro/Order.avsc");
    }

    @Test
    void comparesACopyWithTheSchemaOfItsName() {
        GateReport report = since(
                Map.of("a/Order.avsc", ORDER),
                Map.of("a/Order.avsc", ORDER, "b/Sale.avsc", ORDER.replace("\"string\"", "\"long\"")));

        assertThat(texts(report))
                .singleElement()
                .asString()
                .startsWith("b/Sale.avsc:")
                .endsWith("[type-changed] against before:a/Order.avsc");
    }

    @Test
    void followsARecordThatWasRenamedInItsFile() {
        GateReport report =
                since(Map.of("Order.avsc", ORDER), Map.of("Order.avsc", ORDER.replace("\"Order\"", "\"Purchase\"")));

        assertThat(rules(report)).containsExactly("name-changed");
    }

    @Test
    void comparesANewVersionWithAllThatStandBesideIt() {
        Map<String, String> before = Map.of(
                "order/v1/Order.avsc", ORDER,
                "order/v9/Order.avsc", ORDER_WITH_TOTAL);
        Map<String, String> now = new TreeMap<>(before);
        now.put("order/v10/Order.avsc", ORDER_WITH_TOTAL.replace("\"long\"", "\"long\", \"doc\": \"In cents.\""));

        GateReport report = since(before, now);

        assertThat(texts(report))
                .containsExactly("order/v10/Order.avsc:3:3: error: The reader needs shop.Order.total, which the writer"
                        + " does not have, and the field has no default. [field-without-default] against v1");
        assertThat(report.pairs()).isEqualTo(2);
    }

    @Test
    void doesNotBlameAChangeForVersionsThatWereThere() {
        Map<String, String> before = Map.of(
                "order/v1/Order.avsc", ORDER,
                "order/v2/Order.avsc", ORDER_WITH_TOTAL,
                "Note.avsc", record("Note"));
        Map<String, String> now = new TreeMap<>(before);
        now.put("Note.avsc", record("Note", "{\"name\": \"text\", \"type\": \"string\", \"default\": \"\"}"));

        assertThat(since(before, now).findings()).isEmpty();
        assertThat(rules(beside(before))).containsExactly("field-without-default");
    }

    @Test
    void takesTheLevelThatIsAskedFor() {
        DiscoveredCheck.Settings forward = new DiscoveredCheck.Settings(
                path -> true, false, Optional.of(CompatibilityLevel.FORWARD), Preset.BREAKING);
        DiscoveredSchemas now = schemas("", Map.of("Order.avsc", ORDER_WITH_TOTAL));
        EarlierSchemas before = new EarlierSchemas("before", schemas("before:", Map.of("Order.avsc", ORDER)));

        assertThat(DiscoveredCheck.check(now, before, forward).findings()).isEmpty();
    }

    @Test
    void resolvesReferencesInAnyOrderAndTakesTheNearestDefinition() {
        Map<String, String> before = Map.of(
                "a/Order.avsc", record("Order", "{\"name\": \"paid\", \"type\": \"Money\"}"),
                "a/zz/Money.avsc", record("Money", "{\"name\": \"cents\", \"type\": \"long\"}"),
                "b/Money.avsc", record("Money", "{\"name\": \"other\", \"type\": \"string\"}"));
        Map<String, String> now = new TreeMap<>(before);
        now.put("a/zz/Money.avsc", record("Money", "{\"name\": \"cents\", \"type\": \"string\"}"));

        GateReport report = since(before, now);

        assertThat(texts(report))
                .containsExactly(
                        "a/zz/Money.avsc:2:3: error: long was written and string is expected, which Avro cannot read"
                                + " from it. [type-changed] against before:a/Order.avsc");
    }

    @Test
    void saysWhichReferenceLeadsNowhere() {
        GateReport report = since(
                Map.of("Order.avsc", ORDER),
                Map.of("Order.avsc", record("Order", "{\"name\": \"paid\", \"type\": \"Money\"}")));

        assertThat(texts(report))
                .contains("Order.avsc:2:28: error: expected a type that exists but found shop.Money, which no schema"
                        + " file defines. [schema-syntax] against ");
        assertThat(report.failed()).isTrue();
    }

    @Test
    void bringsBackAFieldWithoutDefiningItsTypeASecondTime() {
        // Given
        String money = record("Money", "{\"name\": \"cents\", \"type\": \"long\"}");
        String order = record("Order", "{\"name\": \"price\", \"type\": \"Money\"}");
        DiscoveredCheck.Settings full = new DiscoveredCheck.Settings(
                path -> true, false, Optional.of(CompatibilityLevel.FULL), Preset.BREAKING);

        // When
        GateReport report = DiscoveredCheck.check(
                schemas("", Map.of("Money.avsc", money, "Order.avsc", record("Order"))),
                new EarlierSchemas("before", schemas("before:", Map.of("Money.avsc", money, "Order.avsc", order))),
                full);

        // Then
        assertThat(report.findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.triedFix().orElseThrow().appliedTo(record("Order")))
                                .isEqualTo(record("Order")
                                        .replace("[\n  ", "[{\"name\": \"price\", \"type\": \"Money\"}\n  ")));
    }

    @Test
    void bringsBackABranchWithoutDefiningItsTypeASecondTime() {
        // Given a payment of three kinds, of which one is gone and its file still there
        Map<String, String> files = new TreeMap<>();
        files.put("Card.avsc", record("Card", "{\"name\": \"number\", \"type\": \"string\"}"));
        files.put("Cash.avsc", record("Cash", "{\"name\": \"till\", \"type\": \"int\"}"));
        files.put("Order.avsc", record("Order", "{\"name\": \"paid\", \"type\": [\"null\", \"Card\", \"Cash\"]}"));
        Map<String, String> now = new TreeMap<>(files);
        now.replace("Order.avsc", files.get("Order.avsc").replace(", \"Cash\"", ""));

        // When
        GateReport report = since(files, now);

        // Then
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.triedFix()
                                .orElseThrow()
                                .appliedTo(Objects.requireNonNull(now.get("Order.avsc"))))
                        .isEqualTo(files.get("Order.avsc")));
    }

    @Test
    void readsProtocols() {
        String protocol = """
                {"protocol": "Shop", "namespace": "shop", "types": [
                  {"type": "enum", "name": "Kind", "symbols": ["A", "B"]},
                  {"type": "record", "name": "Order", "fields": [{"name": "kind", "type": "Kind"}]}
                ], "messages": {}}
                """;

        GateReport report =
                since(Map.of("shop.avpr", protocol), Map.of("shop.avpr", protocol.replace("\"A\", \"B\"", "\"A\"")));

        assertThat(rules(report)).containsExactly("enum-symbol-unknown");
        assertThat(report.findings().get(0).location().toString()).startsWith("shop.avpr:2:");
    }

    @Test
    void takesTheNamespaceOfAProtocolFromItsNameAsAvroDoes() {
        String protocol = "{\"protocol\": \"shop.Orders\", \"namespace\": \"other\", \"types\": ["
                + "{\"type\": \"record\", \"name\": \"Order\", \"fields\": []}]}";

        GateReport report = since(Map.of("a.avsc", record("Order")), Map.of("b.avpr", protocol));

        assertThat(report.contracts()).containsExactly("shop.Order");
        assertThat(report.pairs()).isEqualTo(1);
    }

    @Test
    void readsIdlWithItsImportsAndNamesThePlaceInIt() {
        String money = """
                @namespace("shop")
                protocol Values {
                  record Money {
                    long cents;
                  }
                }
                """;
        String orders = importing("idl \"vo/money.avdl\"");
        Map<String, String> before = Map.of("idl/orders.avdl", orders, "idl/vo/money.avdl", money);
        Map<String, String> now =
                Map.of("idl/orders.avdl", orders, "idl/vo/money.avdl", money.replace("long cents", "string cents"));

        GateReport report = since(before, now);

        assertThat(texts(report))
                .containsExactly(
                        "idl/vo/money.avdl:4:12: error: long was written and string is expected, which Avro cannot read"
                                + " from it. [type-changed] against before:idl/orders.avdl");
    }

    @Test
    void findsAnImportOnTheClassPathOfAnotherModule() {
        String money = """
                @namespace("shop")
                protocol Values {
                  record Money { long cents; }
                }
                """;
        Map<String, String> files = Map.of(
                "orders/src/main/avro/orders.avdl",
                importing("idl \"money.avdl\""),
                "values/src/main/avro/money.avdl",
                money);

        assertThat(since(files, files).findings()).isEmpty();
    }

    @Test
    void opensNothingOutsideTheRepositoryForAnImport() {
        for (String outside : List.of("file:///etc/passwd", "http://localhost:1/x.avsc", "../../etc/passwd")) {
            GateReport report = since(Map.of("a.avdl", ""), Map.of("a.avdl", importing("schema \"" + outside + "\"")));

            assertThat(texts(report))
                    .contains("a.avdl:3:17: error: expected an import of a schema file of this repository but found \""
                            + outside + "\". [schema-syntax] against ");
        }
    }

    @Test
    void saysWhereIdlIsWrong() {
        GateReport report = since(Map.of(), Map.of("a.avdl", "protocol A {\n  record {\n}\n"));

        assertThat(texts(report).get(0)).startsWith("a.avdl:2:10: error: expected Avro IDL but found: ");
    }

    @Test
    void takesCommentsAsAvroDoes() {
        String commented = "/* Orders. */\n// one of many\n" + ORDER;

        assertThat(since(Map.of("Order.avsc", ORDER), Map.of("Order.avsc", commented))
                        .findings())
                .isEmpty();
    }

    @Test
    void comparesSchemasThatAreNoRecords() {
        for (Preset preset : Preset.values()) {
            GateReport report = check(
                    schemas("", Map.of("id.avsc", "\"int\"")),
                    new EarlierSchemas("before", schemas("before:", Map.of("id.avsc", "\"string\""))),
                    preset);

            assertThat(rules(report)).contains("type-changed");
        }
    }

    @Test
    void failsWhereNothingCouldBeCompared() {
        GateReport report = since(Map.of("a/Order.avsc", ORDER), Map.of("b/Note.avsc", record("Note")));

        assertThat(texts(report))
                .containsExactly(
                        ".:1:1: error: expected 1 schema in before too but found none of their names there."
                                + " [nothing-compared] against ",
                        "before:a/Order.avsc:1:1: warning: expected shop.Order, which before has in a/Order.avsc, but"
                                + " no file defines it any more. [schema-gone] against ");
    }

    @Test
    void saysThatATypeLooksRenamedTogetherWithItsFileUnlessTwoCouldBeIt() {
        // Given
        String purchase = ORDER.replace("Order", "Purchase");
        Map<String, String> before = Map.of("Order.avsc", ORDER, "Note.avsc", record("Note"));

        // When
        GateReport renamed = since(before, Map.of("Purchase.avsc", purchase, "Note.avsc", record("Note")));
        GateReport unclear = since(
                before,
                Map.of(
                        "Purchase.avsc",
                        purchase,
                        "Sale.avsc",
                        ORDER.replace("Order", "Sale"),
                        "Note.avsc",
                        record("Note")));

        // Then
        String gone = "before:Order.avsc:1:1: warning: expected shop.Order, which before has in Order.avsc, but no file"
                + " defines it any more";
        assertThat(texts(renamed))
                .containsExactly(gone + "; shop.Purchase is new and has the same content, so it looks renamed."
                        + " [schema-gone] against ");
        assertThat(renamed.findings().get(0).fix())
                .contains("Give shop.Purchase \"aliases\": [\"shop.Order\"], without which a registry refuses it as a"
                        + " version of the old one and generated classes do not read the old records.");
        assertThat(texts(unclear)).containsExactly(gone + ". [schema-gone] against ");
    }

    @Test
    void failsWhereNoVersionsAndNoRevisionAreThere() {
        assertThat(texts(beside(Map.of("Order.avsc", ORDER))))
                .containsExactly(".:1:1: error: expected two versions of a schema side by side (v1 and v2 in the path)"
                        + " but found 1 schema of one version each. [nothing-compared] against ");
    }

    @Test
    void passesTheFirstSchemasOfARepository() {
        GateReport report = since(Map.of(), Map.of("Order.avsc", ORDER));

        assertThat(report.findings()).isEmpty();
        assertThat(report.pairs()).isZero();
    }

    @Test
    void passesTheFirstSchemasOfAFolderThatIsCheckedByItself() {
        DiscoveredCheck.Settings folder =
                new DiscoveredCheck.Settings(path -> path.startsWith("new/"), false, Optional.empty(), Preset.BREAKING);

        GateReport report = DiscoveredCheck.check(
                schemas("", Map.of("old/Order.avsc", ORDER, "new/Note.avsc", record("Note"))),
                new EarlierSchemas("before", schemas("before:", Map.of("old/Order.avsc", ORDER))),
                folder);

        assertThat(report.findings()).isEmpty();
        assertThat(report.contracts()).containsExactly("shop.Note");
    }

    @Test
    void doesNotFailForAFileThatWasUnreadableBefore() {
        Map<String, String> before = Map.of("Order.avsc", ORDER, "template.avsc", "{{ name }}");
        Map<String, String> now = Map.of("Order.avsc", ORDER, "template.avsc", "{{ name }}", "new.avsc", "{");

        GateReport report = since(before, now);

        assertThat(report.findings())
                .extracting(GateFinding::contract, GateFinding::severity)
                .containsExactlyInAnyOrder(tuple("template.avsc", Severity.WARN), tuple("new.avsc", Severity.ERROR));
    }

    @Test
    void failsForAFileThatCannotBePutTogetherAnyMore() {
        String money = record("Money", "{\"name\": \"cents\", \"type\": \"long\"}");
        String bill = record("Bill", "{\"name\": \"total\", \"type\": \"shop.Money\"}");
        Map<String, String> before = Map.of("Bill.avsc", bill, "Money.avsc", money, "Order.avsc", ORDER);
        Map<String, String> now = Map.of("Bill.avsc", bill, "Order.avsc", ORDER);

        assertThat(texts(since(before, now)))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Bill.avsc:2:29: error: expected a type that exists but found shop.Money"));
        assertThat(texts(since(now, now)))
                .anySatisfy(
                        text -> assertThat(text).startsWith("Bill.avsc:2:29: warning: expected a type that exists"));
    }

    @Test
    void saysNothingOfStyleUnlessItIsAskedTo() {
        Map<String, String> files = Map.of("Order.avsc", ORDER);
        EarlierSchemas before = new EarlierSchemas("before", schemas("before:", files));

        assertThat(check(schemas("", files), before, Preset.BREAKING).findings())
                .isEmpty();
        assertThat(rules(check(schemas("", files), before, Preset.FULL)))
                .contains("type-without-doc", "field-without-doc");
    }

    @Test
    void takesWhatAnIdlFileImportsForNoSecondDefinition() {
        String money = """
                @namespace("shop")
                protocol Values {
                  record Money { long cents; }
                }
                """;
        Map<String, String> files =
                Map.of("idl/orders.avdl", importing("idl \"values.avdl\""), "idl/values.avdl", money);

        assertThat(rules(full(files))).contains("field-without-doc").doesNotContain("type-defined-twice");
        assertThat(full(files).findings())
                .filteredOn(finding -> finding.message().equals("shop.Money.cents has no doc."))
                .extracting(GateFinding::contract)
                .containsExactly("shop.Money");
    }

    @Test
    void saysOnceForEachCopyWhereATypeIsDefinedToo() {
        String other = ORDER.replace("string", "long");

        assertThat(full(Map.of("a/Order.avsc", ORDER, "b/Order.avsc", ORDER, "c/Order.avsc", other))
                        .findings())
                .filteredOn(finding -> finding.rule() == LintRule.TYPE_DEFINED_TWICE)
                .extracting(finding -> finding.severity() + " " + finding.message())
                .containsExactly(
                        "WARN shop.Order is defined here and in a/Order.avsc:1:28.",
                        "WARN shop.Order is defined here and otherwise in a/Order.avsc:1:28.");
    }

    @Test
    void takesVersionsOfAFileForOneDefinitionOfWhatTheyNeed() {
        String first = nested("OrderV1");
        String second = nested("OrderV2");

        assertThat(rules(full(Map.of(
                        "avro/Order.avsc", nested("Order"), "avro/OrderV1.avsc", first, "avro/OrderV2.avsc", second))))
                .doesNotContain("type-defined-twice");
    }

    private static String nested(String name) {
        return record(
                name, "{\"name\": \"paid\", \"type\": {\"type\": \"record\", \"name\": \"Money\", \"fields\": []}}");
    }

    @Test
    void warnsOfJavaInASchemaWhenItLooksAtStyle() {
        Map<String, String> files = Map.of(
                "Order.avsc",
                ORDER.replace("\"type\": \"string\"", "\"javaAnnotation\": \"Old\", \"type\": \"string\""));
        DiscoveredSchemas now = schemas("", files);
        EarlierSchemas before = new EarlierSchemas("before", schemas("before:", files));

        assertThat(rules(check(now, before, Preset.BREAKING))).isEmpty();
        assertThat(check(now, before, Preset.FULL).findings())
                .filteredOn(finding -> finding.rule() == SchemaRule.PROPERTY_IS_JAVA)
                .extracting(GateFinding::severity)
                .containsExactly(Severity.WARN);
        assertThat(set(now, before, Preset.BREAKING, LintSetting.ERROR)).containsExactly(Severity.ERROR);
        assertThat(set(now, before, Preset.FULL, LintSetting.OFF)).isEmpty();
    }

    private static List<Severity> set(
            DiscoveredSchemas now, EarlierSchemas before, Preset preset, LintSetting setting) {
        DiscoveredCheck.Settings settings = new DiscoveredCheck.Settings(
                path -> true,
                false,
                Optional.empty(),
                preset,
                Map.of("property-is-java", setting),
                ReaderContracts.none());
        return DiscoveredCheck.check(now, before, settings).findings().stream()
                .filter(finding -> finding.rule() == SchemaRule.PROPERTY_IS_JAVA)
                .map(GateFinding::severity)
                .toList();
    }

    @Test
    void expectsNamespacesByFolderOnlyWhereMostSchemasHaveThem() {
        String bill = ORDER.replace("Order", "Bill").replace("shop", "com.shop.bills");
        String order = ORDER.replace("shop", "com.shop.orders");
        String stray = ORDER.replace("Order", "Mail").replace("shop", "com.shop.letters");
        String mail = "src/main/avro/com/shop/mails/v2/Mail.avsc";

        assertThat(rules(full(Map.of("a/Order.avsc", order, "b/Bill.avsc", bill, mail, stray))))
                .doesNotContain("namespace-not-by-folder");
        assertThat(full(Map.of(
                                "src/main/avro/com/shop/orders/Order.avsc",
                                order,
                                "src/main/avro/com/shop/bills/Bill.avsc",
                                bill,
                                mail,
                                stray))
                        .findings())
                .filteredOn(finding -> finding.rule() == LintRule.NAMESPACE_NOT_BY_FOLDER)
                .extracting(
                        finding -> finding.severity() + " " + finding.location().file() + " " + finding.message())
                .containsExactly("WARN " + mail
                        + " The namespace is com.shop.letters, and the folder calls for com.shop.mails.");
    }

    @Test
    void findsInManyFilesWhatItFindsInFewAndInTheirOrder() {
        // Given what is read and compared on all cores: 200 files, of which two change and two cannot be read
        Map<String, String> before = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            before.put("avro/Order" + i + ".avsc", ORDER.replace("Order", "Order" + i + "Kind"));
        }
        before.put("avro/Note.avdl", "@namespace(\"shop\") protocol Notes { record Note { string id; } }");
        Map<String, String> now = new TreeMap<>(before);
        for (int i : List.of(7, 150)) {
            now.put("avro/Order" + i + ".avsc", ORDER_WITH_TOTAL.replace("Order", "Order" + i + "Kind"));
            now.put("avro/Broken" + i + ".avsc", "{");
        }

        // When
        GateReport report = since(before, now);

        // Then
        assertThat(report.pairs()).isEqualTo(201);
        assertThat(texts(report))
                .containsExactly(
                        "avro/Order150.avsc:3:3: error: The reader needs shop.Order150Kind.total, which the writer does"
                                + " not have, and the field has no default. [field-without-default] against"
                                + " before:avro/Order150.avsc",
                        "avro/Order7.avsc:3:3: error: The reader needs shop.Order7Kind.total, which the writer does not"
                                + " have, and the field has no default. [field-without-default] against"
                                + " before:avro/Order7.avsc",
                        "avro/Broken150.avsc:1:2: error: expected JSON but found: Unexpected end-of-input: expected"
                                + " close marker for Object. [schema-syntax] against ",
                        "avro/Broken7.avsc:1:2: error: expected JSON but found: Unexpected end-of-input: expected"
                                + " close marker for Object. [schema-syntax] against ");
    }

    @Test
    void comparesAFileThatStaysAsItIsWithTheTypeItNeedsAsThatBecomes() {
        String order = record("Order", "{\"name\": \"paid\", \"type\": \"shop.Money\"}");
        String money = record("Money", "{\"name\": \"cents\", \"type\": \"int\"}");
        Map<String, String> before = Map.of("Order.avsc", order, "Money.avsc", money);

        GateReport report =
                since(before, Map.of("Order.avsc", order, "Money.avsc", money.replace("\"int\"", "\"string\"")));

        assertThat(report.pairs()).isEqualTo(2);
        assertThat(texts(report))
                .containsExactly("Money.avsc:2:3: error: int was written and string is expected, which Avro cannot read"
                        + " from it. [type-changed] against before:Money.avsc");
    }

    @Test
    void namesTheFileAsItIsNowWhereItStaysAsItIsAndItsTypeIsDefinedDifferentlyTwice() {
        Map<String, String> files = Map.of(
                "Order.avsc",
                record(
                        "Order",
                        "{\"name\": \"a\", \"type\": {\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}}",
                        "{\"name\": \"b\", \"type\": {\"type\": \"fixed\", \"name\": \"F\", \"size\": 8}}"));

        assertThat(texts(since(files, files)))
                .containsExactly("Order.avsc:3:51: warning: expected each type to be defined once, or each time alike,"
                        + " but found another shop.F. [schema-syntax] against ");
    }

    private static GateReport full(Map<String, String> files) {
        return check(schemas("", files), new EarlierSchemas("before", schemas("before:", files)), Preset.FULL);
    }

    private static String importing(String file) {
        return """
                @namespace("shop")
                protocol Orders {
                  import FILE;
                  record Order { Money paid; }
                }
                """.replace("FILE", file);
    }

    private static DiscoveredSchemas schemas(String prefix, Map<String, String> files) {
        ContractFiles texts = ContractFiles.of(files);
        return DiscoveredSchemas.read(texts.shownAs(path -> prefix + path));
    }

    private static GateReport since(Map<String, String> before, Map<String, String> now) {
        DiscoveredSchemas were = schemas("before:", before);
        return check(
                DiscoveredSchemas.read(ContractFiles.of(now), were),
                new EarlierSchemas("before", were),
                Preset.BREAKING);
    }

    private static GateReport beside(Map<String, String> now) {
        return DiscoveredCheck.check(schemas("", now), settings(Preset.BREAKING));
    }

    private static GateReport check(DiscoveredSchemas now, EarlierSchemas before, Preset preset) {
        return DiscoveredCheck.check(now, before, settings(preset));
    }

    private static DiscoveredCheck.Settings settings(Preset preset) {
        return new DiscoveredCheck.Settings(path -> true, false, Optional.empty(), preset);
    }

    private static List<String> rules(GateReport report) {
        return report.findings().stream().map(GateFinding::ruleId).distinct().toList();
    }

    private static List<String> texts(GateReport report) {
        return report.findings().stream()
                .map(finding -> finding.location() + ": "
                        + (finding.severity() == Severity.ERROR ? "error" : "warning") + ": " + finding.message() + " ["
                        + finding.ruleId() + "] against " + String.join(", ", finding.against()))
                .toList();
    }
}
