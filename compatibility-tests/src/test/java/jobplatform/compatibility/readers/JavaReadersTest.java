package jobplatform.compatibility.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the vectors with every recorded version of Avro for Java, each in a class loader of its own. */
@Tag("fast")
class JavaReadersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Vector> VECTORS = Vector.all();

    static Stream<String> versions() {
        return recordedReaders().filter(reader -> reader.startsWith("java-")).map(reader -> reader.substring(5));
    }

    private static Stream<String> recordedReaders() {
        Set<String> readers = new TreeSet<>();
        VECTORS.forEach(vector -> readers.addAll(vector.outcomes().keySet()));
        return readers.stream();
    }

    @Test
    void hasManyVectorsAndAnOutcomeOfEachForEveryReader() {
        List<String> readers = recordedReaders().toList();

        assertThat(VECTORS)
                .hasSizeGreaterThanOrEqualTo(120)
                .extracting(Vector::id)
                .doesNotHaveDuplicates();
        assertThat(readers).hasSizeGreaterThanOrEqualTo(12);
        assertThat(VECTORS)
                .allSatisfy(
                        vector -> assertThat(vector.outcomes().keySet()).containsExactlyInAnyOrderElementsOf(readers));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readsWhatIsRecorded(String version) throws Exception {
        // Given
        Map<String, JsonNode> recorded = new TreeMap<>();
        ArrayNode vectors = JSON.createArrayNode();
        for (Vector vector : VECTORS) {
            recorded.put(vector.id(), vector.outcomes().get("java-" + version));
            vectors.add(vector.json());
        }

        // When
        Map<String, JsonNode> read = new TreeMap<>();
        JSON.readTree(replay(version, JSON.writeValueAsBytes(vectors)))
                .properties()
                .forEach(outcome -> read.put(outcome.getKey(), outcome.getValue()));

        // Then
        assertThat(read).isEqualTo(recorded);
    }

    /** Runs {@link ReadVectors} of a class loader that has that version of Avro and everything else of this one. */
    private static byte[] replay(String version, byte[] vectors) throws IOException, ReflectiveOperationException {
        URL avro =
                Path.of("target", "readers", "avro-" + version + ".jar").toUri().toURL();
        URL tests = ReadVectors.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {avro, tests}, new WithoutAvro())) {
            ByteArrayOutputStream outcomes = new ByteArrayOutputStream();
            loader.loadClass(ReadVectors.class.getName())
                    .getMethod("run", InputStream.class, OutputStream.class, boolean.class)
                    .invoke(null, new ByteArrayInputStream(vectors), outcomes, false);
            return outcomes.toByteArray();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Avro " + version + " did not run", e.getCause());
        }
    }

    /** The class path without Avro and what uses it here. */
    private static final class WithoutAvro extends ClassLoader {
        private WithoutAvro() {
            super(JavaReadersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.avro.") || name.startsWith("jobplatform.compatibility.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
