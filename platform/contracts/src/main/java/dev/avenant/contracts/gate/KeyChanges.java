package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.key.KeyComparison;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What would give the keys of topics other bytes than those that are on the topics already. */
final class KeyChanges {
    private final ContractTree tree;
    private final Baseline baseline;
    private final List<GateFinding> findings = new ArrayList<>();

    KeyChanges(ContractTree tree, Baseline baseline) {
        this.tree = tree;
        this.baseline = baseline;
    }

    List<GateFinding> findings() {
        for (TopicContract topic : tree.config().topics().values()) {
            baseline.keyOf(tree, topic).ifPresent(before -> declared(topic, before));
            tree.keyOf(topic).ifPresent(key -> schema(topic, key));
        }
        return findings;
    }

    private void declared(TopicContract topic, Baseline.DeclaredKey before) {
        String type = tree.keyTypeOf(topic);
        if (type.equals(before.type())) {
            return;
        }
        String place = topic.name() + "/key";
        Finding changed = Finding.of(
                        ContractRule.KEY_TYPE_CHANGED,
                        "the key of " + topic.name() + " was " + before.type() + " in " + before.label() + " and is "
                                + type + " now; the same key has other bytes, goes to another partition, and compaction"
                                + " keeps both.")
                .at(before.location().orElse(null), topic.key().location())
                .suggestion("Write \"type: " + before.type() + "\" again; to key the events by something else, begin a"
                        + " topic with the new key and move the events over.")
                .build();
        add(topic, place, changed, topic.key().location(), before.label());
    }

    private void schema(TopicContract topic, Contract key) {
        Optional<Released> before = baseline.latestOf(key);
        if (before.isEmpty() || key.current().isEmpty()) {
            return;
        }
        Release current = key.current().get();
        for (Finding finding : KeyComparison.changes(before.get().schema(), current.compared())) {
            add(
                    topic,
                    key.folder(),
                    finding,
                    current.version().source().start(),
                    before.get().label());
        }
    }

    private void add(TopicContract topic, String contract, Finding finding, SourceLocation otherwise, String against) {
        TreeSet<String> readers = new TreeSet<>();
        topic.events().values().forEach(event -> readers.addAll(event.consumers()));
        Finding placed = finding.toBuilder()
                .path(contract + (finding.path().equals("/") ? "" : finding.path()))
                .at(finding.oldLocation(), finding.newLocation() == null ? otherwise : finding.newLocation())
                .build();
        findings.add(GateFinding.of(placed, contract).against(List.of(against)).breaking(List.copyOf(readers)));
    }
}
