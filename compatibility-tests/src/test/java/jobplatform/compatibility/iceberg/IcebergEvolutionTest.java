package jobplatform.compatibility.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.iceberg.IcebergEvolution;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for tables say what iceberg-core does when it is asked to change a table. */
@Tag("fast")
class IcebergEvolutionTest {
    private static final int PAIRS = Integer.getInteger("avenant.iceberg.pairs", 400);
    private static final long SEED = Long.getLong("avenant.seed", 20_260_101L);

    @SuppressWarnings("NullAway.Init")
    private static IcebergTables tables;

    @BeforeAll
    static void thereAreTables() throws ClassNotFoundException {
        // it registers Iceberg's logical type map, and a schema must be parsed after that
        Class.forName("org.apache.iceberg.avro.Avro");
        tables = new IcebergTables();
    }

    @AfterAll
    static void thereAreNone() throws Exception {
        tables.close();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                "name": "n", "type": "int" | "name": "n", "type": "long" | SAFE |
                "name": "n", "type": "long" | "name": "n", "type": "int" | BREAKS | iceberg-type-changed
                "name": "n", "type": "int" | "name": "n", "type": "double" | BREAKS | iceberg-type-changed
                "name": "n", "type": "float" | "name": "n", "type": "double" | SAFE |
                "name": "n", "type": "long" | "name": "n", "type": "double" | BREAKS | iceberg-type-changed
                "name": "n", "type": "string" | "name": "n", "type": "bytes" | BREAKS | iceberg-type-changed
                "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2} | "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2} | SAFE |
                "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2} | "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 3} | BREAKS | iceberg-type-changed
                "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2} | "name": "n", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2} | BREAKS | iceberg-type-changed
                "name": "n", "type": {"type": "long", "logicalType": "timestamp-millis"} | "name": "n", "type": {"type": "long", "logicalType": "timestamp-micros"} | SAFE |
                "name": "n", "type": "long" | "name": "n", "type": {"type": "long", "logicalType": "timestamp-millis"} | BREAKS | iceberg-type-changed
                "name": "n", "type": {"type": "enum", "name": "E", "symbols": ["A"]} | "name": "n", "type": "string" | SAFE |
                "name": "n", "type": {"type": "fixed", "name": "F", "size": 2} | "name": "n", "type": {"type": "fixed", "name": "F", "size": 4} | BREAKS | iceberg-type-changed
                "name": "n", "type": "int" | "name": "n", "type": ["null", "int"] | SAFE |
                "name": "n", "type": ["null", "int"] | "name": "n", "type": "int" | BREAKS | iceberg-column-required
                "name": "n", "type": {"type": "array", "items": "int"} | "name": "n", "type": {"type": "array", "items": ["null", "long"]} | SAFE |
                "name": "n", "type": {"type": "array", "items": ["null", "int"]} | "name": "n", "type": {"type": "array", "items": "int"} | BREAKS | iceberg-column-required
                "name": "n", "type": {"type": "map", "values": "int"} | "name": "n", "type": {"type": "map", "values": "long"} | SAFE |
                "name": "n", "type": {"type": "map", "values": "int"} | "name": "n", "type": {"type": "array", "items": "int"} | BREAKS | iceberg-type-changed
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "b", "type": ["null", "int"], "default": null | SAFE |
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "b", "type": "int" | BREAKS | iceberg-required-column-added
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "b", "type": "int", "default": 0 | SAFE |
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "b", "type": {"type": "array", "items": "int"}, "default": [] | BREAKS | iceberg-required-column-added
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "b", "type": "double", "default": "NaN" | BREAKS | iceberg-required-column-added
                "name": "a", "type": "int"}, {"name": "b", "type": "int" | "name": "a", "type": "int" | SAFE |
                "name": "a", "type": "int"}, {"name": "b", "type": "int" | "name": "b", "type": "int"}, {"name": "a", "type": "int" | SAFE |
                "name": "a", "type": ["null", "int"] | "name": "b", "type": ["null", "int"], "default": null, "aliases": ["a"] | CORRUPTS | iceberg-column-renamed
                "name": "a", "type": "int" | "name": "a", "type": ["int", "string"] | BREAKS | iceberg-type-changed
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "t", "type": ["null", "R"], "default": null | BREAKS | iceberg-type-unsupported
                "name": "a", "type": "int" | "name": "a", "type": "int"}, {"name": "d", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 40, "scale": 2}], "default": null | BREAKS | iceberg-type-unsupported
                "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": "int"}, {"name": "value", "type": "int"}]}} | "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": "long"}, {"name": "value", "type": "int"}]}} | BREAKS | iceberg-map-key-changed
                "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": {"type": "record", "name": "K", "fields": [{"name": "a", "type": "int"}]}}, {"name": "value", "type": "int"}]}} | "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": {"type": "record", "name": "K", "fields": [{"name": "a", "type": "int"}, {"name": "b", "type": ["null", "int"], "default": null}]}}, {"name": "value", "type": "int"}]}} | BREAKS | iceberg-map-key-changed
                "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": "int"}, {"name": "value", "type": "int"}]}} | "name": "m", "type": {"type": "array", "logicalType": "map", "items": {"type": "record", "name": "E", "fields": [{"name": "key", "type": "int"}, {"name": "value", "type": ["null", "long"]}]}} | SAFE |
                """)
    void saysWhatIcebergDoesWithAnExample(String before, String after, Verdict verdict, @Nullable String rule) {
        Schema older = record(before);
        Schema newer = record(after);

        List<Finding> findings = IcebergEvolution.findings(ComparedSchema.of(older), ComparedSchema.of(newer));

        assertThat(worst(findings)).isEqualTo(verdict);
        assertThat(findings).extracting(Finding::ruleId).isEqualTo(rule == null ? List.of() : List.of(rule));
        assertThat(tables.evolve(older, newer).isPresent()).isEqualTo(verdict == Verdict.BREAKS);
    }

    @Test
    void saysWhatIcebergDoesWithRandomPairs() {
        RandomTablePairs pairs = new RandomTablePairs(SEED);
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        int taken = 0;
        while (refused + taken < PAIRS) {
            RandomTablePairs.Pair pair = pairs.next();
            if (!IcebergTables.hasTable(pair.older())) {
                continue;
            }
            Optional<String> reason = tables.evolve(pair.older(), pair.newer());
            List<Finding> findings =
                    IcebergEvolution.findings(ComparedSchema.of(pair.older()), ComparedSchema.of(pair.newer()));
            if (reason.isPresent()) {
                refused++;
            } else {
                taken++;
            }
            if (reason.isPresent() != (worst(findings) == Verdict.BREAKS)) {
                wrong.add(pair.older() + "\n" + pair.newer() + "\nIceberg: " + reason.orElse("takes it") + ", said: "
                        + findings);
            }
        }

        assertThat(wrong).as("of %d pairs, seed %d", PAIRS, SEED).isEmpty();
        assertThat(refused).isGreaterThan(PAIRS / 10);
        assertThat(taken).isGreaterThan(PAIRS / 10);
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [{" + fields + "}]}");
    }

    private static Verdict worst(List<Finding> findings) {
        return findings.stream().map(Finding::effect).reduce(Verdict.SAFE, Verdict::worst);
    }
}
