package dev.avenant.console.contracts;

import dev.avenant.console.ShownText;
import dev.avenant.contracts.config.TopicContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where what runs is not what is declared.
 *
 * @param who the service, consumer group or transactional id; null where the topic alone is meant
 * @param declared what the contract says; null where it says nothing
 * @param found what runs; null where nothing does
 */
public record Difference(
        Kind kind,
        String topic,
        @Nullable String who,
        @Nullable String declared,
        @Nullable String found) {

    /** What differs. */
    public enum Kind {
        /** A topic that Kafka has and {@code contracts.yaml} has not. */
        TOPIC_WITHOUT_CONTRACT,
        /** A topic that {@code contracts.yaml} has and Kafka has not. */
        CONTRACT_WITHOUT_TOPIC,
        /** Another number of partitions. */
        PARTITIONS,
        /** Another time for which records are kept, in milliseconds. */
        RETENTION,
        /** A consumer group of no declared consumer. */
        GROUP_NOT_DECLARED,
        /** A declared consumer of which no group reads the topic. */
        CONSUMER_WITHOUT_GROUP,
        /** A producer of no declared one. */
        PRODUCER_NOT_DECLARED
    }

    static Difference of(Kind kind, String topic) {
        return new Difference(kind, topic, null, null, null);
    }

    static Difference by(Kind kind, String topic, String who) {
        return new Difference(kind, topic, who, null, null);
    }

    /**
     * What differs between a topic and its contract.
     *
     * @param retentionMs the topic's own setting; null when it has none
     * @param knowsRetention whether that is known
     */
    public static List<Difference> ofSettings(
            TopicContract contract, int partitions, @Nullable String retentionMs, boolean knowsRetention) {
        return contract.differences(partitions, retentionMs, knowsRetention).stream()
                .map(difference -> new Difference(
                        switch (difference.setting()) {
                            case PARTITIONS -> Kind.PARTITIONS;
                            case RETENTION -> Kind.RETENTION;
                        },
                        contract.name(),
                        null,
                        difference.declared(),
                        difference.found() == null ? "–" : difference.found()))
                .toList();
    }

    /** The topic as a page shows it. */
    public String shownTopic() {
        return ShownText.line(topic);
    }

    /** Who it is about as a page shows them; empty where nobody is meant. */
    public String shownWho() {
        return who == null ? "" : ShownText.line(who);
    }
}
