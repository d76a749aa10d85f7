package dev.avenant.contracts.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types that refer to each other over many levels, checked by a thread with less stack than Java gives to one. */
@Tag("fast")
class DeepReferencesTest {
    private static final int SMALL_STACK_BYTES = 512 * 1024;

    @Test
    void checksTypesSixHundredDeep() {
        Map<String, String> files = nested(6);
        Map<String, String> now = new TreeMap<>(files);
        now.replaceAll((path, text) -> text.replace("\"int\"", "\"string\""));

        GateReport same = onSmallStack(() -> since(files, files));
        GateReport changed = onSmallStack(() -> since(files, now));

        assertThat(same.failed()).isFalse();
        assertThat(same.pairs()).isEqualTo(6);
        assertThat(texts(changed))
                .contains(
                        "s0.avsc:1: [type-changed] int was written and string is expected, which Avro cannot read from"
                                + " it.");
    }

    @Test
    void findsDeepTypesThatAreGone() {
        Map<String, String> now = new TreeMap<>();
        nested(6).forEach((file, text) -> now.put("t" + file, text.replace("shop.N", "shop.M")));

        GateReport report = onSmallStack(() -> since(nested(6), now));

        assertThat(report.findings())
                .filteredOn(finding -> finding.ruleId().equals("schema-gone"))
                .extracting(GateFinding::message)
                .hasSize(6)
                .allSatisfy(message -> assertThat(message).contains("no file defines it any more"));
    }

    @Test
    void saysWhichTypesAreDeeper() {
        GateReport report = onSmallStack(() -> since(Map.of(), nested(60)));

        assertThat(texts(report))
                .containsExactly("s6.avsc:1: [schema-syntax] expected types inside each other at most 700 deep but"
                        + " found at least 701, counted with the types that the schema refers to.");
        assertThat(report.contracts()).hasSize(6);
    }

    @Test
    void saysWhichTypesAreDeeperWhereEachHasAFileOfItsOwn() {
        Map<String, String> files = new TreeMap<>();
        for (int number = 0; number < 3_000; number++) {
            files.put("t%04d.avsc".formatted(number), chained(number));
        }

        GateReport report = onSmallStack(() -> since(Map.of(), files));

        assertThat(texts(report))
                .containsExactly(
                        "t0699.avsc:1: [schema-syntax] expected types inside each other at most 700 deep but found"
                                + " at least 701, counted with the types that the schema refers to.");
        assertThat(report.contracts()).hasSize(699);
    }

    @Test
    void saysSoOfDeclaredTypesToo() {
        Map<String, String> files = new TreeMap<>();
        StringBuilder contracts = new StringBuilder("namespace: shop\ntypes:\n");
        nested(12).forEach((file, text) -> {
            String name = "N" + file.replaceAll("\\D", "") + "_0";
            contracts.append("  " + name + ": { owner: shop }\n");
            files.put("types/" + name + "/v1.avsc", text.replace("shop.", "shop.types."));
        });
        files.put("contracts.yaml", contracts.toString());

        GateReport report = onSmallStack(() ->
                Gate.check(ContractTree.load(ContractFiles.of(files)), Baseline.released(), LocalDate.of(2026, 6, 15)));

        assertThat(texts(report))
                .contains("types/N6_0/v1.avsc:1: [schema-syntax] expected types inside each other at most 700 deep but"
                        + " found at least 701, counted with the types that the schema refers to.");
    }

    /** Files of which each nests 100 records, the innermost of which needs the file before. */
    private static Map<String, String> nested(int number) {
        Map<String, String> files = new TreeMap<>();
        for (int file = 0; file < number; file++) {
            StringBuilder text = new StringBuilder(file == 0 ? "\"int\"" : "\"shop.N" + (file - 1) + "_0\"");
            for (int depth = 99; depth >= 0; depth--) {
                text.insert(
                                0,
                                "{\"type\":\"record\",\"name\":\"shop.N" + file + "_" + depth
                                        + "\",\"fields\":[{\"name\":\"f\",\"type\":")
                        .append("}]}");
            }
            files.put("s" + file + ".avsc", text.toString());
        }
        return files;
    }

    /** One of the types of which each needs the one with the number before. */
    private static String chained(int number) {
        String needed = number == 0 ? "int" : "shop.T" + (number - 1);
        return "{\"type\":\"record\",\"name\":\"shop.T%d\",\"fields\":[{\"name\":\"f\",\"type\":\"%s\"}]}"
                .formatted(number, needed);
    }

    private static GateReport since(Map<String, String> before, Map<String, String> now) {
        DiscoveredSchemas were = DiscoveredSchemas.read(ContractFiles.of(before));
        return DiscoveredCheck.check(
                DiscoveredSchemas.read(ContractFiles.of(now), were),
                new EarlierSchemas("before", were),
                new DiscoveredCheck.Settings(path -> true, false, Optional.empty(), Preset.BREAKING));
    }

    private static List<String> texts(GateReport report) {
        return report.findings().stream()
                .filter(GateFinding::isFailure)
                .map(finding -> finding.location().file() + ":"
                        + finding.location().line() + ": [" + finding.ruleId() + "] " + finding.message())
                .toList();
    }

    private static <T> T onSmallStack(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        answer.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                },
                "small-stack",
                SMALL_STACK_BYTES);
        thread.start();
        return answer.join();
    }
}
