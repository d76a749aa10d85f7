package dev.avenant.messaging.api.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The letters of Spring Kafka's {@code DeadLetterPublishingRecoverer}: {@code kafka_dlt-*}, and the same names without {@code
 * dlt-} where it came through retry topics. Numbers are binary. What says where the record was published is appended at
 * each hop, so the first counts; of the exceptions it keeps the last.
 */
final class SpringKafkaDialect implements LetterDialect {

    private static final String PREFIX = "kafka_";
    private static final String DLT_PREFIX = "kafka_dlt-";
    private static final String RETRY_TOPIC_PREFIX = "retry_topic-";

    /** A serialized Java object, which nobody should read. */
    private static final String DESERIALIZER_PREFIX = "springDeserializerException";

    @Override
    public String name() {
        return "spring";
    }

    @Override
    public String title() {
        return "Spring Kafka";
    }

    @Override
    public boolean writes(String header) {
        return header.startsWith(DLT_PREFIX)
                || header.startsWith("kafka_original-")
                || header.startsWith("kafka_exception-")
                || header.startsWith("kafka_key-exception-")
                || header.startsWith(RETRY_TOPIC_PREFIX)
                || header.startsWith(DESERIALIZER_PREFIX);
    }

    @Override
    public LetterReport read(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        LetterReport.Origin origin = new LetterReport.Origin(
                first(headers, "original-topic"),
                (int) Math.min(Integer.MAX_VALUE, number(headers, "original-partition")),
                number(headers, "original-offset"),
                number(headers, "original-timestamp"),
                first(headers, "original-consumer-group"));
        boolean isOfKey = last(headers, "exception-fqcn") == null && last(headers, "key-exception-fqcn") != null;
        String exception = isOfKey ? "key-exception" : "exception";
        LetterReport.Failure failure = new LetterReport.Failure(
                isOfKey ? "KEY" : null,
                last(headers, exception + "-fqcn"),
                last(headers, exception + "-cause-fqcn"),
                last(headers, exception + "-message"),
                last(headers, exception + "-stacktrace"));
        return new LetterReport(origin, failure, details(headers, isOfKey));
    }

    private static Map<String, String> details(Headers headers, boolean isOfKey) {
        Map<String, String> details = new LinkedHashMap<>();
        if (!isOfKey) {
            LetterHeaders.put(details, "key exception", last(headers, "key-exception-fqcn"));
            LetterHeaders.put(details, "key message", last(headers, "key-exception-message"));
        }
        long attempts = LetterHeaders.binary(headers.lastHeader(RETRY_TOPIC_PREFIX + "attempts"));
        LetterHeaders.put(details, "tries", attempts < 0 ? null : String.valueOf(attempts));
        return details;
    }

    private static long number(Headers headers, String name) {
        Header found = LetterHeaders.first(headers, DLT_PREFIX + name);
        return LetterHeaders.binary(found == null ? LetterHeaders.first(headers, PREFIX + name) : found);
    }

    private static @Nullable String first(Headers headers, String name) {
        Header found = LetterHeaders.first(headers, DLT_PREFIX + name);
        return LetterHeaders.text(found == null ? LetterHeaders.first(headers, PREFIX + name) : found);
    }

    private static @Nullable String last(Headers headers, String name) {
        Header found = headers.lastHeader(DLT_PREFIX + name);
        return LetterHeaders.text(found == null ? headers.lastHeader(PREFIX + name) : found);
    }
}
