package dev.avenant.contracts.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.avenant.contracts.Contract;
import dev.avenant.contracts.ContractTree;
import dev.avenant.contracts.Release;
import dev.avenant.contracts.TopicContract;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The contracts as AsyncAPI 3.0: a channel for each topic, an operation for each service that writes or reads it. */
final class AsyncApiDocument {
    private final ContractTree tree;
    private final JsonGenerator json;

    private AsyncApiDocument(ContractTree tree, JsonGenerator json) {
        this.tree = tree;
        this.json = json;
    }

    static String document(ContractTree tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            new AsyncApiDocument(tree, generator).write();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.append('\n').toString();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("asyncapi", "3.0.0");
        json.writeObjectFieldStart("info");
        String name = tree.contracts().namespace();
        json.writeStringField("title", name.isEmpty() ? "Events" : "Events of " + name);
        json.writeStringField("version", String.valueOf(tree.lock().entries().size()));
        json.writeStringField(
                "description", "Written from the contracts; the version is the number of releases in contracts.lock.");
        json.writeEndObject();
        json.writeStringField("defaultContentType", "application/vnd.apache.avro");
        channels();
        operations();
        messages();
        json.writeEndObject();
    }

    private List<Contract> eventsOf(TopicContract topic) {
        return tree.eventsOn(topic).stream()
                .filter(event -> event.current().isPresent())
                .toList();
    }

    private void channels() throws IOException {
        json.writeObjectFieldStart("channels");
        for (TopicContract topic : tree.contracts().topics().values()) {
            json.writeObjectFieldStart(topic.name());
            json.writeStringField("address", topic.name());
            json.writeStringField("description", topic.description());
            json.writeObjectFieldStart("messages");
            for (Contract event : eventsOf(topic)) {
                json.writeObjectFieldStart(event.name());
                json.writeStringField("$ref", "#/components/messages/" + event.name());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("bindings");
            json.writeObjectFieldStart("kafka");
            json.writeStringField("topic", topic.name());
            json.writeNumberField("partitions", topic.partitions());
            json.writeObjectFieldStart("topicConfiguration");
            json.writeArrayFieldStart("cleanup.policy");
            json.writeString("delete");
            json.writeEndArray();
            json.writeNumberField(
                    "retention.ms",
                    topic.retention().map(time -> time.toMillis()).orElse(-1L));
            json.writeEndObject();
            json.writeStringField("bindingVersion", "0.5.0");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void operations() throws IOException {
        json.writeObjectFieldStart("operations");
        for (TopicContract topic : tree.contracts().topics().values()) {
            List<Contract> events = eventsOf(topic);
            for (String producer : topic.producers()) {
                operation(producer, "sends", topic, events);
            }
            Map<String, List<Contract>> readers = new TreeMap<>();
            for (Contract event : events) {
                event.consumers()
                        .forEach(consumer -> readers.computeIfAbsent(consumer, name -> new ArrayList<>())
                                .add(event));
            }
            for (Map.Entry<String, List<Contract>> reader : readers.entrySet()) {
                operation(reader.getKey(), "receives", topic, reader.getValue());
            }
        }
        json.writeEndObject();
    }

    private void operation(String service, String verb, TopicContract topic, List<Contract> events) throws IOException {
        json.writeObjectFieldStart(service + "-" + verb + "-" + topic.name());
        json.writeStringField("action", verb.equals("sends") ? "send" : "receive");
        json.writeStringField("summary", service + " " + verb + " events on " + topic.name() + ".");
        json.writeObjectFieldStart("channel");
        json.writeStringField("$ref", "#/channels/" + topic.name());
        json.writeEndObject();
        json.writeArrayFieldStart("messages");
        for (Contract event : events) {
            json.writeStartObject();
            json.writeStringField("$ref", "#/channels/" + topic.name() + "/messages/" + event.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void messages() throws IOException {
        json.writeObjectFieldStart("components");
        json.writeObjectFieldStart("messages");
        for (TopicContract topic : tree.contracts().topics().values()) {
            for (Contract event : eventsOf(topic)) {
                message(topic, event);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The key as a JSON schema; one with a schema of its own carries it whole. */
    private void key(TopicContract topic) throws IOException {
        Optional<Schema> schema = tree.keyOf(topic).flatMap(Contract::current).map(Release::schema);
        json.writeObjectFieldStart("key");
        json.writeStringField(
                "type",
                switch (schema.map(key -> key.getType().getName())
                        .orElse(topic.key().type())) {
                    case "record" -> "object";
                    case "int", "long" -> "integer";
                    case "float", "double" -> "number";
                    case "boolean" -> "boolean";
                    default -> "string";
                });
        json.writeStringField("description", topic.key().meaning());
        if (schema.isPresent()) {
            json.writeFieldName("x-avro-schema");
            json.writeRawValue(schema.get().toString());
        }
        json.writeEndObject();
    }

    private void message(TopicContract topic, Contract event) throws IOException {
        json.writeObjectFieldStart(event.name());
        json.writeStringField("name", event.fullName());
        json.writeStringField("title", event.name());
        String doc = event.current().map(now -> now.schema().getDoc()).orElse(null);
        json.writeStringField("summary", doc == null ? "" : doc);
        json.writeObjectFieldStart("payload");
        json.writeStringField("schemaFormat", "application/vnd.apache.avro+json;version=1.9.0");
        json.writeFieldName("schema");
        json.writeRawValue(event.current().orElseThrow().schema().toString());
        json.writeEndObject();
        json.writeObjectFieldStart("bindings");
        json.writeObjectFieldStart("kafka");
        key(topic);
        json.writeStringField("schemaIdLocation", "payload");
        json.writeStringField("schemaIdPayloadEncoding", "confluent");
        json.writeStringField("schemaLookupStrategy", "TopicRecordNameStrategy");
        json.writeStringField("bindingVersion", "0.5.0");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
