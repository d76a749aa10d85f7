package dev.avenant.messaging.api.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Letters that Kafka Streams wrote. */
@Tag("fast")
class KafkaStreamsLettersTest {

    @Test
    void sayWhereTheRecordWasAndWhatTheTopologyThrew() {
        Letter letter = Letter.of(writtenByStreams()).orElseThrow();

        assertThat(letter.dialect().title()).isEqualTo("Kafka Streams");
        assertThat(letter.report().origin())
                .isEqualTo(new LetterReport.Origin("orders", 0, 0, LetterFixture.WRITTEN, null));
        assertThat(letter.report().failure().exception()).isEqualTo(IllegalStateException.class.getName());
        assertThat(letter.report().failure().message()).isEqualTo("no account");
        assertThat(letter.report().failure().stacktrace()).startsWith("java.lang.IllegalStateException: no account");
        assertThat(letter.record().value()).isEqualTo("v".getBytes(UTF_8));
        assertThat(LetterFixture.original(letter)).isEqualTo(Map.of("trace", "t1"));
    }

    private static ConsumerRecord<byte[], byte[]> writtenByStreams() {
        StreamsBuilder topology = new StreamsBuilder();
        topology.<byte[], byte[]>stream("orders").foreach((key, value) -> {
            throw new IllegalStateException("no account");
        });
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "billing");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        settings.put(
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                Serdes.ByteArray().getClass());
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "letters");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(), settings)) {
            TestInputTopic<byte[], byte[]> orders =
                    driver.createInputTopic("orders", new ByteArraySerializer(), new ByteArraySerializer());
            orders.pipeInput(new TestRecord<>(
                    "k".getBytes(UTF_8),
                    "v".getBytes(UTF_8),
                    new RecordHeaders().add("trace", "t1".getBytes(UTF_8)),
                    Instant.ofEpochMilli(LetterFixture.WRITTEN)));
            TestRecord<byte[], byte[]> letter = driver.createOutputTopic(
                            "letters", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecord();
            return new ConsumerRecord<>(
                    "letters",
                    0,
                    0,
                    letter.getRecordTime().toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    1,
                    1,
                    letter.key(),
                    letter.value(),
                    letter.headers(),
                    Optional.empty());
        }
    }
}
