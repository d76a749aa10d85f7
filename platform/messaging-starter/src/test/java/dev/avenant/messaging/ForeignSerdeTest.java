package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service whose events another serde writes and reads, by configuration alone. */
@Tag("broker")
class ForeignSerdeTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<Map<String, ?>> CONFIGURED = new CopyOnWriteArrayList<>();
    private static final List<String> USED = new CopyOnWriteArrayList<>();

    /** Writes as this project's serializer does, in the place of one from elsewhere. */
    public static final class OtherSerializer implements Serializer<Object> {
        private final KafkaAvroSerializer writing = new KafkaAvroSerializer();

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            CONFIGURED.add(settings);
            writing.configure(settings, isKey);
        }

        @Override
        public byte @Nullable [] serialize(String topic, @Nullable Object value) {
            USED.add("serialize");
            return writing.serialize(topic, value);
        }
    }

    /** Reads as this project's deserializer does, and fails as others do, with Kafka's class alone. */
    public static final class OtherDeserializer implements Deserializer<Object> {
        private final KafkaAvroDeserializer reading = new KafkaAvroDeserializer();

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            reading.configure(settings, isKey);
        }

        @Override
        public @Nullable Object deserialize(String topic, byte @Nullable [] payload) {
            throw new UnsupportedOperationException("The headers belong to a record");
        }

        @Override
        public @Nullable Object deserialize(String topic, @Nullable Headers headers, byte @Nullable [] payload) {
            USED.add("deserialize");
            try {
                return reading.deserialize(topic, headers, payload);
            } catch (SerializationException failed) {
                throw new SerializationException("Error deserializing schema ID", failed.getCause());
            }
        }
    }

    @Test
    void writesAndReadsItsEventsAndDeadLettersBadRecords() {
        String topic = stack.newTopic(1);
        List<OrderPlaced> handled = new CopyOnWriteArrayList<>();
        TestService.Setup setup = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> handled.add(event)))
                .property("avenant.messaging.serializer", OtherSerializer.class.getName())
                .property("avenant.messaging.deserializer", OtherDeserializer.class.getName());
        OrderPlaced placed =
                OrderPlaced.newBuilder().setOrderId("o-1").setSequence(7).build();

        try (TestService service = setup.start()) {
            stack.kafka().send(new ProducerRecord<>(topic, "bad".getBytes(UTF_8), "no Avro".getBytes(UTF_8)));
            service.publish(new OutboundEvent(topic, "o-1", placed));

            await().untilAsserted(() -> assertThat(handled).containsExactly(placed));
            List<ConsumerRecord<byte[], byte[]>> letters = await().until(
                            () -> stack.kafka().read(topic + "." + setup.group() + ".dlt"), read -> !read.isEmpty());
            assertThat(new String(
                            letters.get(0)
                                    .headers()
                                    .lastHeader("avenant-dlt-category")
                                    .value(),
                            UTF_8))
                    .isEqualTo("MALFORMED");
        }
        assertThat(USED).contains("serialize", "deserialize");
        assertThat(CONFIGURED)
                .singleElement()
                .satisfies(settings -> assertThat(settings.get("value.subject.name.strategy"))
                        .isEqualTo("io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"));
    }

    @Test
    void doesNotStartWithAClassThatIsNotThere() {
        TestService.Setup setup =
                TestService.with(stack).property("avenant.messaging.serializer", "io.confluent.NoSuchSerializer");

        Throwable thrown = catchThrowable(setup::start);

        assertThat(thrown).rootCause().isInstanceOf(ClassNotFoundException.class);
        assertThat(thrown)
                .hasStackTraceContaining("avenant.messaging.serializer must name a class on the class path that"
                        + " implements org.apache.kafka.common.serialization.Serializer but was"
                        + " io.confluent.NoSuchSerializer");
    }
}
