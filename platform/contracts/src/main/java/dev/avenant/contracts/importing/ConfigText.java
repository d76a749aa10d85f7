package dev.avenant.contracts.importing;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.avenant.contracts.importing.Placement.Role;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes a {@code contracts.yaml} for contracts that were found. */
final class ConfigText {
    private static final Set<String> YAML_WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final String comment;
    private final CompatibilityLevel defaultLevel;
    private final List<Placement> placements;
    private final Map<String, String> plainKeys;
    private final StringBuilder text = new StringBuilder();

    /**
     * Takes what is to be written.
     *
     * @param comment what stands at the beginning, in lines that begin with #
     * @param plainKeys the type of the keys of a topic, where it is known and has no schema
     */
    ConfigText(
            String comment,
            CompatibilityLevel defaultLevel,
            List<Placement> placements,
            Map<String, String> plainKeys) {
        this.comment = comment;
        this.defaultLevel = defaultLevel;
        this.placements = placements;
        this.plainKeys = plainKeys;
    }

    @Override
    public String toString() {
        text.append(comment)
                .append("\npreset: breaking\n\ndefaults:\n  compatibility: ")
                .append(defaultLevel)
                .append('\n');
        Map<String, List<Placement>> topics = new TreeMap<>();
        Map<String, Placement> types = new TreeMap<>();
        for (Placement placement : placements) {
            if (placement.isType()) {
                types.put(placement.name(), placement);
            } else {
                topics.computeIfAbsent(placement.parent(), name -> new ArrayList<>())
                        .add(placement);
            }
        }
        text.append(topics.isEmpty() ? "\ntopics: {}\n" : "\ntopics:\n");
        topics.forEach(this::topic);
        if (!types.isEmpty()) {
            text.append("\ntypes:\n");
            types.forEach((name, type) -> text.append("  ")
                    .append(quoted(name))
                    .append(": { owner: unknown")
                    .append(level(type.level(), defaultLevel))
                    .append(type.subject().equals(type.fullName()) ? "" : ", subject: " + quoted(type.subject()))
                    .append(" }\n"));
        }
        return text.toString();
    }

    private void topic(String name, List<Placement> contracts) {
        Optional<Placement> key =
                contracts.stream().filter(placed -> placed.role() == Role.KEY).findFirst();
        List<Placement> events =
                contracts.stream().filter(placed -> placed.role() == Role.EVENT).toList();
        CompatibilityLevel level = key.map(Placement::level).orElse(defaultLevel);
        boolean byTopic = !events.isEmpty()
                && events.stream().allMatch(event -> event.subject().equals(name + "-value"));
        text.append("  ").append(quoted(name)).append(":\n    owner: unknown\n");
        if (byTopic) {
            text.append("    subject: TopicName\n");
        }
        key.map(Placement::fullName)
                .or(() -> Optional.ofNullable(plainKeys.get(name)))
                .ifPresent(type ->
                        text.append("    key: { type: ").append(quoted(type)).append(" }\n"));
        if (level != defaultLevel) {
            text.append("    compatibility: ").append(level).append('\n');
        }
        text.append(events.isEmpty() ? "    events: {}\n" : "    events:\n");
        for (Placement event : events) {
            String expected = byTopic ? name + "-value" : name + "-" + event.fullName();
            text.append("      ")
                    .append(quoted(event.name()))
                    .append(": { consumers: []")
                    .append(level(event.level(), level))
                    .append(event.subject().equals(expected) ? "" : ", subject: " + subject(name, event.subject()))
                    .append(" }\n");
        }
    }

    private static String subject(String topic, String subject) {
        return subject.equals(topic + "-value") ? "TopicName" : quoted(subject);
    }

    private static String level(CompatibilityLevel level, CompatibilityLevel expected) {
        return level == expected ? "" : ", compatibility: " + level;
    }

    /** A text that YAML takes for no more than a text. */
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9._-]*") && !YAML_WORDS.contains(text.toLowerCase(Locale.ROOT));
        // a text in JSON is one in YAML
        return plain ? text : TextNode.valueOf(text).toString();
    }
}
