package dev.avenant.benchmarks.serde;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes and reads the same records side by side: plain Avro with everything cached, Avro with the coders that its compiler
 * generated (specific records alone have them), Jackson, this serde, and Confluent's when it was built with the profile
 * {@code confluent} and {@code -p serde=plain,avenant,confluent} asks for it. The registry is a real one, asked once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SerdeBenchmark {

    @Param({"plain", "custom-coders", "jackson", "avenant"})
    public String serde = "";

    @Param({"small", "job", "large"})
    public String event = "";

    @Param({"specific", "generic"})
    public String model = "";

    private @Nullable SchemaRegistry registry;
    private MeasuredSerde measured = new Nothing();
    private Object value = "";
    private byte[] bytes = {};

    @Setup(Level.Trial)
    public void prepare() {
        ClassSecurityValidator.setGlobal(type -> true);
        SpecificRecord specific = Events.named(event);
        SchemaRegistry started = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
        registry = started;
        boolean isGeneric = model.equals("generic");
        byte[] written = MeasuredSerde.named(
                        "avenant", specific.getSchema(), false, started.url().toString())
                .write(specific);
        measured = MeasuredSerde.named(
                serde, specific.getSchema(), isGeneric, started.url().toString());
        value = isGeneric ? measured.read(written) : specific;
        bytes = measured.write(value);
        if (isGeneric == (value instanceof SpecificRecord) || bytes.length != written.length) {
            throw new IllegalStateException(
                    "The ways to write differ: " + Arrays.toString(bytes) + " and " + Arrays.toString(written));
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Benchmark
    public byte[] write() {
        return measured.write(value);
    }

    @Benchmark
    public Object read() {
        return measured.read(bytes);
    }

    private static final class Nothing implements MeasuredSerde {
        @Override
        public byte[] write(Object value) {
            throw new IllegalStateException("The benchmark is not prepared");
        }

        @Override
        public Object read(byte[] bytes) {
            throw new IllegalStateException("The benchmark is not prepared");
        }
    }
}
