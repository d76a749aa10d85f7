package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class LateTopicTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** As when two registries start at the same time on a new cluster. */
    @Test
    void isWaitedForByWhoIsAnsweredThatAnotherOneHasMadeIt() {
        SchemasTopic topic = new SchemasTopic(new KafkaLogSettings(
                kafka.bootstrapServers(),
                "_late",
                "registries",
                1,
                Duration.ofSeconds(30),
                0,
                null,
                Map.of(),
                new RegistryMetrics()));
        Uuid made = topic.prepare().topicId();

        try (LateAdmin admin = new LateAdmin(topic.connecting())) {
            assertThat(topic.createOrCheck(admin)).isEqualTo(made);
            assertThat(admin.unknown)
                    .as("times that the topic was not known yet")
                    .isEqualTo(2);
        }
    }

    /** Asks the broker for a topic that is not there in the place of the first two that it is asked for. */
    private static final class LateAdmin extends ForwardingAdmin {

        private int unknown;

        LateAdmin(Map<String, Object> settings) {
            super(settings);
        }

        @Override
        public DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options) {
            if (unknown < 2) {
                unknown++;
                return super.describeTopics(TopicCollection.ofTopicNames(List.of("_not_made_yet")), options);
            }
            return super.describeTopics(topics, options);
        }
    }
}
