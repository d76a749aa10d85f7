package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.files.ContractFiles;
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
    private final List<GateFinding> problems = new ArrayList<>();
    private final ReferenceResolver resolver;

    private DiscoveredSchemas(ContractFiles files, Map<String, List<FoundSchema>> byFile) {
        this.files = files;
        this.byFile = byFile;
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

    /**
     * As {@link #read(ContractFiles)}, and takes over what has not changed since another state whose files have the same
     * names in messages.
     */
    static DiscoveredSchemas read(ContractFiles files, @Nullable DiscoveredSchemas previous) {
        Map<String, List<FoundSchema>> byFile = new TreeMap<>();
        Map<String, SchemaSyntaxException> unreadable = new TreeMap<>();
        try (IdlFiles idl = new IdlFiles(files)) {
            for (String path : files.paths()) {
                if (!isSchemaFile(path)) {
                    continue;
                }
                List<FoundSchema> known = previous == null ? null : previous.unchanged(path, files);
                try {
                    byFile.put(path, known == null ? found(files, idl, path) : known);
                } catch (SchemaSyntaxException e) {
                    unreadable.put(path, e);
                }
            }
        }
        DiscoveredSchemas read = new DiscoveredSchemas(files, byFile);
        unreadable.forEach((path, fault) -> read.problems.add(problem(path, fault)));
        return read;
    }

    /** What an IDL file says also depends on those that it imports, so it is read again. */
    private @Nullable List<FoundSchema> unchanged(String path, ContractFiles other) {
        boolean same = !path.endsWith(".avdl")
                && Arrays.equals(files.read(path).orElse(null), other.read(path).orElse(null));
        return same ? byFile.get(path) : null;
    }

    private static List<FoundSchema> found(ContractFiles files, IdlFiles idl, String path) {
        return sources(files, idl, path).stream()
                .map(source -> new FoundSchema(path, source))
                .toList();
    }

    private static List<SchemaSource> sources(ContractFiles files, IdlFiles idl, String path) {
        if (path.endsWith(".avdl")) {
            return idl.read(path);
        }
        byte[] content = files.read(path).orElse(new byte[0]);
        return path.endsWith(".avpr")
                ? SchemaSource.decodeProtocol(files.shown(path), content)
                : List.of(SchemaSource.decode(files.shown(path), content));
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

    /**
     * A schema with the types it refers to, wherever in the repository they are.
     *
     * @throws SchemaSyntaxException when one of them is not there
     */
    ComparedSchema resolve(FoundSchema schema) {
        return resolver.resolve(schema);
    }
}
