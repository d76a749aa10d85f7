package dev.avenant.cli.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.text.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records as lines, for people or for programs: each one on a line of its own. */
final class EventLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WireFormat format;
    private final boolean isJson;
    private final boolean hasDetails;
    private final boolean namesTopic;

    /**
     * @param hasDetails whether a line for people has the schema's id and the headers too
     * @param namesTopic whether a line for people names the topic too
     */
    EventLines(WireFormat format, boolean isJson, boolean hasDetails, boolean namesTopic) {
        this.format = format;
        this.isJson = isJson;
        this.hasDetails = hasDetails;
        this.namesTopic = namesTopic;
    }

    /** The line of a record, without the break behind it. */
    String of(ConsumerRecord<byte[], byte[]> record) {
        return isJson ? json(record) : text(record);
    }

    private String text(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "-" : new String(record.key(), StandardCharsets.UTF_8);
        String place = (namesTopic ? record.topic() + " " : "") + record.partition() + ":" + record.offset() + " "
                + Instant.ofEpochMilli(record.timestamp()) + " " + Printable.of(key) + " "
                + (hasDetails ? details(record) : "");
        if (record.value() == null) {
            return place + "(no value: a tombstone)";
        }
        try {
            return place + Printable.of(format.toJson(record));
        } catch (WireFormat.UndecodableException e) {
            return place + "(" + e.getMessage() + ")";
        }
    }

    private static String details(ConsumerRecord<byte[], byte[]> record) {
        StringJoiner all = new StringJoiner(", ", "[", "] ");
        if (record.value() != null) {
            all.add("schema " + WireFormat.schemaIdOf(record));
        }
        for (Header header : record.headers()) {
            if (!WireFormat.isOfSchemaId(header.key())) {
                all.add(Printable.of(header.key() + "=" + textOf(header)));
            }
        }
        return all.toString();
    }

    private static String textOf(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private String json(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        putText(json, "key", record.key());
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        Schema schema = putValue(typed, record);
        Header type = record.headers().lastHeader(CloudEventHeaders.TYPE);
        json.put("type", schema != null ? schema.getFullName() : type == null ? null : textOf(type));
        String id = WireFormat.schemaIdOf(record);
        json.put("schemaId", id.equals("-") ? null : id);
        ArrayNode headers = json.putArray("headers");
        for (Header header : record.headers()) {
            if (!WireFormat.isOfSchemaId(header.key())) {
                putText(headers.addObject().put("name", header.key()), "value", header.value());
            }
        }
        json.setAll(typed);
        try {
            // Escapes are the same text to a program, and harmless to a terminal.
            return Printable.of(JSON.writeValueAsString(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree is always JSON", impossible);
        }
    }

    /** The schema of the value; null where it has no name, or could not be decoded. */
    private @Nullable Schema putValue(ObjectNode json, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            json.putNull("value");
            return null;
        }
        try {
            WireFormat.Decoded decoded = format.decode(record);
            json.putRawValue("value", new RawValue(decoded.json()));
            return decoded.schema();
        } catch (WireFormat.UndecodableException undecodable) {
            json.put("problem", undecodable.reason());
            json.put("valueBase64", Base64.getEncoder().encodeToString(record.value()));
            return null;
        }
    }

    /** As text; beside it the bytes where they are none. */
    private static void putText(ObjectNode json, String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            json.putNull(name);
            return;
        }
        json.put(name, new String(bytes, StandardCharsets.UTF_8));
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException noText) {
            json.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
