package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dead-letter and the replay topic are there, and keep what they are given, whoever changes or deletes them. */
@Tag("broker")
class DeadLetterTopicsTest {

    private static final String FOREVER = "-1";

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void areMadeAgainWhenSomebodyDeletesThemWhileTheServiceRuns() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        String deadLetters = topic + "." + setup.group() + ".dlt";
        TestService service = setup.start();
        try {
            stack.kafka().send(topic, "first", "junk".getBytes(UTF_8));
            goesOn(topic, "behind-first");
            delete(deadLetters);

            stack.kafka().send(topic, "second", "junk".getBytes(UTF_8));

            goesOn(topic, "behind-second");
            assertThat(stack.kafka().read(deadLetters))
                    .extracting(DeadLetterTopicsTest::key)
                    .containsExactly("second");
        } finally {
            service.close();
        }
    }

    @Test
    void keepWhatTheyAreGivenWhateverTheBrokersDefaultIs() {
        String topic = stack.unique("orders");
        stack.kafka()
                .createTopic(new NewTopic(topic, 1, (short) 1)
                        .configs(Map.of("max.message.bytes", "2000000", "min.insync.replicas", "1")));
        MessagingStack.push(stack.registryUrl(), topic);
        TestService.Setup setup = setup(topic);
        String deadLetters = topic + "." + setup.group() + ".dlt";
        stack.kafka()
                .createTopic(new NewTopic(deadLetters, 1, (short) 1)
                        .configs(Map.of(
                                "cleanup.policy", "compact",
                                "retention.ms", "60000",
                                "retention.bytes", "1000",
                                "compression.type", "lz4",
                                "message.timestamp.type", "LogAppendTime",
                                "message.timestamp.before.max.ms", "1",
                                "max.message.bytes", "3000000")));
        TestService service = setup.start();
        try {
            goesOn(topic, "first");

            assertThat(settings(deadLetters)).isEqualTo(kept("3000000"));
            assertThat(settings(topic + "." + setup.group() + ".replay")).isEqualTo(kept("2065536"));
        } finally {
            service.close();
        }
    }

    private static Map<String, String> kept(String maxMessageBytes) {
        return new TreeMap<>(Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                FOREVER,
                "retention.bytes",
                FOREVER,
                "compression.type",
                "producer",
                "message.timestamp.type",
                "CreateTime",
                "message.timestamp.before.max.ms",
                String.valueOf(Long.MAX_VALUE),
                "message.timestamp.after.max.ms",
                String.valueOf(Long.MAX_VALUE),
                "min.insync.replicas",
                "1",
                "max.message.bytes",
                maxMessageBytes));
    }

    private TestService.Setup setup(String topic) {
        return TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getOrderId())));
    }

    private void goesOn(String topic, String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        byte[] value = Wire.value(stack.idOf(topic, OrderPlaced.getClassSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, 0, orderId.getBytes(UTF_8), value));
        await().until(() -> handled.contains(orderId));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    /** What is set on the topic itself. */
    private static Map<String, String> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            Objects.requireNonNull(
                            admin.describeConfigs(Set.of(resource)).all().get().get(resource))
                    .entries()
                    .stream()
                    .filter(entry -> kept("").containsKey(entry.name()))
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
            return settings;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
