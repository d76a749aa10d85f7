package dev.avenant.messaging.api.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The letters that Kafka's broker writes for a share group (KIP-1191, as Kafka 4.4 has it): {@code __dlq.errors.*}, all of
 * them text. A letter has none of its record's headers, and its key and bytes only where the group has {@code
 * errors.deadletterqueue.copy.record.enable}; otherwise they are where they were published.
 */
final class ShareGroupDialect implements LetterDialect {

    private static final String PREFIX = "__dlq.errors.";

    @Override
    public String name() {
        return "share-group";
    }

    @Override
    public String title() {
        return "Kafka share group";
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
                -1,
                LetterHeaders.text(headers, PREFIX + "group"));
        LetterReport.Failure failure =
                new LetterReport.Failure(null, null, null, LetterHeaders.text(headers, PREFIX + "message"), null);
        Map<String, String> details = new LinkedHashMap<>();
        LetterHeaders.put(details, "deliveries", LetterHeaders.text(headers, PREFIX + "delivery.count"));
        return new LetterReport(origin, failure, details);
    }
}
