package dev.avenant.contracts.discovery;

import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The schemas of a repository, each with the versions that lie side by side.
 *
 * @param histories the versions of each schema, those with the highest numbers last
 * @param unreadable why a file cannot be read, by its path
 */
public record DiscoveredHistories(List<List<DiscoveredVersion>> histories, Map<String, String> unreadable) {
    public DiscoveredHistories {
        histories = List.copyOf(histories);
    }

    /**
     * Those of the schemas that were found that are in some files.
     *
     * @param inScope whether the file of a path counts; types that are used may be in others
     */
    public static DiscoveredHistories of(DiscoveredSchemas found, Predicate<String> inScope) {
        List<List<DiscoveredVersion>> histories = new ArrayList<>();
        Map<String, String> unreadable = new TreeMap<>();
        for (GateFinding problem : found.problems()) {
            if (inScope.test(problem.contract())) {
                unreadable.put(problem.contract(), problem.message());
            }
        }
        for (List<FoundSchema> all : found.versions().values()) {
            List<DiscoveredVersion> versions = new ArrayList<>();
            for (FoundSchema schema : all) {
                if (inScope.test(schema.path())) {
                    try {
                        versions.add(version(found, schema));
                    } catch (SchemaSyntaxException e) {
                        unreadable.put(schema.path(), e.getMessage() == null ? "" : e.getMessage());
                    }
                }
            }
            if (!versions.isEmpty()) {
                histories.add(List.copyOf(versions));
            }
        }
        return new DiscoveredHistories(histories, unreadable);
    }

    private static DiscoveredVersion version(DiscoveredSchemas found, FoundSchema schema) {
        Map<String, String> uses = new HashMap<>();
        for (String name : schema.source().references()) {
            uses.put(name, id(found.definition(schema, name)));
        }
        return new DiscoveredVersion(
                id(schema),
                schema.path(),
                schema.source(),
                found.resolve(schema).schema(),
                uses);
    }

    private static String id(FoundSchema schema) {
        return schema.path() + "#" + schema.name();
    }
}
