package dev.avenant.messaging.api.dialect;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The letters of Kafka Streams from 4.2 on (KIP-1034): {@code __streams.errors.*}, all of them text. They do not say the
 * application; key, value and timestamp are those of the source record.
 */
final class KafkaStreamsDialect implements LetterDialect {

    private static final String PREFIX = "__streams.errors.";

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String title() {
        return "Kafka Streams";
    }

    @Override
    public boolean writes(String header) {
        return header.startsWith(PREFIX);
    }

    @Override
    public LetterReport read(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        LetterReport.Origin origin = new LetterReport.Origin(
                LetterHeaders.text(headers, PREFIX + "topic"),
                LetterHeaders.partition(headers, PREFIX + "partition"),
                LetterHeaders.number(headers, PREFIX + "offset"),
                letter.timestamp(),
                null);
        LetterReport.Failure failure = new LetterReport.Failure(
                null,
                LetterHeaders.text(headers, PREFIX + "exception"),
                null,
                LetterHeaders.text(headers, PREFIX + "message"),
                LetterHeaders.text(headers, PREFIX + "stacktrace"));
        return new LetterReport(origin, failure, Map.of());
    }
}
