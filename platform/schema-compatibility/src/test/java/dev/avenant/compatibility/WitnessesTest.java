package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decodes the record of each finding with plain Avro and looks whether it shows what the finding says. */
@Tag("fast")
class WitnessesTest {
    private static final Set<String> SEEN_AFTER_CONVERSION = Set.of("text-read-as-uuid", "bytes-read-as-big-decimal");

    @Test
    void showWhatTheirFindingSays() {
        Map<Verdict, Integer> shown = new EnumMap<>(Verdict.class);
        for (RandomPair pair : RandomPair.first(RandomPair.COUNT)) {
            Comparison comparison = SchemaComparison.compare(pair.older(), pair.newer());
            check(pair, comparison.backward(), pair.older(), pair.newer(), shown);
            check(pair, comparison.forward(), pair.newer(), pair.older(), shown);
        }
        System.out.printf("records shown in %d pairs: %s%n", RandomPair.COUNT, shown);
        assertThat(shown.keySet()).containsExactly(Verdict.CORRUPTS, Verdict.BREAKS);
    }

    private static void check(
            RandomPair pair, DirectionResult direction, Schema writer, Schema reader, Map<Verdict, Integer> shown) {
        Set<String> told = new HashSet<>();
        for (Finding finding : direction.findings()) {
            Witness witness = finding.witness();
            if (witness == null) {
                continue;
            }
            shown.merge(finding.effect(), 1, Integer::sum);
            String about = pair + "\n" + finding;
            assertThat(told.add(witness.toString())).as("shown once\n%s", about).isTrue();
            byte[] bytes = HexFormat.of().parseHex(witness.bytes());
            assertThat(failure(bytes, writer, writer)).as(about).isNull();
            String failure = failure(bytes, writer, reader);
            if (finding.effect() == Verdict.CORRUPTS) {
                assertThat(failure).as(about).isNull();
                assertThat(witness.written()).as(about).isNotEqualTo(witness.read());
            } else if (!SEEN_AFTER_CONVERSION.contains(finding.ruleId())) {
                assertThat(failure).as(about).isEqualTo(witness.failure());
                assertThat(isOf(finding, String.valueOf(failure))).as(about).isTrue();
            }
        }
    }

    /**
     * Whether the exception speaks of what the finding does: the field that it names last, or that no branch fits, or no
     * missing field at all.
     */
    private static boolean isOf(Finding finding, String failure) {
        String path = finding.path();
        boolean isMissing = failure.endsWith("missing required field " + path.substring(path.lastIndexOf('/') + 1));
        return switch (finding.ruleId()) {
            case "field-without-default" -> isMissing || failure.contains(", expecting union[");
            case "alias-collides" -> isMissing || !failure.contains("missing required field");
            default -> !failure.contains("missing required field");
        };
    }

    private static @Nullable String failure(byte[] bytes, Schema writer, Schema reader) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
            Object unused = new GenericDatumReader<Object>(writer, reader, new GenericData()).read(null, decoder);
            return decoder.isEnd() ? null : "bytes are left over after the record";
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage();
            String name = e.getClass().getSimpleName();
            return message == null
                    ? name
                    : name + ": " + message.lines().findFirst().orElse("");
        }
    }

    @Test
    void showTheBranchOfAUnionAndOnlyWhatLeadsToTheChange() {
        Comparison comparison = compare(record("Opened", "Closed"), record("Opened"));

        assertThat(witnesses(comparison.backward()))
                .containsExactly(
                        "wrote {\"event\": {\"shop.Closed\": {\"at\": 1}}, …} read {\"event\": {\"at\": 1}, …}");
    }

    private static String record(String... branches) {
        StringBuilder union = new StringBuilder("[");
        Consumer<String> branch = name -> union.append(union.length() > 1 ? "," : "")
                .append("{\"type\":\"record\",\"name\":\"")
                .append(name)
                .append("\",\"fields\":[{\"name\":\"at\",\"type\":\"int\"}]}");
        List.of(branches).forEach(branch);
        return "{\"type\":\"record\",\"name\":\"Log\",\"namespace\":\"shop\",\"fields\":["
                + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"event\",\"type\":" + union + "]}]}";
    }

    private static Comparison compare(String older, String newer) {
        return SchemaComparison.compare(new Schema.Parser().parse(older), new Schema.Parser().parse(newer));
    }

    private static List<String> witnesses(DirectionResult direction) {
        return direction.findings().stream()
                .filter(finding -> finding.witness() != null)
                .map(finding -> String.valueOf(finding.witness()))
                .toList();
    }
}
