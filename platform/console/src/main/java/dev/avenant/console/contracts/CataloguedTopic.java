package dev.avenant.console.contracts;

import dev.avenant.console.ShownText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A topic in the catalogue: what is declared of it, and what runs.
 *
 * @param isDeclared whether {@code contracts.yaml} has it
 * @param isThere whether Kafka has it; null when Kafka did not answer
 * @param description one sentence, or empty text
 * @param owner the service that answers for it; null where none is declared
 * @param key what its records are keyed by; null where nothing is declared
 * @param events the declared events, in the order of the file
 * @param producers who writes it, declared or seen, by name
 * @param consumers who reads it, declared or seen, by name
 * @param differences where the two differ
 */
public record CataloguedTopic(
        String name,
        boolean isDeclared,
        @Nullable Boolean isThere,
        String description,
        @Nullable String owner,
        @Nullable String key,
        List<EventType> events,
        List<Participant> producers,
        List<Participant> consumers,
        List<Difference> differences) {

    public CataloguedTopic {
        events = List.copyOf(events);
        producers = List.copyOf(producers);
        consumers = List.copyOf(consumers);
        differences = List.copyOf(differences);
    }

    /**
     * An event that a topic carries.
     *
     * @param level how a new version is checked
     * @param consumers the services that are declared to read it
     * @param tags what its schema and the fields in it are marked with
     * @param subject what its schema is registered under; null when there is no schema, or its subject may not be seen
     */
    public record EventType(
            String name,
            String level,
            List<String> consumers,
            List<String> tags,
            @Nullable String subject) {

        public EventType {
            consumers = List.copyOf(consumers);
            tags = List.copyOf(tags);
        }

        /** Its name as a page shows it. */
        public String shownName() {
            return ShownText.line(name);
        }

        /** Who is declared to read it, in one line. */
        public String shownConsumers() {
            return ShownText.line(String.join(", ", consumers));
        }

        /** The address of the page of its subject; null when it has none. */
        public @Nullable String address() {
            return subject == null ? null : "/subjects/" + UriUtils.encode(subject, StandardCharsets.UTF_8);
        }
    }

    /**
     * Who reads or writes a topic.
     *
     * @param name of the service; of the consumer group or transactional id where no service has its name
     * @param sight how it is known
     * @param seenAs the consumer groups or transactional ids, by name
     */
    public record Participant(String name, Sight sight, List<String> seenAs) {
        public Participant {
            seenAs = List.copyOf(seenAs);
        }

        /** The name as a page shows it. */
        public String shownName() {
            return ShownText.line(name);
        }

        /** Under which other names it was seen, in one line; empty when under its own alone. */
        public String shownNames() {
            return seenAs.equals(List.of(name)) ? "" : ShownText.line(String.join(", ", seenAs));
        }
    }

    /** How it is known that somebody reads or writes a topic. */
    public enum Sight {
        /** It is declared, and seen. */
        DECLARED_AND_SEEN,
        /** It is declared, and not seen. */
        DECLARED,
        /** It is seen, and not declared. */
        SEEN
    }

    /** The levels of its events, each once; the topic's own where it has no events. */
    public List<String> levels() {
        return events.stream().map(EventType::level).distinct().toList();
    }

    /** What the schemas of its events are marked with, each once, in order. */
    public List<String> tags() {
        return events.stream()
                .flatMap(event -> event.tags().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Its name as a page shows it. */
    public String shownName() {
        return ShownText.line(name);
    }

    /** Its owner as a page shows it; empty where none is declared. */
    public String shownOwner() {
        return owner == null ? "" : ShownText.line(owner);
    }

    /** What its records are keyed by as a page shows it; empty where nothing is declared. */
    public String shownKey() {
        return key == null ? "" : ShownText.line(key);
    }

    /** The address of its page in the catalogue. */
    public String address() {
        return "/contracts/topics/" + UriUtils.encode(name, StandardCharsets.UTF_8);
    }

    /** Whether a text, in small letters, is in any name of it, or in what it is for. */
    boolean mentions(String text) {
        return Stream.of(
                        Stream.of(name, description, owner == null ? "" : owner),
                        events.stream().map(EventType::name),
                        tags().stream(),
                        Stream.concat(producers.stream(), consumers.stream())
                                .flatMap(participant ->
                                        Stream.concat(Stream.of(participant.name()), participant.seenAs().stream())))
                .flatMap(texts -> texts)
                .anyMatch(found -> found.toLowerCase(Locale.ROOT).contains(text));
    }
}
