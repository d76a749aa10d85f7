package dev.avenant.contracts.config;

import dev.avenant.contracts.config.ContractsConfig.LintSetting;
import dev.avenant.contracts.config.ContractsConfig.Preset;
import dev.avenant.contracts.config.TopicContract.EventContract;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the YAML of {@code contracts.yaml} into a {@link ContractsConfig}, naming the place of what does not fit. */
final class ContractsConfigReader {
    private static final Set<String> ROOT_KEYS = Set.of(
            "namespace", "preset", "defaults", "topics", "internal-topics", "types", "lint", "waivers", "readers");
    private static final Set<String> TOPIC_KEYS = Set.of(
            "description",
            "owner",
            "key",
            "partitions",
            "retention",
            "compatibility",
            "subject",
            "producers",
            "events",
            "profiles");

    private final CompatibilityLevel defaultLevel;
    private final SubjectNaming defaultSubject;
    private final SubjectNaming defaultKeySubject;

    private ContractsConfigReader(
            CompatibilityLevel defaultLevel, SubjectNaming defaultSubject, SubjectNaming defaultKeySubject) {
        this.defaultLevel = defaultLevel;
        this.defaultSubject = defaultSubject;
        this.defaultKeySubject = defaultKeySubject;
    }

    static ContractsConfig read(YamlValue yaml) {
        Map<String, YamlValue> root = yaml.members(ROOT_KEYS);
        YamlValue defaults = root.get("defaults");
        Map<String, YamlValue> byDefault = defaults == null
                ? Map.of()
                : defaults.members(Set.of("compatibility", "subject", "key", "readers", "profiles"));
        CompatibilityLevel level = level(byDefault.get("compatibility"), CompatibilityLevel.BACKWARD);
        YamlValue key = byDefault.get("key");
        ContractsConfigReader reading = new ContractsConfigReader(
                level,
                SubjectNamingReader.ofAll(byDefault.get("subject"), SubjectNaming.TOPIC_RECORD_NAME),
                SubjectNamingReader.ofAll(
                        key == null ? null : key.members(Set.of("subject")).get("subject"), SubjectNaming.TOPIC_NAME));
        String namespace = YamlValue.textOrNull(root.get("namespace"));
        Map<String, TopicContract> topics = reading.topics(root.get("topics"));
        return new ContractsConfig(
                namespace == null ? "" : namespace,
                level,
                topics,
                internalTopics(root.get("internal-topics"), topics),
                reading.types(root.get("types")),
                preset(root.get("preset")),
                lint(root.get("lint")),
                waivers(root.get("waivers")),
                ReaderContractsReader.read(byDefault, root.get("readers"), root.get("topics")));
    }

