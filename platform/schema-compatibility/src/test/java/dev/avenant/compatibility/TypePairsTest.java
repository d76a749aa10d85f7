package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of a type has the same verdict wherever the type stands. */
@Tag("fast")
class TypePairsTest {
    /** Where a type can stand; {@code %s} is the type. */
    private static final List<String> PLACES = List.of(
            "%s",
            "['null', %s]",
            record("{'name': 'f', 'type': %s}"),
            record("{'name': 'f', 'type': {'type': 'map', 'values': %s}}"),
            record("{'name': 'n', 'type': {'type': 'record', 'name': 'a.N', 'fields': [{'name': 'f', 'type': %s}]}}"),
            record("{'name': 'n', 'default': null, 'type': ['null',"
                    + " {'type': 'record', 'name': 'a.N', 'fields': [{'name': 'f', 'type': %s}]}]}"),
            record("{'name': 'f', 'type': ['null', %s], 'default': null}"),
            record("{'name': 'f', 'type': [%s, 'null']}"),
            record("{'name': 'f', 'type': {'type': 'array', 'items': ['null', {'type': 'map', 'values': %s}]}}"),
            record("{'name': 'v', 'type': %s}, {'name': 'next', 'type': ['null', 'a.R'], 'default': null}"),
            record("{'name': 'n', 'default': null, 'type': ['null', {'type': 'record', 'name': 'a.N', 'fields':"
                    + " [{'name': 'back', 'type': ['null', 'a.R'], 'default': null}, {'name': 'v', 'type': %s}]}]}"),
            record("{'name': 'n', 'type': {'type': 'record', 'name': 'a.N', 'fields': [{'name': 'f', 'type': %s}]}},"
                    + " {'name': 'm', 'type': ['null', 'a.N'], 'default': null}"),
            record("{'name': 'u', 'type': [{'type': 'record', 'name': 'a.P', 'fields': []},"
                    + " {'type': 'record', 'name': 'a.Q', 'fields': [{'name': 'q', 'type': %s}]}]}"),
            record("{'name': 'f', 'type': ['null', %s, {'type': 'record', 'name': 'a.Z', 'fields': []}]}"));

    /** Where Avro's decoder refuses what it believes to have grown. */
    private static final List<String> ARRAYS = List.of(
            record("{'name': 'f', 'type': {'type': 'array', 'items': %s}}"),
            record("{'name': 'l', 'default': null, 'type': ['null', {'type': 'array', 'items':"
                    + " {'type': 'record', 'name': 'a.N', 'fields': [{'name': 'f', 'type': %s}]}}]}"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void judgesAChangeAlikeWhereverTheTypeStands(
            String title, String older, String newer, List<Verdict> verdicts, boolean grows) {
        for (String place : PLACES) {
            assertThat(verdictsOf(place, older, newer)).as(place).isEqualTo(verdicts);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void judgesAChangeInAnArrayAlikeUnlessItsItemsGrow(
            String title, String older, String newer, List<Verdict> verdicts, boolean grows) {
        List<Verdict> expected = grows ? List.of(Verdict.BREAKS, verdicts.get(1)) : verdicts;
        for (String place : ARRAYS) {
            assertThat(verdictsOf(place, older, newer)).as(place).isEqualTo(expected);
        }
    }

    private static List<Verdict> verdictsOf(String place, String older, String newer) {
        Comparison comparison = SchemaComparison.compare(schema(place, older), schema(place, newer));
        return List.of(comparison.backward().verdict(), comparison.forward().verdict());
    }

    private static Schema schema(String place, String type) {
        return new Schema.Parser().parse(place.replace('\'', '"').replace("%s", type));
    }

    private static String record(String fields) {
        return "{'type': 'record', 'name': 'a.R', 'fields': [" + fields + "]}";
    }

    static Stream<Arguments> pairs() throws IOException {
        List<Arguments> pairs = new ArrayList<>();
        try (InputStream in = TypePairsTest.class.getResourceAsStream("type-pairs.json")) {
            for (JsonNode pair : new ObjectMapper().readTree(Objects.requireNonNull(in))) {
                pairs.add(Arguments.of(
                        pair.get(0).textValue(),
                        pair.get(1).toString(),
                        pair.get(2).toString(),
                        List.of(
                                Verdict.valueOf(pair.get(3).textValue()),
                                Verdict.valueOf(pair.get(4).textValue())),
                        pair.has(5)));
            }
        }
        return pairs.stream();
    }
}
