package dev.avenant.console.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The subjects of the registry, read afresh at each call. Throws {@link RegistryAwayException} or
 * {@link dev.avenant.console.AccessRefusedException}; nobody retries.
 */
@PerCluster
public class Subjects {

    /** What is kept of a text is some times as long as it is. */
    private static final long MOST_CHARACTERS = 16_000_000;

    private static final String ALL_CONTEXTS = ":*:";

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
        List<String> parts = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(part -> !part.isEmpty())
                .toList();
        Permissions mine = access.mine();
        return registry.ask(client -> {
            List<SubjectSummary> found = new ArrayList<>();
            AtomicBoolean any = new AtomicBoolean();
            Consumer<RegisteredSchema> taker = schema -> {
                any.set(true);
                if (mine.seesSubject(String.valueOf(schema.subject()))) {
                    summary(schema, parts).ifPresent(found::add);
                }
            };
            client.eachSchema(ALL_CONTEXTS, true, taker);
            if (!any.get()) {
                // A registry without contexts takes that for a name.
                client.eachSchema("", true, taker);
            }
            found.sort(Comparator.comparing(SubjectSummary::name));
            return found;
        });
    }

    private Optional<SubjectSummary> summary(RegisteredSchema latest, List<String> parts) {
        String subject = String.valueOf(latest.subject());
        SchemaWords schema = words.get(latest.schema() == null ? "" : latest.schema(), SchemaWords::of);
        List<SubjectSummary.Match> matches = new ArrayList<>();
        for (String part : parts) {
            if (!subject.toLowerCase(Locale.ROOT).contains(part)) {
                Optional<SchemaWords.Word> word = schema.find(part);
                if (word.isEmpty()) {
                    return Optional.empty();
                }
                matches.add(new SubjectSummary.Match(
                        word.get().kind().name().toLowerCase(Locale.ROOT),
                        ShownText.line(word.get().place()),
                        ShownText.around(word.get().text(), part)));
            }
        }
        return Optional.of(new SubjectSummary(
                subject,
                schema.recordName(),
                VersionPage.numberOf(latest.version()),
                VersionPage.numberOf(latest.id()),
                matches.stream().distinct().toList()));
    }

    /** The compatibility level of subjects that set none. */
    public String globalLevel() {
        return registry.ask(client -> client.globalLevel().name());
    }
}
