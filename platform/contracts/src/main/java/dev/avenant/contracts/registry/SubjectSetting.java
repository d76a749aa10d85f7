package dev.avenant.contracts.registry;

import dev.avenant.contracts.config.SubjectNaming;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.registry.SubjectSearch.Misplaced;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the settings of {@code contracts.yaml} that give contracts the subjects which they have in a registry. */
final class SubjectSetting {
    private static final List<SubjectNaming> STRATEGIES =
            List.of(SubjectNaming.TOPIC_NAME, SubjectNaming.TOPIC_RECORD_NAME, SubjectNaming.RECORD_NAME);

    private final List<Contract> right;
    private final List<Sentence> settings = new ArrayList<>();

    private SubjectSetting(List<Contract> right) {
        this.right = right;
    }

    /**
     * One sentence without its full stop.
     *
     * @param right contracts whose subjects are as they should be, and must stay so
     */
    static Sentence sentence(List<Misplaced> misplaced, List<Contract> right) {
        SubjectSetting setting = new SubjectSetting(right);
        setting.ofEvents(
                misplaced.stream().filter(place -> place.contract().isEvent()).toList());
        setting.ofKeys(
                misplaced.stream().filter(place -> place.contract().isKey()).toList());
        misplaced.stream()
                .filter(place -> place.contract().isType())
                .forEach(place -> setting.add(
                        "subject: ",
                        naming(List.of(place)),
                        "setting.type",
                        place.contract().name()));
        Sentence all = setting.settings.stream()
                .reduce((some, other) -> ContractText.of("setting.both", some, other))
                .orElseThrow();
        return ContractText.of("setting.all", all);
    }

    private void ofEvents(List<Misplaced> events) {
        Optional<SubjectNaming> ofAll = right.stream().anyMatch(Contract::isEvent) ? Optional.empty() : forAll(events);
        if (ofAll.isPresent()) {
            add("subject: ", ofAll, "setting.under", "defaults");
            return;
        }
        byTopic(events).forEach((topic, onTopic) -> {
            boolean isWholeTopic = right.stream()
                    .noneMatch(
                            contract -> contract.isEvent() && topicOf(contract).equals(topic));
            Optional<SubjectNaming> ofTopic = isWholeTopic ? naming(onTopic) : Optional.empty();
            if (ofTopic.isPresent()) {
                add("subject: ", ofTopic, "setting.topic", topic);
            } else {
                onTopic.forEach(event -> add(
                        "subject: ",
                        naming(List.of(event)),
                        "setting.event",
                        event.contract().name()));
            }
        });
    }

    private void ofKeys(List<Misplaced> keys) {
        Optional<SubjectNaming> ofAll = right.stream().anyMatch(Contract::isKey) ? Optional.empty() : forAll(keys);
        if (ofAll.isPresent()) {
            add("key.subject: ", ofAll, "setting.under", "defaults");
        } else {
            byTopic(keys).forEach((topic, key) -> add("key.subject: ", naming(key), "setting.topic", topic));
        }
    }

    private static Optional<SubjectNaming> forAll(List<Misplaced> places) {
        return places.isEmpty() ? Optional.empty() : naming(places).filter(SubjectNaming::hasPlaceholder);
    }

    private static Map<String, List<Misplaced>> byTopic(List<Misplaced> places) {
        Map<String, List<Misplaced>> byTopic = new LinkedHashMap<>();
        places.forEach(place -> byTopic.computeIfAbsent(topicOf(place.contract()), topic -> new ArrayList<>())
                .add(place));
        return byTopic;
    }

    private void add(String setting, Optional<SubjectNaming> naming, String key, String where) {
        String value = naming.map(SubjectNaming::label).orElse("…");
        String written = setting + (value.contains("{") ? "\"" + value + "\"" : value);
        settings.add(ContractText.of(key, written, where));
    }

    /** The strategy or the pattern that gives each contract one of the subjects that it has. */
    private static Optional<SubjectNaming> naming(List<Misplaced> places) {
        return candidates(places.get(0))
                .filter(naming ->
                        places.stream().allMatch(place -> place.subjects().contains(subject(naming, place.contract()))))
                .findFirst();
    }

    private static Stream<SubjectNaming> candidates(Misplaced place) {
        Stream<SubjectNaming> patterns = place.subjects().stream()
                .flatMap(subject -> SubjectNaming.parse(pattern(subject, place.contract())).stream());
        return Stream.concat(STRATEGIES.stream(), patterns)
                .filter(naming -> !place.contract().isType() || !naming.usesTopic());
    }

    private static String subject(SubjectNaming naming, Contract contract) {
        String topic = topicOf(contract);
        return contract.isKey()
                ? naming.keysOf(topic, contract.fullName())
                : naming.valuesOf(topic, contract.fullName());
    }

    /** The subject with placeholders for what it has of the contract's names, the longer names first. */
    private static String pattern(String subject, Contract contract) {
        int dot = contract.fullName().lastIndexOf('.');
        Map<String, String> placeholders = new LinkedHashMap<>();
        placeholders.put(contract.fullName(), "{record}");
        placeholders.putIfAbsent(topicOf(contract), "{topic}");
        placeholders.putIfAbsent(contract.fullName().substring(0, Math.max(0, dot)), "{namespace}");
        placeholders.putIfAbsent(contract.fullName().substring(dot + 1), "{name}");
        placeholders.remove("");
        Pattern names = Pattern.compile(String.join(
                "|", placeholders.keySet().stream().map(Pattern::quote).toList()));
        return names.matcher(subject)
                .replaceAll(found -> Matcher.quoteReplacement(placeholders.getOrDefault(found.group(), "")));
    }

    private static String topicOf(Contract contract) {
        return contract.topic().map(TopicContract::name).orElse("");
    }
}
