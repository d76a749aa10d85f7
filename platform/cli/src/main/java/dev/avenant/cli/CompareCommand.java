package dev.avenant.cli;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.key.KeyComparison;
import dev.avenant.contracts.report.ComparisonText;
import dev.avenant.contracts.report.JsonReport;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SchemaRule;
import dev.avenant.finding.Verdict;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare two schema files in both directions; no project is needed. Exits with 0 whatever the verdict.",
            "backward: NEW reads what OLD wrote. forward: OLD reads what NEW wrote."
        },
        footer = {
            "",
            "Examples:",
            "  avenant compare old.avsc new.avsc",
            "  avenant compare old.avsc new.avsc --format json",
            "  avenant compare --key old-key.avsc new-key.avsc"
        })
final class CompareCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD.avsc", description = "The earlier version.")
    private Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW.avsc", description = "The later version.")
    private Path newer = Path.of("");

    @Option(
            names = "--key",
            description = "The files are the schema of a record's key: any edit that would give it another id counts.")
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

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Comparison comparison = compare();
        terminal.out()
                .print(
                        format == Format.JSON
                                ? JsonReport.of(comparison)
                                : ComparisonText.of(comparison, terminal.hasColours()));
        return ExitCode.CLEAN;
    }

    private Comparison compare() throws IOException {
        ComparedSchema before;
        try {
            before = read(older);
        } catch (SchemaSyntaxException e) {
            return unusable(e, true);
        }
        try {
            ComparisonSettings settings = new ComparisonSettings(seed, true, ComparisonSettings.THOROUGH.maxFindings());
            return key
                    ? KeyComparison.compare(before, read(newer), settings)
                    : SchemaComparison.compare(before, read(newer), settings);
        } catch (SchemaSyntaxException e) {
            return unusable(e, false);
        }
    }

    private static ComparedSchema read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.usage("Expected a schema file but found no file " + file + ".");
        }
        return ComparedSchema.of(SchemaSource.read(file), List.of(), List.of());
    }

    /** JSON that is no schema: nothing can be written or read with it, and the place says why. */
    private Comparison unusable(SchemaSyntaxException e, boolean isOlder) {
        if (!e.isJson()) {
            throw e;
        }
        Finding finding = Finding.of(SchemaRule.SCHEMA_SYNTAX, e.problem() + ".")
                .effect(Verdict.BREAKS)
                .at(isOlder ? e.location() : null, isOlder ? null : e.location())
                .suggestion(e.fix() + ".")
                .build();
        DirectionResult nothing = DirectionResult.of(List.of(finding));
        return new Comparison(nothing, nothing, List.of(finding), List.of(), seed);
    }
}
