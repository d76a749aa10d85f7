package dev.avenant.console.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.operations.registry.SchemaWords;
import dev.avenant.operations.registry.SubjectSearch;
import java.util.List;

/**
 * The subjects of the registry, read afresh at each call. Throws {@link RegistryAwayException} or
 * {@link dev.avenant.console.AccessRefusedException}; nobody retries.
 */
@PerCluster
public class Subjects {

    /** What is kept of a text is some times as long as it is. */
    private static final long MOST_CHARACTERS = 16_000_000;

    private final RegistryQuestions registry;
    private final Access access;

    /** Taking a schema's text apart is most of the work of a search, and a text does not change. */
    private final Cache<String, SchemaWords> words = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String text, SchemaWords found) -> text.length())
            .build();

    Subjects(RegistryQuestions registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    /** How many there are that may be seen; no schema is read. */
    public int count() {
        Permissions mine = access.mine();
        return registry.ask(client ->
                (int) client.subjects().stream().filter(mine::seesSubject).count());
    }

    /**
     * The subjects that may be seen and have each word of a text in their name or in their latest schema: in names, fields, docs, logical
     * types, tags, symbols or aliases. Upper and lower case are alike.
     *
     * @param text empty text for all
     * @return by name
     */
    public List<SubjectSummary> search(String text) {
        Permissions mine = access.mine();
        return registry.ask(client -> new SubjectSearch(client, schema -> words.get(schema, SchemaWords::of))
                .find(text, mine::seesSubject).stream().map(SubjectSummary::of).toList());
    }

    /** The compatibility level of subjects that set none. */
    public String globalLevel() {
        return registry.ask(client -> client.globalLevel().name());
    }
}
