package dev.avenant.messaging.api.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        String stacktrace = text(headers, "exception.stacktrace");
        Optional<RootCause> cause = RootCause.of(stacktrace);
        LetterReport.Failure failure = new LetterReport.Failure(
                text(headers, "stage"),
                text(headers, "exception.class.name"),
                cause.map(RootCause::exception).orElse(null),
                message(text(headers, "exception.message"), cause),
                stacktrace);
        Map<String, String> details = new LinkedHashMap<>();
        LetterHeaders.put(details, "connector", connector);
        LetterHeaders.put(details, "task", text(headers, "task.id"));
        LetterHeaders.put(details, "executed", text(headers, "class.name"));
        return new LetterReport(origin, failure, details);
    }

    /** Converters wrap what they meet, and their message ends where that of the cause should begin. */
    private static @Nullable String message(@Nullable String message, Optional<RootCause> cause) {
        return message == null || !message.stripTrailing().endsWith(":")
                ? message
                : cause.map(root -> message.stripTrailing() + " " + root.message())
                        .orElse(message);
    }

    private static @Nullable String text(Headers headers, String name) {
        return LetterHeaders.text(headers, PREFIX + name);
    }
}
