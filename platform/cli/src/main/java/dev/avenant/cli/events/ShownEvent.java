package dev.avenant.cli.events;

import dev.avenant.cli.console.ConsoleEvents;
import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.operations.events.PersonalData;
import dev.avenant.operations.events.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is printed, whether it was read from Kafka or shown by a console.
 *
 * @param key null for none
 * @param type of its value, otherwise what a header says; null when neither does
 * @param schemaId null when it names none
 * @param headers without those that tell which schema it has
 * @param value null for a tombstone
 */
record ShownEvent(
        String topic,
        int partition,
        long offset,
        Instant time,
        @Nullable Text key,
        @Nullable String type,
        @Nullable String schemaId,
        List<NamedText> headers,
        @Nullable Value value) {

    ShownEvent {
        headers = List.copyOf(headers);
    }

    /**
     * Bytes as text.
     *
     * @param base64 the bytes where they are none
     */
    record Text(String text, @Nullable String base64) {
        private static @Nullable Text of(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            try {
                var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return new Text(text, null);
            } catch (CharacterCodingException noText) {
                return new Text(text, Base64.getEncoder().encodeToString(bytes));
            }
        }

        private static @Nullable Text of(@Nullable String text) {
            return text == null ? null : new Text(text, null);
        }
    }

    /** A header. */
    record NamedText(String name, @Nullable Text value) {}

    /**
     * A value.
     *
     * @param shown in Avro's JSON, or the first bytes when it could not be decoded
     * @param problem why it could not be decoded; null when it was
     * @param base64 all bytes of what could not be decoded; null when they are not shown
     * @param isMasked whether personal data is left out
     * @param more how many characters are left out behind what is shown
     */
    record Value(
            String shown,
            @Nullable String problem,
            @Nullable String base64,
            boolean isMasked,
            int more) {

        /** Whether what is shown is JSON. */
        boolean isJson() {
            return problem == null && more == 0 && !shown.equals(PersonalData.MASK);
        }
    }

    /** A record of Kafka, decoded. */
    static ShownEvent of(ConsumerRecord<byte[], byte[]> record, WireFormat format) {
        Schema schema = null;
        Value value = null;
        if (record.value() != null) {
            try {
                WireFormat.Decoded decoded = format.decode(record);
                schema = decoded.schema();
                value = new Value(decoded.json(), null, null, false, 0);
            } catch (WireFormat.UndecodableException undecodable) {
                String all = Base64.getEncoder().encodeToString(record.value());
                value = new Value(
                        WireFormat.hex(record.value()), undecodable.reason().toString(), all, false, 0);
            }
        }
        Header type = record.headers().lastHeader(CloudEventHeaders.TYPE);
        String id = WireFormat.schemaIdOf(record);
        List<NamedText> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!WireFormat.isOfSchemaId(header.key())) {
                headers.add(new NamedText(header.key(), Text.of(header.value())));
            }
        }
        return new ShownEvent(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Text.of(record.key()),
                schema != null ? schema.getFullName() : type == null ? null : textOf(type),
                id.equals("-") ? null : id,
                headers,
                value);
    }

    private static String textOf(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A record that a console shows. */
    static ShownEvent of(ConsoleEvents.Event event) {
        String value = event.value();
        return new ShownEvent(
                event.topic(),
                event.partition(),
                event.offset(),
                event.time(),
                Text.of(event.key()),
                event.type(),
                event.schemaId(),
                event.headers().stream()
                        .filter(header -> !WireFormat.isOfSchemaId(header.name()))
                        .map(header -> new NamedText(header.name(), Text.of(header.value())))
                        .toList(),
                value == null
                        ? null
                        : new Value(value, event.problem(), event.base64(), event.isMasked(), event.more()));
    }
}
