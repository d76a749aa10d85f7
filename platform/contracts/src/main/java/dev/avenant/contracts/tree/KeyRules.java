package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.KeyContract;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.ContractRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What must hold between {@code contracts.yaml}, the lock and the schemas for the keys of topics. */
final class KeyRules {
    private final ContractTree tree;
    private final List<GateFinding> problems = new ArrayList<>();

    KeyRules(ContractTree tree) {
        this.tree = tree;
    }

    List<GateFinding> problems() {
        for (TopicContract topic : tree.config().topics().values()) {
            declared(topic);
            tree.keyOf(topic).ifPresent(key -> notAnEvent(topic, key));
        }
        for (ContractLock.Key key : LockEntries.keys(tree)) {
            unreleased(key);
        }
        return problems;
    }

    private void declared(TopicContract topic) {
        KeyContract key = topic.key();
        if (!key.isPlain() && tree.keyOf(topic).isEmpty()) {
            String name = key.type().substring(key.type().lastIndexOf('.') + 1);
            String file = topic.name() + "/" + name + "/v1.avsc";
            if (tree.files().read(file).isEmpty()) {
                problems.add(GateFinding.of(
                        ContractRule.KEY_WITHOUT_SCHEMA,
                        topic.name() + "/key",
                        key.location(),
                        ContractText.of(
                                "tree.key-without-schema",
                                new TreeSet<>(KeyContract.PLAIN_TYPES).toString(),
                                file,
                                topic.name(),
                                key.type()),
                        "Correct the type, or write the schema: avenant new " + name + " --topic " + topic.name()));
            }
        }
    }

    private void notAnEvent(TopicContract topic, Contract key) {
        if (topic.events().containsKey(key.name())) {
            problems.add(GateFinding.of(
                    ContractRule.KEY_LISTED_AS_EVENT,
                    key.folder(),
                    topic.events().get(key.name()).location(),
                    ContractText.of("tree.key-and-event", key.name(), topic.name()),
                    "Remove it from the events, or name another key"));
        }
    }

    /**
     * A topic of which other things were released already; one that is new says so for each of its events, and one that was
     * taken over from elsewhere may have had any key.
     */
    private void unreleased(ContractLock.Key key) {
        boolean begun = tree.all().stream()
                .anyMatch(contract -> contract.topic()
                                .filter(topic -> topic.name().equals(key.topic()))
                                .isPresent()
                        && contract.lastRelease()
                                .filter(release -> !release.version().imported())
                                .isPresent());
        if (begun && tree.lock().keyOf(key.topic()).isEmpty()) {
            problems.add(GateFinding.of(
                    ContractRule.UNRELEASED,
                    key.topic() + "/key",
                    key.location(),
                    ContractText.of("tree.key-unreleased", key.topic(), key.type(), ContractLock.FILE),
                    "Run avenant release, so that a change of it is noticed"));
        }
    }
}
