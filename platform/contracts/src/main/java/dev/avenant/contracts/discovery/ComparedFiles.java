package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.text.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files: those of an earlier state, and the versions that stand beside the newest. */
final class ComparedFiles implements ComparedState {
    private final DiscoveredSchemas now;
    private final @Nullable EarlierSchemas before;
    private final Predicate<String> scope;
    private final boolean unchangedToo;
    private final SchemaResolution resolution;
    private final Counterparts counterparts;

    /**
     * @param before the earlier state; null for the versions side by side alone
     * @param scope the files that are checked
     * @param unchangedToo whether versions side by side are compared also where the newest is as it was
     */
    ComparedFiles(
            DiscoveredSchemas now,
            @Nullable EarlierSchemas before,
            Predicate<String> scope,
            boolean unchangedToo,
            SchemaResolution resolution) {
        this.now = now;
        this.before = before;
        this.scope = scope;
        this.unchangedToo = unchangedToo;
        this.resolution = resolution;
        this.counterparts = new Counterparts(
                now.versions().keySet(),
                before == null ? Set.of() : before.schemas().versions().keySet());
    }

    @Override
    public String label() {
        if (before == null) {
            return "the versions beside them";
        }
        return nothingThere(before) ? before.labelOfNothing() : before.label();
    }

    @Override
    public List<List<Released>> versionsOf(
            SchemaKey key, List<FoundSchema> versions, ComparedSchema current, CompatibilityLevel level) {
        List<Released> were = before == null ? List.of() : earlier(before, key, versions);
        if (!unchangedToo && isSame(were, current)) {
            return List.of(List.of(new Released(were.get(were.size() - 1).label(), current)));
        }
        List<Released> all = new ArrayList<>();
        List<FoundSchema> beside = versions.subList(0, versions.size() - 1);
        now.resolveAhead(beside);
        for (FoundSchema version : beside) {
            resolution
                    .of(now, version)
                    .ifPresent(
                            schema -> all.add(new Released(version.versioned().label(), schema)));
        }
        all.addAll(were);
        return List.of(all);
    }

    /** The versions of another state, without those that still stand beside the newest. */
    private List<Released> earlier(EarlierSchemas state, SchemaKey key, List<FoundSchema> versions) {
        List<Released> were = new ArrayList<>();
        List<FoundSchema> beside = versions.subList(0, versions.size() - 1);
        for (FoundSchema version : counterparts
                .of(key)
                .map(counterpart -> state.schemas().versions().get(counterpart))
                .orElse(List.of())) {
            if (!standsIn(beside, version)) {
                resolution
                        .of(state.schemas(), version)
                        .ifPresent(schema -> were.add(new Released(state.label() + ":" + version.path(), schema)));
            }
        }
        return were;
    }

    private static boolean standsIn(List<FoundSchema> versions, FoundSchema version) {
        return versions.stream().anyMatch(other -> other.source().saysTheSameAs(version.source()));
    }

    /** Whether the latest of them was what it is now, with all that it refers to. */
    private static boolean isSame(List<Released> were, ComparedSchema current) {
        return !were.isEmpty() && saySame(were.get(were.size() - 1).schema().sources(), current.sources());
    }

