package dev.avenant.cli.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.avenant.text.Printable;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Records as lines, for people or for programs: each one on a line of its own. */
final class EventLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean isJson;
    private final boolean hasDetails;
    private final boolean namesTopic;

    /**
     * @param hasDetails whether a line for people has the schema's id and the headers too
     * @param namesTopic whether a line for people names the topic too
     */
    EventLines(boolean isJson, boolean hasDetails, boolean namesTopic) {
        this.isJson = isJson;
        this.hasDetails = hasDetails;
        this.namesTopic = namesTopic;
    }

    /** The line of a record, without the break behind it. */
    String of(ShownEvent event) {
        return isJson ? json(event) : text(event);
    }

    private String text(ShownEvent event) {
        ShownEvent.Text key = event.key();
        String place = (namesTopic ? event.topic() + " " : "") + event.partition() + ":" + event.offset() + " "
                + event.time() + " " + Printable.of(key == null ? "-" : key.text()) + " "
                + (hasDetails ? details(event) : "");
        ShownEvent.Value value = event.value();
        if (value == null) {
            return place + "(no value: a tombstone)";
        }
        if (value.problem() != null) {
            return place + "(" + value.problem() + "; its bytes are " + value.shown() + ")";
        }
        return place
                + Printable.of(value.shown())
                + (value.more() == 0 ? "" : "… and " + CoverageWords.number(value.more()) + " characters more");
    }

    private static String details(ShownEvent event) {
        StringJoiner all = new StringJoiner(", ", "[", "] ");
        if (event.value() != null) {
            all.add("schema " + (event.schemaId() == null ? "-" : event.schemaId()));
        }
        for (ShownEvent.NamedText header : event.headers()) {
            ShownEvent.Text value = header.value();
            all.add(Printable.of(header.name() + "=" + (value == null ? "" : value.text())));
        }
        return all.toString();
    }

    private static String json(ShownEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", event.topic())
                .put("partition", event.partition())
                .put("offset", event.offset())
                .put("time", event.time().toString());
        putText(json, "key", event.key());
        json.put("type", event.type());
        json.put("schemaId", event.schemaId());
        ArrayNode headers = json.putArray("headers");
        event.headers()
                .forEach(header -> putText(headers.addObject().put("name", header.name()), "value", header.value()));
        putValue(json, event.value());
        try {
            // Escapes are the same text to a program, and harmless to a terminal.
            return Printable.of(JSON.writeValueAsString(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree is always JSON", impossible);
        }
    }

    private static void putValue(ObjectNode json, ShownEvent.@Nullable Value value) {
        if (value == null) {
            json.putNull("value");
            return;
        }
        if (value.problem() != null) {
            json.put("problem", value.problem());
        } else if (value.isJson()) {
            json.putRawValue("value", new RawValue(value.shown()));
        } else {
            json.put("value", value.shown());
        }
        if (value.base64() != null) {
            json.put("valueBase64", value.base64());
        }
        if (value.isMasked()) {
            json.put("masked", true);
        }
        if (value.more() > 0) {
            json.put("moreCharacters", value.more());
        }
    }

    /** As text; beside it the bytes where they are none. */
    private static void putText(ObjectNode json, String name, ShownEvent.@Nullable Text text) {
        json.put(name, text == null ? null : text.text());
        if (text != null && text.base64() != null) {
            json.put(name + "Base64", text.base64());
        }
    }
}
