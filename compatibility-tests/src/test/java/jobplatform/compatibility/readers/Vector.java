package jobplatform.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One recorded vector: two schemas, a value written with the one, and what each reader read with the other.
 *
 * @param json the vector as it is in its file
 * @param outcomes by reader, in the order of the file: {@code value} or {@code error}, and {@code unchanged} where the
 *     reader fails even with the writer's own schema
 */
record Vector(JsonNode json, Map<String, ObjectNode> outcomes) {
    static final Path FOLDER = Path.of("vectors");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All vectors of all files. */
    static List<Vector> all() {
        List<Vector> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JSON.readTree(file.toFile()).get("vectors").forEach(json -> vectors.add(of(json)));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector of(JsonNode json) {
        Map<String, ObjectNode> outcomes = new LinkedHashMap<>();
        for (JsonNode group : json.path("outcomes")) {
            for (JsonNode reader : group.get("readers")) {
                outcomes.put(reader.textValue(), ((ObjectNode) group).deepCopy().without("readers"));
            }
        }
        return new Vector(json, outcomes);
    }

    String id() {
        return json.get("id").textValue();
    }

    String kind() {
        return json.get("kind").textValue();
    }

    /** Other kinds of change that it cannot do without. */
    List<String> also() {
        List<String> kinds = new ArrayList<>();
        json.path("also").forEach(kind -> kinds.add(kind.textValue()));
        return kinds;
    }

    Schema writer() {
        return new Schema.Parser().parse(json.get("writer").toString());
    }

    Schema reader() {
        return new Schema.Parser().parse(json.get("reader").toString());
    }

    /** What a reader must read to keep the value; null when nothing can. */
    @Nullable
    JsonNode expected() {
        return json.get("expected");
    }

    @Override
    public String toString() {
        return id();
    }
}
