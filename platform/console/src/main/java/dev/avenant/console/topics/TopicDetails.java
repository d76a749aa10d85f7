package dev.avenant.console.topics;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.UnseenTopicException;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.topics.TopicState;
import dev.avenant.operations.topics.TopicStates;
import dev.avenant.text.Sentence;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** What Kafka says of one topic beside its records. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class TopicDetails {

    private final KafkaConnection kafka;
    private final Access access;

    TopicDetails(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /**
     * What Kafka says of a topic that is there.
     *
     * @throws UnseenTopicException if it may not be seen
     */
    public TopicState of(String topic) {
        access.requireTopic(topic);
        try (Admin admin = kafka.admin()) {
            return new TopicStates(admin, kafka, TopicDetails::unanswered).of(topic);
        }
    }

    private static Optional<Sentence> unanswered(RuntimeException failed) {
        return failed instanceof KafkaAwayException || failed instanceof AccessRefusedException
                ? Optional.of(Messages.of(failed))
                : Optional.empty();
    }

    /** Whether a topic of that name is there and may be seen. */
    public boolean isThere(String topic) {
        if (!access.seesTopic(topic)) {
            return false;
        }
        try (Admin admin = kafka.admin()) {
            return kafka.answer(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names())
                    .contains(topic);
        }
    }
}
