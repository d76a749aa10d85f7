package dev.avenant.operations.registry;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds subjects of all contexts by their names and by what their latest schemas say. */
public final class SubjectSearch {
    private static final String ALL_CONTEXTS = ":*:";
    private static final int AROUND = 100;

    private final RegistryClient registry;
    private final Function<String, SchemaWords> words;

    /** @param words takes the text of a schema apart, which is most of the work, so that it may be kept */
    public SubjectSearch(RegistryClient registry, Function<String, SchemaWords> words) {
        this.registry = registry;
        this.words = words;
    }

    /**
     * A subject that was found.
     *
     * @param recordName what its latest version describes, without the namespace
     * @param id the schema id of the latest version
     * @param matches where it has what was searched for beside its name, such as {@code field buyer}
     */
    public record Found(String name, String recordName, int version, int id, List<Match> matches) {
        public Found {
            matches = List.copyOf(matches);
        }
    }

    /**
     * Where a subject has what was searched for.
     *
     * @param kind {@code name}, {@code field}, {@code tag}, {@code logical_type}, {@code symbol}, {@code alias} or
     *     {@code doc}
     * @param place the field or type that says it; empty for the schema itself
     */
    public record Match(String kind, String place, String text) {}

    /**
     * The subjects that have each word of a text in their name or in their latest schema: in names, fields, docs, logical
     * types, tags, symbols or aliases. Upper and lower case are alike.
     *
     * @param text empty text for all
     * @param isMeant whether a subject of that name is looked at
     * @return by name
     */
    public List<Found> find(String text, Predicate<String> isMeant) {
        List<String> parts = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(part -> !part.isEmpty())
                .toList();
        List<Found> found = new ArrayList<>();
        AtomicBoolean any = new AtomicBoolean();
        Consumer<RegisteredSchema> taker = schema -> {
            any.set(true);
            if (isMeant.test(String.valueOf(schema.subject()))) {
                find(schema, parts).ifPresent(found::add);
            }
        };
        registry.eachSchema(ALL_CONTEXTS, true, taker);
        if (!any.get()) {
            // A registry without contexts takes that for a name.
            registry.eachSchema("", true, taker);
        }
        found.sort(Comparator.comparing(Found::name));
        return found;
    }

    private Optional<Found> find(RegisteredSchema latest, List<String> parts) {
        String subject = String.valueOf(latest.subject());
        SchemaWords schema = words.apply(Objects.requireNonNullElse(latest.schema(), ""));
        List<Match> matches = new ArrayList<>();
        for (String part : parts) {
            if (!subject.toLowerCase(Locale.ROOT).contains(part)) {
                Optional<SchemaWords.Word> word = schema.find(part);
                if (word.isEmpty()) {
                    return Optional.empty();
                }
                matches.add(new Match(
                        word.get().kind().name().toLowerCase(Locale.ROOT),
                        Printable.of(word.get().place()),
                        around(word.get().text(), part)));
            }
        }
        return Optional.of(new Found(
                subject,
                schema.recordName(),
                Objects.requireNonNullElse(latest.version(), 0),
                Objects.requireNonNullElse(latest.id(), 0),
                matches.stream().distinct().toList()));
    }

    /** In one line, no more than what is around the first place of a part that it has, in upper or lower case. */
    private static String around(String text, String part) {
        Matcher place = Pattern.compile(part, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        int at = place.find() ? place.start() : 0;
        int from = Math.max(0, at - AROUND);
        int to = Math.min(text.length(), at + AROUND);
        return (from > 0 ? "…" : "") + Printable.of(text.substring(from, to)) + (to < text.length() ? "…" : "");
    }
}
