package dev.avenant.messaging.api.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The letters of a sink connector of Kafka Connect, with {@code errors.deadletterqueue.context.headers.enable}: {@code
 * __connect.errors.*}, all of them text. A sink reads with the group {@code connect-<connector>} unless it is told otherwise.
 */
final class KafkaConnectDialect implements LetterDialect {

    private static final String PREFIX = "__connect.errors.";
    private static final String GROUP_PREFIX = "connect-";

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String title() {
        return "Kafka Connect";
    }

    @Override
    public boolean writes(String header) {
        return header.startsWith(PREFIX);
    }

    @Override
    public LetterReport read(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        String connector = text(headers, "connector.name");
        LetterReport.Origin origin = new LetterReport.Origin(
                text(headers, "topic"),
                LetterHeaders.partition(headers, PREFIX + "partition"),
                LetterHeaders.number(headers, PREFIX + "offset"),
                letter.timestamp(),
                connector == null ? null : GROUP_PREFIX + connector);
        LetterReport.Failure failure = new LetterReport.Failure(
                text(headers, "stage"),
                text(headers, "exception.class.name"),
                null,
                text(headers, "exception.message"),
                text(headers, "exception.stacktrace"));
        Map<String, String> details = new LinkedHashMap<>();
        LetterHeaders.put(details, "connector", connector);
        LetterHeaders.put(details, "task", text(headers, "task.id"));
        LetterHeaders.put(details, "executed", text(headers, "class.name"));
        return new LetterReport(origin, failure, details);
    }

    private static @Nullable String text(Headers headers, String name) {
        return LetterHeaders.text(headers, PREFIX + name);
    }
}
