package dev.avenant.cli.contracts;

import dev.avenant.cli.access.Kafka;
import dev.avenant.contracts.config.TopicContract;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics of {@code contracts.yaml} that are not there; one that is there is never changed. */
final class TopicCreation {
    private final Kafka kafka;
    private final boolean apply;

    TopicCreation(Kafka kafka, boolean apply) {
        this.kafka = kafka;
        this.apply = apply;
    }

    void create(Collection<TopicContract> topics, Consumer<String> say) {
        try (Admin admin = kafka.admin()) {
            Set<String> present = kafka.answer(admin.listTopics().names());
            for (TopicContract topic : topics) {
                if (present.contains(topic.name())) {
                    compare(admin, topic, say);
                } else {
                    create(admin, topic, say);
                }
            }
        }
    }

    private void create(Admin admin, TopicContract topic, Consumer<String> say) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG,
                topic.retention().map(time -> String.valueOf(time.toMillis())).orElse("-1"));
        if (apply) {
            NewTopic wanted = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
            kafka.answer(admin.createTopics(List.of(wanted.configs(settings))).all());
        }
        say.accept((apply ? "created topic " : "would create topic ") + topic.name() + " (" + topic.partitions()
                + " partitions)");
    }

    private void compare(Admin admin, TopicContract topic, Consumer<String> say) {
        TopicDescription found = kafka.answer(
                        admin.describeTopics(List.of(topic.name())).allTopicNames())
                .get(topic.name());
        int partitions = found == null ? topic.partitions() : found.partitions().size();
        if (partitions != topic.partitions()) {
            say.accept("topic " + topic.name() + " has " + partitions + " partitions, contracts.yaml says "
                    + topic.partitions() + "; left as it is, since another number changes the partition of every key");
        }
    }
}