    private Map<String, TopicContract> topics(@Nullable YamlValue yaml) {
        Map<String, TopicContract> topics = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.members().forEach((name, topic) -> topics.put(name, topic(yaml, name, topic)));
        }
        return topics;
    }

    private static List<InternalTopics> internalTopics(@Nullable YamlValue yaml, Map<String, TopicContract> topics) {
        List<InternalTopics> internal = new ArrayList<>();
        if (yaml != null) {
            yaml.members().forEach((name, each) -> internal.add(internalTopics(yaml, name, each, topics)));
        }
        return internal;
    }

    private static InternalTopics internalTopics(
            YamlValue parent, String name, YamlValue yaml, Map<String, TopicContract> topics) {
        Map<String, YamlValue> members = yaml.members(Set.of("owner", "reason"));
        SourceLocation location = parent.locationOfKey(name);
        if (!name.matches("[a-zA-Z0-9._-]{1,249}[*]?")) {
            throw ContractsFileException.of(location, "file.internal-name", name);
        }
        InternalTopics internal = new InternalTopics(
                name,
                required(parent, name, members, "owner").text(),
                required(parent, name, members, "reason").text(),
                location);
        topics.keySet().stream().filter(internal::covers).findFirst().ifPresent(declared -> {
            throw ContractsFileException.of(location, "file.internal-covers", name, declared);
        });
        return internal;
    }

    private TopicContract topic(YamlValue parent, String name, YamlValue yaml) {
        Map<String, YamlValue> members = yaml.members(TOPIC_KEYS);
        if (!name.matches("[a-zA-Z0-9._-]{1,249}")) {
            throw ContractsFileException.of(parent.locationOfKey(name), "file.topic-name", name);
        }
        YamlValue partitions = members.get("partitions");
        CompatibilityLevel level = level(members.get("compatibility"), defaultLevel);
        SubjectNaming subject = SubjectNamingReader.of(members.get("subject"), defaultSubject);
        return new TopicContract(
                name,
                parent.locationOfKey(name),
                textOr(members.get("description"), ""),
                required(parent, name, members, "owner").text(),
                key(yaml, members.get("key"), parent.locationOfKey(name)),
                partitions == null ? 1 : partitions.positive(),
                retention(members.get("retention")),
                level,
                subject,
                texts(members.get("producers")),
                events(members.get("events"), level, subject));
    }

    private KeyContract key(YamlValue topic, @Nullable YamlValue yaml, SourceLocation defaultValue) {
        if (yaml == null) {
            return new KeyContract("string", "", defaultKeySubject, defaultValue);
        }
        Map<String, YamlValue> key = yaml.members(Set.of("type", "meaning", "subject"));
        YamlValue type = key.get("type");
        if (type != null && !type.text().matches("[A-Za-z_][A-Za-z0-9_.]{0,499}")) {
            throw type.expected("want.key-type");
        }
        return new KeyContract(
                textOr(type, "string"),
                textOr(key.get("meaning"), ""),
                SubjectNamingReader.of(key.get("subject"), defaultKeySubject),
                topic.locationOfKey("key"));
    }

    private static Map<String, EventContract> events(
            @Nullable YamlValue yaml, CompatibilityLevel topicLevel, SubjectNaming topicSubject) {
        Map<String, EventContract> events = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.members().forEach((name, event) -> {
                Map<String, YamlValue> members = event.members(Set.of("consumers", "compatibility", "subject"));
                events.put(
                        name,
                        new EventContract(
                                name,
                                yaml.locationOfKey(name),
                                level(members.get("compatibility"), topicLevel),
                                SubjectNamingReader.of(members.get("subject"), topicSubject),
                                texts(members.get("consumers"))));
            });
        }
        return events;
    }

    private Map<String, TypeContract> types(@Nullable YamlValue yaml) {
        Map<String, TypeContract> types = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.members().forEach((name, type) -> {
                Map<String, YamlValue> members = type.members(Set.of("owner", "compatibility", "subject"));
                types.put(
                        name,
                        new TypeContract(
                                name,
                                yaml.locationOfKey(name),
                                required(yaml, name, members, "owner").text(),
                                level(members.get("compatibility"), defaultLevel),
                                SubjectNamingReader.ofType(members.get("subject"))));
            });
        }
        return types;
    }

    private static Preset preset(@Nullable YamlValue yaml) {
        if (yaml == null) {
            return Preset.FULL;
        }
        return switch (yaml.text()) {
            case "breaking" -> Preset.BREAKING;
            case "full" -> Preset.FULL;
            default -> throw yaml.expected("want.preset");
        };
    }

    private static Map<String, LintSetting> lint(@Nullable YamlValue yaml) {
        Map<String, LintSetting> settings = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.members().forEach((rule, setting) -> {
                if (!Rule.named(rule)
                        .orElseThrow(() -> ContractsFileException.of(yaml.locationOfKey(rule), "file.rule", rule))
                        .isSettable()) {
                    throw ContractsFileException.of(yaml.locationOfKey(rule), "file.rule-fixed", rule);
                }
                settings.put(rule, LintSetting.named(setting.text()).orElseThrow(() -> setting.expected("want.lint")));
            });
        }
        return settings;
    }

    private static List<Waiver> waivers(@Nullable YamlValue yaml) {
        List<Waiver> waivers = new ArrayList<>();
        if (yaml != null) {
            Set<String> keys = Set.of("rule", "path", "reason", "owner", "expires");
            for (YamlValue item : yaml.items()) {
                Map<String, YamlValue> members = item.members(keys);
                for (String key : List.of("rule", "path", "reason", "owner", "expires")) {
                    if (!members.containsKey(key)) {
                        throw ContractsFileException.of(item.location(), "file.waiver", key);
                    }
                }
                waivers.add(waiver(item, members));
            }
        }
        return waivers;
    }

    private static Waiver waiver(YamlValue item, Map<String, YamlValue> members) {
        YamlValue expires = required(item, "", members, "expires");
        try {
            return new Waiver(
                    required(item, "", members, "rule").text(),
                    required(item, "", members, "path").text(),
                    required(item, "", members, "reason").text(),
                    required(item, "", members, "owner").text(),
                    LocalDate.parse(expires.text()),
                    item.location());
        } catch (DateTimeParseException e) {
            throw expires.expected("want.day");
        }
    }

    private static YamlValue required(YamlValue parent, String name, Map<String, YamlValue> members, String key) {
        YamlValue value = members.get(key);
        if (value == null) {
            throw ContractsFileException.of(parent.locationOfKey(name), "file.required", key, name);
        }
        return value;
    }

    private static CompatibilityLevel level(@Nullable YamlValue yaml, CompatibilityLevel defaultValue) {
        if (yaml == null) {
            return defaultValue;
        }
        return CompatibilityLevel.named(yaml.text()).orElseThrow(() -> yaml.expected("want.level"));
    }

    private static Optional<Duration> retention(@Nullable YamlValue yaml) {
        if (yaml == null || yaml.text().equals("forever")) {
            return Optional.empty();
        }
        String text = yaml.text().toLowerCase(Locale.ROOT);
        if (!text.matches("[1-9][0-9]{0,5}[dhm]")) {
            throw yaml.expected("want.time");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 'd' -> Duration.ofDays(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    private static List<String> texts(@Nullable YamlValue yaml) {
        return yaml == null ? List.of() : yaml.texts();
    }

    private static String textOr(@Nullable YamlValue yaml, String defaultValue) {
        return yaml == null ? defaultValue : yaml.text();
    }
}
