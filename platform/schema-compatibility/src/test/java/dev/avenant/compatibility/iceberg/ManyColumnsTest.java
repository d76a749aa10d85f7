package dev.avenant.compatibility.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.DenseReferences;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.finding.Finding;
import dev.avenant.finding.IcebergRule;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table has the columns of a type at every place where the type is used. */
@Tag("fast")
class ManyColumnsTest {

    private static final Schema COLUMN =
            SchemaBuilder.record("T0").fields().requiredInt("v").endRecord();

    @Test
    void areRefusedWhereTypesUseEachOtherAgainAndAgain() {
        ComparedSchema doubled = ComparedSchema.of(DenseReferences.doubled(COLUMN, 60));

        List<Finding> findings = IcebergEvolution.findings(doubled, doubled);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(IcebergRule.ICEBERG_TYPE_UNSUPPORTED);
            assertThat(finding.message())
                    .isEqualTo("The table would have more than 100000 columns, since it has those of a type at every"
                            + " place where the type is used.");
        });
    }

    @Test
    void areTakenUpToWhatATableMayHave() {
        ComparedSchema doubled = ComparedSchema.of(DenseReferences.doubled(COLUMN, 14));

        List<Finding> findings = IcebergEvolution.findings(doubled, doubled);

        assertThat(findings).isEmpty();
    }
}
