package dev.avenant.contracts.fix;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Fix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies fixes in memory, one in each file at a time, and checks again after each round, until none is left that is
 * wanted. A fix after which its finding is still there, or which makes another failure anywhere, is taken back. What is to
 * be written is in the {@link Result}; nothing is written here.
 */
public final class FixRun {
    private static final int MOST_ROUNDS = 1_000;

    private final ContractFiles files;
    private final Function<ContractFiles, GateReport> check;
    private final FixDecision decision;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Applied> applied = new ArrayList<>();
    private final Map<String, Refused> refused = new LinkedHashMap<>();
    private final Set<List<Object>> settled = new HashSet<>();

    /**
     * A fix that was applied.
     *
     * @param path the file below the root of the files
     */
    public record Applied(String path, GateFinding finding, Fix fix) {}

    /**
     * A fix that was wanted and could not be applied.
     *
     * @param reason one sentence
     */
    public record Refused(GateFinding finding, Fix fix, String reason) {}

    /**
     * What came of it.
     *
     * @param report the check of the files as they are with the fixes
     * @param texts the files that have changed, by their paths, and their new text
     */
    public record Result(GateReport report, Map<String, String> texts, List<Applied> applied, List<Refused> refused) {
        public Result {
            texts = Map.copyOf(texts);
            applied = List.copyOf(applied);
            refused = List.copyOf(refused);
        }
    }

    private FixRun(ContractFiles files, Function<ContractFiles, GateReport> check, FixDecision decision) {
        this.files = files;
        this.check = check;
        this.decision = decision;
        files.paths().forEach(path -> paths.put(files.shown(path), path));
    }

    /**
     * Applies what is decided to be applied.
     *
     * @param check checks these files, or the same with other content
     */
    public static Result apply(ContractFiles files, Function<ContractFiles, GateReport> check, FixDecision decision) {
        return new FixRun(files, check, decision).run();
    }

    private Result run() {
        GateReport report = check.apply(files);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, GateFinding> chosen = chosen(report);
            if (chosen.isEmpty()) {
                break;
            }
            Optional<GateReport> better = tried(report, chosen);
            if (better.isEmpty() && chosen.size() > 1) {
                for (Map.Entry<String, GateFinding> one : chosen.entrySet()) {
                    report = tried(report, Map.of(one.getKey(), one.getValue())).orElse(report);
                }
            }
            report = better.orElse(report);
        }
        return new Result(report, texts, applied, List.copyOf(refused.values()));
    }

    /** The first fix that is wanted in each file. */
    private Map<String, GateFinding> chosen(GateReport report) {
        Map<String, GateFinding> chosen = new LinkedHashMap<>();
        for (GateFinding finding : report.findings()) {
            Fix fix = finding.triedFix().filter(Fix::isApplicable).orElse(null);
            if (fix == null || finding.waiver().isPresent() || settled.contains(keyOf(finding))) {
                continue;
            }
            String path = paths.get(fix.file());
            if (path == null || chosen.containsKey(path)) {
                continue;
            }
            switch (decision.of(finding, fix, path, textOf(path))) {
                case APPLY -> chosen.put(path, finding);
                case LEAVE -> settled.add(keyOf(finding));
                case STOP -> {
                    return chosen;
                }
            }
        }
        return chosen;
    }

    /** The report with these fixes; empty, and all as it was, when they make something worse. */
    private Optional<GateReport> tried(GateReport before, Map<String, GateFinding> chosen) {
        Map<String, String> edited = new LinkedHashMap<>(texts);
        chosen.forEach((path, finding) -> edited.put(path, fixOf(finding).appliedTo(textOf(path))));
        GateReport after = check.apply(files.with(edited));
        Optional<String> fault = worse(before, after, chosen);
        if (fault.isEmpty()) {
            texts.putAll(edited);
            chosen.forEach((path, finding) -> applied.add(new Applied(path, finding, fixOf(finding))));
            return Optional.of(after);
        }
        if (chosen.size() == 1) {
            chosen.values().forEach(finding -> {
                settled.add(keyOf(finding));
                refused.putIfAbsent(keyOf(finding).toString(), new Refused(finding, fixOf(finding), fault.get()));
            });
        }
        return Optional.empty();
    }

    private static Optional<String> worse(GateReport before, GateReport after, Map<String, GateFinding> chosen) {
        Set<List<Object>> failures = before.findings().stream()
                .filter(GateFinding::isFailure)
                .map(FixRun::keyOf)
                .collect(Collectors.toSet());
        Optional<String> fresh = after.findings().stream()
                .filter(finding -> finding.isFailure() && !failures.contains(keyOf(finding)))
                .map(finding -> "It would bring another finding: " + finding.message() + " [" + finding.ruleId() + "]")
                .findFirst();
        Set<List<Object>> left = after.findings().stream().map(FixRun::keyOf).collect(Collectors.toSet());
        boolean stays = chosen.values().stream().anyMatch(finding -> left.contains(keyOf(finding)));
        return fresh.isPresent() || !stays ? fresh : Optional.of("The finding stays with it.");
    }

    private String textOf(String path) {
        String edited = texts.get(path);
        return edited != null ? edited : new String(files.read(path).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    private static Fix fixOf(GateFinding finding) {
        return finding.triedFix().orElseThrow();
    }

    private static List<Object> keyOf(GateFinding finding) {
        return List.of(finding.rule(), finding.direction(), finding.path());
    }
}
