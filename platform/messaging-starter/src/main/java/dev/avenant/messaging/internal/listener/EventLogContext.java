package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.CloudEventHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.kafka.listener.MessageListener;

/**
 * Puts into each line of the log which event it is about, while a record is dealt with: whatever the handler and its
 * libraries log, and what is said of a failure. What the thread had there before is there again afterwards.
 */
final class EventLogContext {

    /** Longer ones tell a reader nothing more. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("\\p{Cntrl}");

    private final boolean withKeys;

    /** @param withKeys whether keys may be logged, which may be personal data */
    EventLogContext(boolean withKeys) {
        this.withKeys = withKeys;
    }

    /** The listener, in whose log lines it stands which record they are about. */
    MessageListener<byte[], byte[]> around(MessageListener<byte[], byte[]> listener) {
        return record -> about(record, () -> {
            listener.onMessage(record);
            return true;
        });
    }

    /** Does something in whose log lines it stands which record they are about. */
    <E extends Exception> boolean about(ConsumerRecord<byte[], byte[]> record, Work<E> work) throws E {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> context = contextOf(record);
        context.keySet().forEach(name -> before.put(name, MDC.get(name)));
        context.forEach(MDC::put);
        try {
            return work.run();
        } finally {
            before.forEach(EventLogContext::restore);
        }
    }

    private static void restore(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }

    private Map<String, String> contextOf(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> context = new LinkedHashMap<>();
        put(context, "event.id", header(record, CloudEventHeaders.ID));
        put(context, "event.type", header(record, CloudEventHeaders.TYPE));
        if (withKeys) {
            put(context, "event.key", record.key());
        }
        context.put("kafka.topic", record.topic());
        context.put("kafka.partition", String.valueOf(record.partition()));
        context.put("kafka.offset", String.valueOf(record.offset()));
        return context;
    }

    private static byte @Nullable [] header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    /** In one line and of limited length, whatever a producer has written. */
    private static void put(Map<String, String> context, String name, byte @Nullable [] value) {
        if (value != null) {
            String text = new String(value, 0, Math.min(value.length, MAX_LENGTH), UTF_8);
            context.put(name, CONTROL_CHARACTERS.matcher(text).replaceAll("?"));
        }
    }

    /**
     * What is done with a record.
     *
     * @param <E> what it throws
     */
    @FunctionalInterface
    interface Work<E extends Exception> {
        boolean run() throws E;
    }
}
