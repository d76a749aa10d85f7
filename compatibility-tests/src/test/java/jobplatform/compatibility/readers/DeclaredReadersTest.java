package jobplatform.compatibility.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate says of every vector, for every reader, at least what that reader was seen to do. */
@Tag("fast")
class DeclaredReadersTest {
    private static final List<Vector> VECTORS = Vector.all();
    private static final ReaderTable TABLE = ReaderTable.of(VECTORS);

    static Stream<String> readers() {
        return TABLE.readers().stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void saysNoLessThanTheReaderDid(String reader) {
        List<String> missed = new ArrayList<>();
        for (Vector vector : VECTORS) {
            if (vector.kind().equals("unchanged")) {
                // what a reader makes of a schema that did not change is not the gate's to tell
                continue;
            }
            Optional<Verdict> seen = ReaderTable.verdict(vector, reader);
            Verdict said =
                    backward(vector, DeclaredReaders.named(List.of(reader))).verdict();
            if (seen.isPresent() && said.compareTo(seen.get()) < 0) {
                missed.add(vector.id() + " (" + vector.kind() + "): seen " + seen.get() + " but said " + said);
            }
        }

        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void saysNoMoreThanTheKindOrJavaIsToBlameFor(String reader) {
        List<String> excess = new ArrayList<>();
        for (Vector vector : VECTORS) {
            Verdict ofKind = Stream.concat(Stream.of(vector.kind()), vector.also().stream())
                    .flatMap(kind -> TABLE.cell(kind, reader).stream())
                    .map(ReaderTable.Cell::verdict)
                    .reduce(Verdict.SAFE, Verdict::worst);
            Verdict ofJava = backward(vector, DeclaredReaders.none()).verdict();
            Verdict said =
                    backward(vector, DeclaredReaders.named(List.of(reader))).verdict();
            if (said.compareTo(ofKind.worst(ofJava)) > 0) {
                excess.add(vector.id() + " (" + vector.kind() + "): said " + said);
            }
        }

        assertThat(excess).isEmpty();
    }

    static DirectionResult backward(Vector vector, DeclaredReaders readers) {
        return SchemaComparison.compare(
                        ComparedSchema.of(vector.writer()),
                        ComparedSchema.of(vector.reader()),
                        ComparisonSettings.QUICK.withReaders(readers))
                .backward();
    }
}
