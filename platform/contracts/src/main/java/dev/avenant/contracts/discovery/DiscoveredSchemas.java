package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.internal.Cores;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.SchemaRule;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every Avro schema in the files of one state of a repository, whatever the layout: {@code .avsc}, {@code .avpr} and
 * {@code .avdl}. Files of one full name whose paths differ in numbers alone are versions of one schema. Reading never
 * fails for what a file says; what is wrong is in {@link #problems()}.
 */
public final class DiscoveredSchemas {

    private final ContractFiles files;
    private final Map<SchemaKey, List<FoundSchema>> versions = new LinkedHashMap<>();
    private final Map<String, List<FoundSchema>> byFile;
    private final List<GateFinding> problems;
    private final ReferenceResolver resolver;

    private DiscoveredSchemas(ContractFiles files, Map<String, List<FoundSchema>> byFile, List<GateFinding> problems) {
        this.files = files;
        this.byFile = byFile;
        this.problems = problems;
        List<FoundSchema> schemas =
                byFile.values().stream().flatMap(List::stream).toList();
        schemas.forEach(schema ->
                versions.computeIfAbsent(schema.key(), key -> new ArrayList<>()).add(schema));
        versions.values()
                .forEach(all -> all.sort(Comparator.comparing(FoundSchema::versioned, VersionedPath.BY_NUMBER)));
        this.resolver = new ReferenceResolver(schemas);
    }

    /** Whether a path is that of a file that can hold schemas. */
    public static boolean isSchemaFile(String path) {
        return path.endsWith(".avsc") || path.endsWith(".avpr") || path.endsWith(".avdl");
    }

    /**
     * Reads all schema files.
     *
     * @throws dev.avenant.contracts.files.ContractsUnreadableException when the files cannot be reached
     */
    public static DiscoveredSchemas read(ContractFiles files) {
        return read(files, null);
    }

    /** As {@link #read(ContractFiles)}, and takes over what has not changed since another state. */
    public static DiscoveredSchemas read(ContractFiles files, @Nullable DiscoveredSchemas previous) {
        List<String> paths =
                files.paths().stream().filter(DiscoveredSchemas::isSchemaFile).toList();
        List<ReadFile> all = new ArrayList<>(Cores.each(
                paths.stream().filter(path -> !isIdl(path)).toList(),
                path -> ReadFile.of(path, () -> found(files, path, previous))));
        try (IdlFiles idl = new IdlFiles(files)) {
            paths.stream()
                    .filter(DiscoveredSchemas::isIdl)
                    .map(path -> ReadFile.of(path, () -> found(path, idl.read(path))))
                    .forEachOrdered(all::add);
        }
        all.sort(Comparator.comparing(ReadFile::path));
        Map<String, List<FoundSchema>> byFile = new TreeMap<>();
        List<GateFinding> problems = new ArrayList<>();
        for (ReadFile file : all) {
            if (file.failure() == null) {
                byFile.put(file.path(), file.schemas());
            } else {
                problems.add(problem(file.path(), file.failure()));
            }
        }
        return new DiscoveredSchemas(files, byFile, problems);
    }

    /** A file's schemas, or why it has none. */
    private record ReadFile(
            String path,
            List<FoundSchema> schemas,
            @Nullable SchemaSyntaxException failure) {
        static ReadFile of(String path, Supplier<List<FoundSchema>> reading) {
            try {
                return new ReadFile(path, reading.get(), null);
            } catch (SchemaSyntaxException e) {
                return new ReadFile(path, List.of(), e);
            }
        }
    }

    private static boolean isIdl(String path) {
        return path.endsWith(".avdl");
    }

    private static List<FoundSchema> found(ContractFiles files, String path, @Nullable DiscoveredSchemas previous) {
        byte[] content = files.read(path).orElse(new byte[0]);
        if (previous != null
                && previous.byFile.containsKey(path)
                && Arrays.equals(previous.files.read(path).orElse(null), content)) {
            return previous.byFile.get(path).stream()
                    .map(schema -> schema.in(files.shown(path)))
                    .toList();
        }
        return found(
                path,
                path.endsWith(".avpr")
                        ? SchemaSource.decodeProtocol(files.shown(path), content)
                        : List.of(SchemaSource.decode(files.shown(path), content)));
    }

    private static List<FoundSchema> found(String path, List<SchemaSource> sources) {
        return sources.stream().map(source -> new FoundSchema(path, source)).toList();
    }

    static GateFinding problem(String path, SchemaSyntaxException fault) {
        return GateFinding.of(SchemaRule.SCHEMA_SYNTAX, path, fault.location(), fault.problem(), fault.fix());
    }

    /** The files that were read. */
    ContractFiles files() {
        return files;
    }

    /** Whether there is no schema file among those that count. */
    public boolean isEmptyIn(Predicate<String> scope) {
        return files.paths().stream().filter(scope).noneMatch(DiscoveredSchemas::isSchemaFile);
    }

    /** The versions of each schema, those with the highest numbers last. */
    Map<SchemaKey, List<FoundSchema>> versions() {
        return versions;
    }

    /** What is wrong with the files, each with the path of its file as its contract. */
    List<GateFinding> problems() {
        return problems;
    }

    /** The types that a schema refers to and no file defines. */
    List<String> missing(FoundSchema schema) {
        return resolver.missing(schema);
    }

    /**
     * The schema that defines a type which another one refers to.
     *
     * @throws SchemaSyntaxException when there is none
     */
    FoundSchema definition(FoundSchema user, String type) {
        return resolver.nearest(user, type);
    }

    /** Puts schemas together ahead of who asks for them; what is wrong with one is told to who asks. */
    void resolveAhead(List<FoundSchema> schemas) {
        List<Boolean> unused = Cores.each(schemas, schema -> {
            try {
                resolver.resolve(schema);
                return true;
            } catch (SchemaSyntaxException unusable) {
                // found again by who asks for it
                return false;
            }
        });
    }

    /**
     * A schema with the types it refers to, wherever in the repository they are.
     *
     * @throws SchemaSyntaxException when one of them is not there
     */
    ComparedSchema resolve(FoundSchema schema) {
        return resolver.resolve(schema);
    }
}
