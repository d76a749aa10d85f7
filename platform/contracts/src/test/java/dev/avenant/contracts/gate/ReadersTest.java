package dev.avenant.contracts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.Shop;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ReadersTest {
    private static final String MORE =
            "\"fields\": [{\"name\": \"weight\", \"type\": \"double\", \"default\": 0, \"doc\": \"In kg.\"},";
    private static final String LIST = "\"fields\": [{\"name\": \"tags\", \"type\": {\"type\": \"array\", \"items\":"
            + " \"string\"}, \"default\": [], \"doc\": \"Words.\"},";

    @Test
    void breaksTheServiceAloneWhoseReaderRefuses() {
        GateReport report = new Shop()
                .withContracts("readers:\n  parcels: python-1.11\n")
                .withNewPlaced("\"fields\": [", MORE)
                .check();

        assertThat(harmful(report)).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("reader-refuses");
            assertThat(finding.breaks()).containsExactly("parcels");
            assertThat(finding.path()).isEqualTo("orders/Placed/weight");
            assertThat(finding.message())
                    .isEqualTo(
                            "A default of a float or double that is written without a point: python-1.11.1 refuses it."
                                    + " Recorded: InvalidDefaultException: (<avro.schema.PrimitiveSchema object at 0x…>, 7).");
        });
    }

    @Test
    void findsNothingWhereEveryDeclaredReaderReads() {
        GateReport report = new Shop()
                .withContracts("readers:\n  parcels: [avsc, avro-js]\n  bills: java\n")
                .withNewPlaced("\"fields\": [", MORE)
                .check();

        assertThat(harmful(report)).isEmpty();
    }

    @Test
    void takesTheReadersOfTheDefaultsForServicesThatNameNone() {
        String contracts = "readers:\n  parcels: java-1.12.2\n";
        Shop shop = new Shop().withContracts(contracts).withNewPlaced("\"fields\": [", MORE);

        GateReport report = Gate.check(
                shop.tree().withReaders(ReaderContracts.ofAll(DeclaredReaders.named(List.of("c")), Set.of())),
                Baseline.released(),
                Shop.TODAY);

        assertThat(harmful(report))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.breaks()).containsExactly("bills", "parcels"));
    }

    @Test
    void saysWhereAReaderIsNamedThatNobodyKnows() {
        GateReport report =
                new Shop().withContracts("readers:\n  parcels: python-9\n").check();

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("contracts-file");
            assertThat(finding.location().toString()).startsWith("contracts.yaml:14:12");
            assertThat(finding.message())
                    .isEqualTo("expected a recorded reader, such as java-1.12, python-1.11 or avsc but found"
                            + " \"python-9\".");
            assertThat(finding.fix()).contains("See docs/readers.md for all.");
        });
    }

    @Test
    void refusesWhatAnIcebergTableCannotFollow() {
        GateReport report = new Shop()
                .with("contracts.yaml", contracts("    profiles: [iceberg]\n"))
                .withNewPlaced("\"fields\": [", LIST)
                .check();

        assertThat(harmful(report)).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("iceberg-required-column-added");
            assertThat(finding.path()).isEqualTo("orders/Placed/tags");
            assertThat(finding.against()).containsExactly("v1");
            assertThat(finding.message())
                    .isEqualTo(
                            "The column tags (list) is added as required, without a default that Iceberg can keep for"
                                    + " the rows that are there.");
        });
    }

    @Test
    void asksNoTableWhereTheTopicIsWrittenToNone() {
        GateReport report = new Shop()
                .with("contracts.yaml", contracts("    profiles: []\n"))
                .withNewPlaced("\"fields\": [", LIST)
                .check();

        assertThat(harmful(report)).isEmpty();
    }

    private static String contracts(String ofTopic) {
        return "namespace: shop\ndefaults:\n  compatibility: FULL_TRANSITIVE\n  profiles: iceberg\ntopics:\n  orders:\n"
                + "    owner: shop\n    producers: [shop]\n" + ofTopic
                + "    events:\n      Placed:\n        consumers: [bills, parcels]\ntypes:\n  Money: { owner: shop }\n";
    }

    private static List<GateFinding> harmful(GateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.effect() != Verdict.SAFE)
                .toList();
    }
}
