package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.events.EventValues;
import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.operations.events.Correlation;
import dev.avenant.text.Printable;
import dev.avenant.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of a topic as pages show it. */
public record EventRow(String topic, EventValues.Event event) {

    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_KEY = 200;
    private static final int MOST_HEADERS = 100;

    private ConsumerRecord<byte[], byte[]> record() {
        return event.record();
    }

    /** The address of its page. */
    public String address() {
        return TopicAddress.of(topic) + "/" + record().partition() + "/" + record().offset();
    }

    /** The address of the page of its topic. */
    public String topicAddress() {
        return TopicAddress.of(topic);
    }

    /** By what it may be followed across topics. */
    public Set<String> correlations() {
        return Correlation.idsOf(record());
    }

    /** An hour before it, from which on others that belong to it are looked for. */
    public Instant hourBefore() {
        return time().minus(Duration.ofHours(1));
    }

    public String place() {
        return record().partition() + ":" + record().offset();
    }

    public int partition() {
        return record().partition();
    }

    public long offset() {
        return record().offset();
    }

    public Instant time() {
        return Instant.ofEpochMilli(Math.max(0, record().timestamp()));
    }

    /** The beginning of its key; null when it has none. */
    public @Nullable String key() {
        byte[] key = record().key();
        return key == null ? null : Printable.shorten(DeadLetterHeaders.text(key), LONGEST_KEY);
    }

    /** What it is: the name of its record, otherwise what its header says; null when neither does. */
    public @Nullable String type() {
        if (event.typeName() != null) {
            return event.typeName();
        }
        Header type = record().headers().lastHeader(CloudEventHeaders.TYPE);
        return type == null ? null : Printable.shorten(DeadLetterHeaders.text(type.value()), LONGEST_KEY);
    }

    /** The id of its schema; null when it names none by an id. */
    public @Nullable String schemaId() {
        return event.schemaId().matches("[0-9]{1,10}") ? event.schemaId() : null;
    }

    /** The value; null for a tombstone. */
    public @Nullable String text() {
        return event.text();
    }

    /** Why it could not be decoded; null when it was. */
    public @Nullable Sentence problem() {
        return event.problem();
    }

    public boolean isMasked() {
        return event.isMasked();
    }

    /** How many characters of the value are not shown. */
    public int more() {
        return event.more();
    }

    /** How many bytes the value has; -1 for a tombstone. */
    public int size() {
        return record().value() == null ? -1 : record().value().length;
    }

    /** The headers in their order; a name may come more than once. */
    public List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : record().headers()) {
            if (headers.size() < MOST_HEADERS) {
                headers.add(Map.entry(
                        Printable.shorten(header.key(), LONGEST_TEXT),
                        ShownText.line(Printable.shorten(DeadLetterHeaders.text(header.value()), LONGEST_TEXT))));
            }
        }
        return headers;
    }
}
