package dev.avenant.contracts.config;

import dev.avenant.text.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the subjects of schemas are called: by one of Confluent's strategies, or by a pattern with placeholders.
 *
 * @param values the subject of the values of a topic's records, with {@code {topic}}, {@code {record}} for a full name,
 *     {@code {name}} for its simple form and {@code {namespace}} for the rest
 * @param keys the same for their keys
 */
public record SubjectNaming(String values, String keys) {
    /** All values of a topic under one subject, and all its keys under another. */
    public static final SubjectNaming TOPIC_NAME = new SubjectNaming("{topic}-value", "{topic}-key");

    /** Each record type under its full name, in whatever topic. */
    public static final SubjectNaming RECORD_NAME = pattern("{record}");

    /** Each record type of each topic under a subject of its own. */
    public static final SubjectNaming TOPIC_RECORD_NAME = pattern("{topic}-{record}");

    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy("TopicName", TOPIC_NAME),
            new Strategy("RecordName", RECORD_NAME),
            new Strategy("TopicRecordName", TOPIC_RECORD_NAME));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(topic|record|name|namespace)}");
    private static final Pattern CLASS_NAME = Pattern.compile("([a-zA-Z_][\\w.]*\\.)?([a-zA-Z_]\\w*)Strategy");

    private record Strategy(String name, SubjectNaming naming) {}

    /** A pattern for values and keys alike. */
    public static SubjectNaming pattern(String pattern) {
        return new SubjectNaming(pattern, pattern);
    }

    /**
     * What {@code contracts.yaml} says: {@code TopicName}, {@code RecordName} or {@code TopicRecordName}, also as the
     * name of Confluent's class; or a pattern, which may be a subject as it is.
     *
     * @return empty when it is none of them
     */
    public static Optional<SubjectNaming> parse(String text) {
        Matcher className = CLASS_NAME.matcher(text);
        String name = className.matches() ? className.group(2) : text;
        Optional<SubjectNaming> strategy = STRATEGIES.stream()
                .filter(known -> known.name().equals(name))
                .map(Strategy::naming)
                .findFirst();
        if (strategy.isPresent() || className.matches()) {
            return strategy;
        }
        String rest = PLACEHOLDER.matcher(text).replaceAll("x");
        boolean isSubject = !rest.isBlank()
                && rest.equals(rest.strip())
                && rest.codePoints().noneMatch(Character::isISOControl)
                && !rest.contains("{")
                && !rest.contains("}");
        boolean isSlip = !PLACEHOLDER.matcher(text).find()
                && STRATEGIES.stream().anyMatch(known -> Spelling.distance(known.name(), text) <= 3);
        return isSubject && !isSlip ? Optional.of(pattern(text)) : Optional.empty();
    }

    /** The subject of the values of a topic that have this schema. */
    public String valuesOf(String topic, String fullName) {
        return filled(values, topic, fullName);
    }

    /** The subject of the keys of a topic that have this schema. */
    public String keysOf(String topic, String fullName) {
        return filled(keys, topic, fullName);
    }

    /** The subject of a topic's keys when their schema has no name; empty when only a name would tell it. */
    public Optional<String> keysWithoutSchema(String topic) {
        return usesRecord(keys) ? Optional.empty() : Optional.of(filled(keys, topic, ""));
    }

    /** Whether the topic's name decides, too. */
    public boolean usesTopic() {
        return values.contains("{topic}") || keys.contains("{topic}");
    }

    /** Whether it is more than one subject for all. */
    public boolean hasPlaceholder() {
        return PLACEHOLDER.matcher(values).find();
    }

    /**
     * Whether a subject is one that a topic's values or keys could have.
     *
     * @param namespace what the full names begin with; empty text for any, when the subject must name the topic
     */
    public boolean covers(String topic, String namespace, String subject) {
        return isLike(values, topic, namespace, subject) || isLike(keys, topic, namespace, subject);
    }

    /** What {@code contracts.yaml} calls it: the name of the strategy or the pattern. */
    public String label() {
        return strategy().orElse(values);
    }

    /** The simple name of Confluent's class; the pattern when there is none. */
    public String lookupStrategy() {
        return strategy().map(name -> name + "Strategy").orElse(values);
    }

    private Optional<String> strategy() {
        return STRATEGIES.stream()
                .filter(known -> known.naming().values().equals(values))
                .map(Strategy::name)
                .findFirst();
    }

    private static boolean usesRecord(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .anyMatch(found -> !found.group(1).equals("topic"));
    }

    private static String filled(String pattern, String topic, String fullName) {
        int dot = fullName.lastIndexOf('.');
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "topic" -> topic;
                            case "record" -> fullName;
                            case "name" -> fullName.substring(dot + 1);
                            default -> fullName.substring(0, Math.max(0, dot));
                        }));
    }

    private static boolean isLike(String pattern, String topic, String namespace, String subject) {
        if (namespace.isEmpty() && !pattern.contains("{topic}")) {
            return false;
        }
        String begins = namespace.isEmpty() ? "" : Pattern.quote(namespace) + "(?=$|[^\\w])";
        StringBuilder regex = new StringBuilder();
        int end = 0;
        Matcher found = PLACEHOLDER.matcher(pattern);
        while (found.find()) {
            regex.append(Pattern.quote(pattern.substring(end, found.start())))
                    .append(
                            switch (found.group(1)) {
                                case "topic" -> Pattern.quote(topic);
                                case "name" -> "\\w+";
                                default -> begins + "[\\w.]*";
                            });
            end = found.end();
        }
        return Pattern.matches(
                regex.append(Pattern.quote(pattern.substring(end))).toString(), subject);
    }
}
