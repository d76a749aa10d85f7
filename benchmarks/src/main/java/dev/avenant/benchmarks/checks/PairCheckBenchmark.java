package dev.avenant.benchmarks.checks;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.SchemaComparison;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Both directions of one pair of versions, against Avro's checker alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PairCheckBenchmark {
    private final Schema first = parse(1);
    private final Schema tenth = parse(10);

    private static Schema parse(int version) {
        Schema.Parser parser = new Schema.Parser();
        parser.parse("""
                {"type": "record", "namespace": "load.types", "name": "Money", "fields": [
                  {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
                  {"name": "currency", "type": "string"}]}""");
        return parser.parse(LargeTree.schema(0, 0, version));
    }

    /** Avro's checker in both directions, the least that anyone does. */
    @Benchmark
    public void avroCheckerAlone(Blackhole blackhole) {
        blackhole.consume(SchemaCompatibility.checkReaderWriterCompatibility(tenth, first));
        blackhole.consume(SchemaCompatibility.checkReaderWriterCompatibility(first, tenth));
    }

    /** As the gate compares the versions of a tree. */
    @Benchmark
    public Comparison quick() {
        return SchemaComparison.compare(ComparedSchema.of(first), ComparedSchema.of(tenth), ComparisonSettings.QUICK);
    }

    /** As two files are compared, with records encoded and decoded. */
    @Benchmark
    public Comparison thorough() {
        return SchemaComparison.compare(
                ComparedSchema.of(first), ComparedSchema.of(tenth), ComparisonSettings.THOROUGH);
    }
}
