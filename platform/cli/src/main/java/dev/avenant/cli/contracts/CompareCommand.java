package dev.avenant.cli.contracts;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.iceberg.IcebergEvolution;
import dev.avenant.compatibility.key.KeyComparison;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import dev.avenant.contracts.discovery.SchemaSet;
import dev.avenant.contracts.discovery.SchemaSet.Member;
import dev.avenant.contracts.report.ComparedTypes;
import dev.avenant.contracts.report.ComparedTypes.ComparedType;
import dev.avenant.contracts.report.ComparisonText;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare two schemas in both directions, or all types of two folders by their full names; no project is needed.",
            "backward: NEW reads what OLD wrote. forward: OLD reads what NEW wrote.",
            "OLD and NEW are .avsc, .avpr or .avdl files, folders, pipes, or - for standard input.",
            "Exits with 0 whatever the verdict, unless --level says what is asked for."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 --level is not met, 2 wrong usage, 3 could not run, such as a type that is not there.",
            "",
            "Examples:",
            "  avenant compare old.avsc new.avsc",
            "  avenant compare old.avsc new.avsc --format json",
            "  avenant compare <(git show HEAD:Order.avsc) Order.avsc --types common --level FULL",
            "  git show v1:Order.avsc | avenant compare - Order.avsc",
            "  avenant compare ../release-1/avro src/main/avro --level BACKWARD",
            "  avenant compare old.avsc new.avsc --reader java-1.12 --reader python-1.11",
            "  avenant compare --key old-key.avsc new-key.avsc"
        })
public final class CompareCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier version.")
    private String older = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The later version.")
    private String newer = "";

    @Option(
            names = "--types",
            paramLabel = "DIR",
            description = "Where the types are that the schemas refer to, for both sides; can be given several times.")
    private List<Path> types = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Exit with 1 when this level is not met, one of: ${COMPLETION-CANDIDATES}.")
    private @Nullable CompatibilityLevel level;

    @Mixin
    private final ReaderOptions readers = new ReaderOptions();

    @Option(
            names = "--key",
            description = "They are the schemas of records' keys: any edit that would give one another id counts.")
    private boolean key;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What the generated records are made from (default: ${DEFAULT-VALUE}).")
    private long seed = ComparisonSettings.THOROUGH.seed();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    public CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (older.equals(CompareOperand.STANDARD_INPUT) && newer.equals(CompareOperand.STANDARD_INPUT)) {
            throw CommandFailure.usage("Expected - for OLD or for NEW but found it for both.");
        }
        CompareOperand before = CompareOperand.read(older, types, terminal.in());
        CompareOperand now = CompareOperand.read(newer, types, terminal.in());
        List<String> unmet = before.isSingle() && now.isSingle() ? compareOne(before, now) : compareAll(before, now);
        if (level != null && format == Format.TEXT) {
            terminal.out().println(unmet.isEmpty() ? level + " is met." : level + " is not met by " + names(unmet));
        }
        return unmet.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static String names(List<String> names) {
        return String.join(", ", names) + ".";
    }

    private List<String> compareOne(CompareOperand before, CompareOperand now) {
        Comparison comparison = compare(before::single, now::single, true);
        terminal.out()
                .print(
                        format == Format.JSON
                                ? JsonReport.of(comparison)
                                : ComparisonText.of(comparison, terminal.hasColours()));
        return isMet(comparison) ? List.of() : List.of(now.name());
    }

    private List<String> compareAll(CompareOperand before, CompareOperand now) {
        for (CompareOperand side : List.of(before, now)) {
            side.unusable().ifPresent(fault -> {
                throw fault;
            });
        }
        SchemaSet.Pairs pairs = SchemaSet.pair(before.set(), now.set());
        if (pairs.pairs().isEmpty()) {
            throw CommandFailure.couldNotRun(
                    "Expected types of the same names in " + before.name() + " and " + now.name()
                            + " but found none, so nothing was compared. Name files or folders that have the same types.");
        }
        ComparedTypes compared = new ComparedTypes(
                pairs.pairs().stream().map(this::compare).toList(),
                pairs.gone().stream().map(Member::name).sorted().toList(),
                pairs.added().stream().map(Member::name).sorted().toList(),
                seed);
        terminal.out()
                .print(
                        format == Format.JSON
                                ? JsonReport.of(compared)
                                : ComparisonText.of(compared, terminal.hasColours()));
        return compared.types().stream()
                .filter(type -> !isMet(type.comparison()))
                .map(ComparedType::name)
                .toList();
    }

    private ComparedType compare(SchemaSet.Pair pair) {
        return new ComparedType(
                pair.newer().name(),
                pair.older().file(),
                pair.newer().file(),
                compare(() -> CompareOperand.resolve(pair.older()), () -> CompareOperand.resolve(pair.newer()), false));
    }

    private boolean isMet(Comparison comparison) {
        return level == null
                || (comparison.verdict(level) == Verdict.SAFE
                        && comparison.invalid().stream().noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    /** @param thorough whether records are made that visit the whole schema, beside those that show a finding */
    private Comparison compare(Supplier<ComparedSchema> older, Supplier<ComparedSchema> newer, boolean thorough) {
        ComparedSchema before;
        try {
            before = older.get();
        } catch (SchemaSyntaxException e) {
            return unusable(e, true);
        }
        try {
            ComparedSchema after = newer.get();
            if (!thorough && isSame(before, after)) {
                DirectionResult nothing = DirectionResult.of(List.of());
                return new Comparison(nothing, nothing, List.of(), List.of(), seed);
            }
            ComparisonSettings settings = (thorough ? ComparisonSettings.THOROUGH : ComparisonSettings.QUICK)
                    .withSeed(seed)
                    .withReaders(readers.declared());
            Comparison comparison = key
                    ? KeyComparison.compare(before, after, settings)
                    : FixFinder.withFixes(
                            before, after, SchemaComparison.compare(before, after, settings), readers.declared());
            return readers.tableFormats().contains(TableFormat.ICEBERG)
                    ? comparison.withBackward(IcebergEvolution.findings(before, after))
                    : comparison;
        } catch (SchemaSyntaxException e) {
            return unusable(e, false);
        }
    }

    /** What has not changed is not judged again, as in a check. */
    private static boolean isSame(ComparedSchema before, ComparedSchema now) {
        return before.schema().equals(now.schema())
                && before.schema().toString().equals(now.schema().toString());
    }

    /** JSON that is no schema: nothing can be written or read with it, and the place says why. */
    private Comparison unusable(SchemaSyntaxException e, boolean isOlder) {
        Finding finding = Finding.of(SchemaRule.SCHEMA_SYNTAX, e.problem() + ".")
                .effect(Verdict.BREAKS)
                .at(isOlder ? e.location() : null, isOlder ? null : e.location())
                .suggestion(e.fix() + ".")
                .build();
        DirectionResult nothing = DirectionResult.of(List.of(finding));
        return new Comparison(nothing, nothing, List.of(finding), List.of(), seed);
    }
}