    private static boolean saySame(List<SchemaSource> some, List<SchemaSource> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i).saysTheSameAs(others.get(i));
        }
        return same;
    }

    @Override
    public boolean hasUnchanged(String path) {
        if (before == null) {
            return false;
        }
        Optional<byte[]> was = before.schemas().files().read(path);
        Optional<byte[]> is = now.files().read(path);
        return was.isPresent()
                && is.isPresent()
                && Arrays.equals(was.get(), is.get())
                && wasUnusable(before.schemas(), path);
    }

    /** Whether a file could not be used before either; one that stays as it is may need another that is gone. */
    private boolean wasUnusable(DiscoveredSchemas state, String path) {
        return state.problems().stream().anyMatch(problem -> problem.contract().equals(path))
                || state.versions().values().stream()
                        .flatMap(List::stream)
                        .filter(schema -> schema.path().equals(path))
                        .anyMatch(schema -> resolution.of(state, schema).isEmpty());
    }

    @Override
    public List<GateFinding> problems(List<Contract> contracts, boolean anyCompared, boolean anyProblem) {
        List<GateFinding> problems = before == null ? new ArrayList<>() : gone(before);
        boolean nothingThere = before != null && nothingThere(before);
        boolean explained = contracts.isEmpty() && (anyProblem || !problems.isEmpty());
        if (!anyCompared && !nothingThere && !explained) {
            problems.add(nothingCompared(contracts.size()));
        }
        return problems;
    }

    /** Whether the earlier state has nothing of what is checked, neither where it is now nor elsewhere. */
    private boolean nothingThere(EarlierSchemas state) {
        return state.schemas().isEmptyIn(scope) && goneElsewhere().isEmpty();
    }

    /**
     * The type that is gone from outside of what is checked while one that is checked, and new, has its name in another
     * namespace: most likely the same type, which moved.
     */
    private Optional<SchemaKey> goneElsewhere() {
        Set<String> added = now.versions().entrySet().stream()
                .filter(schema -> counterparts.of(schema.getKey()).isEmpty())
                .filter(schema -> schema.getValue().stream().anyMatch(version -> scope.test(version.path())))
                .map(schema -> simpleName(schema.getKey().name()))
                .collect(Collectors.toSet());
        return counterparts.gone().stream()
                .filter(key -> added.contains(simpleName(key.name())))
                .findFirst();
    }

    private static String simpleName(String fullName) {
        return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    private List<GateFinding> gone(EarlierSchemas state) {
        List<GateFinding> gone = new ArrayList<>();
        RenamedTypes renamed = renamed(state);
        for (SchemaKey key : counterparts.gone()) {
            List<FoundSchema> versions = state.schemas().versions().getOrDefault(key, List.of());
            FoundSchema last = versions.get(versions.size() - 1);
            boolean unreadableNow = now.problems().stream()
                    .anyMatch(problem -> problem.contract().equals(last.path()));
            if (scope.test(last.path()) && !unreadableNow) {
                gone.add(GateFinding.of(
                        ContractRule.SCHEMA_GONE,
                        key.name(),
                        last.source().start(),
                        "expected " + key.name() + ", which " + state.label() + " has in " + last.path()
                                + ", but no file defines it any more"
                                + renamed.nowOf(key)
                                        .map(other -> "; " + other.name()
                                                + " is new and has the same content, so it looks renamed")
                                        .orElse(""),
                        renamed.nowOf(key)
                                .map(other -> aliased(key.name(), other.name()))
                                .orElse("Keep it for as long as records of it can be read; when none are left"
                                        + " this is as it should be")));
            }
        }
        return gone;
    }

    /** Avro's checker, which registries ask, compares the names of records without their namespaces. */
    private static String aliased(String old, String now) {
        boolean moved = simpleName(old).equals(simpleName(now));
        return "Give " + now + " \"aliases\": [\"" + old + "\"], without which "
                + (moved ? "" : "a registry refuses it as a version of the old one and ")
                + "generated classes do not read the old records";
    }

    private RenamedTypes renamed(EarlierSchemas state) {
        RenamedTypes renamed = new RenamedTypes();
        if (counterparts.gone().isEmpty()) {
            return renamed;
        }
        counterparts
                .gone()
                .forEach(key -> renamed.gone(
                        key, latest(state.schemas(), key).flatMap(last -> resolution.of(state.schemas(), last))));
        now.versions().keySet().stream()
                .filter(key -> counterparts.of(key).isEmpty())
                .forEach(key -> renamed.added(key, latest(now, key).flatMap(last -> resolution.of(now, last))));
        return renamed;
    }

    private static Optional<FoundSchema> latest(DiscoveredSchemas schemas, SchemaKey key) {
        List<FoundSchema> versions = schemas.versions().getOrDefault(key, List.of());
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    private GateFinding nothingCompared(int schemas) {
        return before == null
                ? nothingCompared(
                        "expected two versions of a schema side by side (v1 and v2 in the path) but found "
                                + Counted.of(schemas, "schema") + " of one version each",
                        "Name what to compare them with: --against main, or another git revision")
                : nothingCompared(
                        "expected " + Counted.of(schemas, "schema") + " in " + before.label()
                                + " too but found none of their names there" + elsewhere(before),
                        "Name a revision that has them, or other paths");
    }

    private String elsewhere(EarlierSchemas state) {
        return state.schemas().isEmptyIn(scope)
                ? goneElsewhere()
                        .flatMap(key -> latest(state.schemas(), key))
                        .map(last -> ", only " + last.key().name() + " in " + last.path() + ", which is gone now")
                        .orElse("")
                : "";
    }

    private static GateFinding nothingCompared(String problem, String fix) {
        return GateFinding.of(ContractRule.NOTHING_COMPARED, ".", SourceLocation.startOf("."), problem, fix);
    }
}
