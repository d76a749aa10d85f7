package dev.avenant.operations.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.TestAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups of all protocols are shown with who is in them and how much is left to them. */
@Tag("broker")
class GroupKindsTest {

    @RegisterExtension
    static final EmbeddedKafka broker = EmbeddedKafka.perJvm();

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaAccess kafka = new TestAccess(broker::bootstrapServers);
    private String topic = "";
    private String group = "";

    @BeforeEach
    void fourRecords(TestInfo test) throws Exception {
        topic = "kinds-" + test.getTestMethod().orElseThrow().getName();
        group = topic + "-group";
        try (Admin admin = kafka.admin();
                Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            for (int number = 0; number < 4; number++) {
                producer.send(new ProducerRecord<>(topic, number % 2, null, ("v" + number).getBytes(UTF_8)))
                        .get();
            }
        }
    }

    private Map<String, Object> client(String... more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                group,
                "client.id",
                "reader",
                "auto.offset.reset",
                "earliest"));
        for (int at = 0; at < more.length; at += 2) {
            settings.put(more[at], more[at + 1]);
        }
        return settings;
    }

    private GroupDescription described() {
        try (Admin admin = kafka.admin()) {
            return Objects.requireNonNull(
                    new GroupOffsets(admin, kafka).describe(List.of(group)).get(group));
        }
    }

    private List<GroupPartition> partitions() {
        try (Admin admin = kafka.admin();
                TopicReader reader = kafka.reader()) {
            return GroupPartition.of(described(), new GroupOffsets(admin, kafka), reader);
        }
    }

    private List<GroupSummary> summaries(Predicate<String> topics) {
        try (Admin admin = kafka.admin()) {
            return GroupSummary.ofTopics(new GroupOffsets(admin, kafka), topics).stream()
                    .filter(summary -> summary.name().equals(group))
                    .toList();
        }
    }

    @Test
    void aGroupThatTheBrokerSharesOut() {
        try (Consumer<byte[], byte[]> member = new KafkaConsumer<>(
                client("group.protocol", "consumer"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                member.poll(Duration.ofMillis(100));
                return member.assignment().size() == 2;
            });
            member.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)));

            assertThat(described().kind()).isEqualTo(GroupKind.CONSUMER);
            assertThat(described().memberNames()).containsExactly("reader on 127.0.0.1");
            assertThat(summaries(topic::equals))
                    .containsExactly(new GroupSummary(group, "consumer", "stable", 1, 1, 1));
            assertThat(partitions().get(0).lag()).hasValue(1);
            assertThat(partitions()).extracting(GroupPartition::member).containsOnly("reader on 127.0.0.1");
        }
    }

    @Test
    void aShareGroupOfWhichTwoMembersReadThePartitions() throws Exception {
        beginAtTheOldest();
        try (KafkaShareConsumer<byte[], byte[]> first = shareConsumer("first");
                KafkaShareConsumer<byte[], byte[]> second = shareConsumer("second")) {
            int[] settled = {0};
            await().atMost(PATIENCE).until(() -> {
                settled[0] += first.poll(Duration.ofMillis(200)).count();
                settled[0] += second.poll(Duration.ofMillis(200)).count();
                first.commitSync();
                second.commitSync();
                return settled[0] == 4;
            });
            send(2);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(summaries(topic::equals))
                            .containsExactly(new GroupSummary(group, "share", "stable", 2, 1, 2)));
            assertThat(described().memberNames()).containsExactly("first on 127.0.0.1", "second on 127.0.0.1");
            assertThat(partitions()).extracting(GroupPartition::left).containsExactly(1L, 1L);
            // Kafka notes where a share group begins after it settled what lies behind.
            assertThat(partitions())
                    .allMatch(partition -> partition.committed() != null && partition.committed() <= 2)
                    .allMatch(partition ->
                            partition.behindSeconds() == null || Objects.equals(partition.committed(), 2L));
            assertThat(new CommittedOffsets(kafka).apply(group)).hasSize(2);
            assertThat(summaries(name -> name.equals("another"))).isEmpty();
        }
    }

    /** Otherwise a share group begins behind the newest record. */
    private void beginAtTheOldest() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private KafkaShareConsumer<byte[], byte[]> shareConsumer(String clientId) {
        Map<String, Object> settings = client("client.id", clientId);
        settings.remove("auto.offset.reset");
        KafkaShareConsumer<byte[], byte[]> consumer =
                new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private void send(int records) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.replayProducer()) {
            for (int number = 0; number < records; number++) {
                producer.send(new ProducerRecord<>(topic, number % 2, null, "more".getBytes(UTF_8)))
                        .get();
            }
        }
    }

    @Test
    void aGroupOfKafkaStreamsWithTheTopicsOfItsTopology() {
        StreamsBuilder builder = new StreamsBuilder();
        List<String> seen = new ArrayList<>();
        builder.stream(topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .foreach((key, value) -> seen.add(new String(value, UTF_8)));
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "application.id",
                group,
                "client.id",
                "stream",
                "group.protocol",
                "streams",
                "commit.interval.ms",
                "100",
                "num.stream.threads",
                "1",
                "auto.offset.reset",
                "earliest"));
        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
            streams.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(summaries(topic::equals))
                            .containsExactly(new GroupSummary(group, "streams", "stable", 1, 1, 0)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(partitions())
                            .extracting(GroupPartition::committed)
                            .containsExactly(2L, 2L));
            assertThat(described().topics()).isEqualTo(Set.of(topic));
            assertThat(described().assigned())
                    .isEqualTo(Set.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            assertThat(partitions())
                    .extracting(GroupPartition::member)
                    .allMatch(member -> member != null && member.startsWith("stream"));
        }
        assertThat(seen).hasSize(4);
    }
}
