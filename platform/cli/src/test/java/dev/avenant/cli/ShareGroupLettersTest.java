package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.cli.Shell.Result;
import dev.avenant.messaging.api.DeadLetterId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Dead letters that a broker wrote for a share group (KIP-1191), which Kafka does from 4.4 on; beside an older one, which
 * this build has, there are none. Of the first record the group's consumer says that it will never be handled, of the second
 * that it was.
 */
@Tag("broker")
@EnabledIf("aBrokerWritesThem")
class ShareGroupLettersTest extends PlatformCommands {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PREFIX = "errors.deadletterqueue.";

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private String topic = "";
    private String letters = "";
    private String group = "";

    static boolean aBrokerWritesThem() {
        try {
            Class.forName("org.apache.kafka.server.share.dlq.ShareGroupDLQManager");
            return true;
        } catch (ClassNotFoundException older) {
            return false;
        }
    }

    private Map<String, Object> client(Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    @BeforeEach
    void aLetter(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        letters = "dlq." + topic;
        group = "billing-" + topic;
        try (Admin admin = Admin.create(client(Map.of()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, 1, (short) 1),
                            new NewTopic(letters, 1, (short) 1).configs(Map.of(PREFIX + "group.enable", "true"))))
                    .all()
                    .get();
            set(admin, "share.auto.offset.reset", "earliest");
            set(admin, PREFIX + "topic.name", letters);
        }
        ProducerRecord<byte[], byte[]> refused = new ProducerRecord<>(topic, 0, bytes("a"), bytes("no order"));
        refused.headers().add("trace", bytes("t1"));
        topics.send(refused, new ProducerRecord<>(topic, 0, bytes("b"), bytes("order")));
    }

    private void set(Admin admin, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private void copyRecords() throws Exception {
        try (Admin admin = Admin.create(client(Map.of()))) {
            set(admin, PREFIX + "copy.record.enable", "true");
        }
    }

    /** Has the group read both records. */
    private void read() {
        try (KafkaShareConsumer<byte[], byte[]> member = new KafkaShareConsumer<>(
                client(Map.of("group.id", group, "share.acknowledgement.mode", "explicit")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : member.poll(Duration.ofMillis(200))) {
                    member.acknowledge(record, record.offset() == 0 ? AcknowledgeType.REJECT : AcknowledgeType.ACCEPT);
                }
                var unused = member.commitSync();
                return topics.read(letters).size() == 1;
            });
        }
    }

    @Test
    void areListedAndExplainedWithoutTheBytesThatTheyDoNotHave() {
        read();

        Result explained =
                dead("explain", "--offset", "0:0", "--registry", registry.url().toString());

        assertThat(platform("", "dead-letters", "list").out())
                .containsPattern(letters + " +1 message  Kafka share group\n");
        assertThat(explained.out().replaceAll("failed     [^\n]*", "failed     NOW"))
                .isEqualTo("""
                        0:0  no category
                          from       %s, partition 0, offset 0, written ?
                          group      %s
                          failed     NOW
                          why        Offset rejected by client.
                          deliveries  1
                          key        none
                          value      none (a tombstone)
                          written by  Kafka share group
                          id         %s, attempt 1
                          cause      A consumer of the share group rejected the record.
                          to do      Find in its log why, correct that, then replay; or drop it.
                        """.formatted(topic, group, DeadLetterId.of(group, topic, 0, 0, -1)));
    }

    @Test
    void goBackWithTheBytesOfTheirRecordWhereTheGroupCopiesThem() throws Exception {
        copyRecords();
        read();

        Result replay = dead("replay", "--all", "--to-original");

        assertThat(replay.out()).isEqualTo("Replayed 1 message to " + topic + ", for every group that reads it.\n");
        ConsumerRecord<byte[], byte[]> replayed = topics.read(topic).get(2);
        assertThat(replayed.key()).isEqualTo(bytes("a"));
        assertThat(replayed.value()).isEqualTo(bytes("no order"));
        assertThat(Stream.of(replayed.headers().toArray()).map(header -> header.key()))
                .containsExactly("avenant-dlt-id", "avenant-dlt-attempt");
    }

    private Result dead(String command, String... options) {
        return platform(
                "",
                Stream.concat(Stream.of("dead-letters", command, letters), Stream.of(options))
                        .toArray(String[]::new));
    }
}
