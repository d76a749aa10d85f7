package dev.avenant.messaging.api.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/** Letters that Spring Kafka wrote. */
@Tag("broker")
class SpringKafkaLettersTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final Deserializer<String> REFUSING = (topic, data) -> {
        throw new SerializationException("no order in it");
    };

    @Test
    void sayWhereTheRecordWasAndWhatTheListenerThrew(TestInfo test) throws Exception {
        Exception thrown = new ListenerExecutionFailedException(
                "Listener failed", "billing", new IllegalStateException("no account"));

        Letter letter = written(test, new RecordHeaders().add("trace", "t1".getBytes(UTF_8)), thrown);

        assertThat(letter.dialect().title()).isEqualTo("Spring Kafka");
        assertThat(letter.report().origin())
                .isEqualTo(new LetterReport.Origin("orders", 2, 41, 1_767_225_600_000L, "billing"));
        assertThat(letter.report().failure().exception()).isEqualTo(ListenerExecutionFailedException.class.getName());
        assertThat(letter.report().failure().cause()).isEqualTo(IllegalStateException.class.getName());
        assertThat(letter.report().failure().message()).contains("no account");
        assertThat(letter.report().failure().stacktrace()).contains("IllegalStateException: no account");
        assertThat(letter.record().key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(letter.record().value()).isEqualTo("v".getBytes(UTF_8));
        assertThat(LetterFixture.original(letter)).isEqualTo(Map.of("trace", "t1"));
    }

    @Test
    void haveTheBytesThatWereNotDeserialized(TestInfo test) throws Exception {
        RecordHeaders headers = new RecordHeaders();
        try (ErrorHandlingDeserializer<String> deserializer = new ErrorHandlingDeserializer<>(REFUSING)) {
            deserializer.deserialize("orders", headers, "garbage".getBytes(UTF_8));
        }

        Letter letter = written(test, headers, new IllegalStateException("value not deserialized"));

        assertThat(letter.record().value()).isEqualTo("garbage".getBytes(UTF_8));
        assertThat(letter.report().failure().category()).isNull();
        assertThat(letter.report().failure().rootException().orElseThrow())
                .isIn(
                        "org.springframework.kafka.support.serializer.DeserializationException",
                        SerializationException.class.getName(),
                        IllegalStateException.class.getName());
        assertThat(LetterFixture.original(letter)).isEmpty();
    }

    @Test
    void nameTheKeyWhenThatWasNotDeserialized(TestInfo test) throws Exception {
        RecordHeaders headers = new RecordHeaders();
        try (ErrorHandlingDeserializer<String> deserializer = new ErrorHandlingDeserializer<>(REFUSING)) {
            deserializer.configure(Map.of(), true);
            deserializer.deserialize("orders", headers, "garbled".getBytes(UTF_8));
        }

        Letter letter = written(test, headers, new IllegalStateException("key not deserialized"));

        assertThat(letter.record().key()).isEqualTo("garbled".getBytes(UTF_8));
        assertThat(LetterFixture.original(letter)).isEmpty();
        assertThat(
                        letter.report().failure().category() == null
                                ? letter.report().details().get("key exception")
                                : letter.report().failure().exception())
                .isEqualTo("org.springframework.kafka.support.serializer.DeserializationException");
    }

    @Test
    void thatCameAfterAnotherStillSayWhereTheRecordWasFirst(TestInfo test) throws Exception {
        Letter first = written(test, new RecordHeaders(), new IllegalStateException("first"));

        RecordHeaders carried = new RecordHeaders(first.record().headers());
        Letter second = written(test, 3, carried, new IllegalArgumentException("second"));

        assertThat(second.report().origin().offset()).isEqualTo(41);
        assertThat(second.report().failure().message()).isEqualTo("second");
        assertThat(second.id()).isEqualTo(first.id());
    }

    /** The letter that Spring Kafka makes of record 2:41 of orders, as it lies on the topic. */
    private static Letter written(TestInfo test, Headers headers, Exception thrown) throws Exception {
        return written(test, 41, headers, thrown);
    }

    private static Letter written(TestInfo test, long offset, Headers headers, Exception thrown) throws Exception {
        String topic = test.getTestMethod().orElseThrow().getName() + "-dlt";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                    new KafkaTemplate<>(producers), (record, why) -> new TopicPartition(topic, 0));
            recoverer.accept(
                    new ConsumerRecord<>(
                            "orders",
                            2,
                            offset,
                            1_767_225_600_000L,
                            TimestampType.CREATE_TIME,
                            1,
                            1,
                            "k".getBytes(UTF_8),
                            "v".getBytes(UTF_8),
                            headers,
                            Optional.empty()),
                    thrown);
        } finally {
            producers.destroy();
        }
        try (TopicReader reader =
                new TopicReader(Map.of("bootstrap.servers", kafka.bootstrapServers()), Duration.ofSeconds(30))) {
            return Letter.of(reader.newest(topic, 1).get(0)).orElseThrow();
        }
    }
}
