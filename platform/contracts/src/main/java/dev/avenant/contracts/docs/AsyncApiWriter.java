package dev.avenant.contracts.docs;

import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.docs.AsyncApiDocument.Bindings;
import dev.avenant.contracts.docs.AsyncApiDocument.Channel;
import dev.avenant.contracts.docs.AsyncApiDocument.Components;
import dev.avenant.contracts.docs.AsyncApiDocument.Info;
import dev.avenant.contracts.docs.AsyncApiDocument.KafkaChannelBinding;
import dev.avenant.contracts.docs.AsyncApiDocument.KafkaMessageBinding;
import dev.avenant.contracts.docs.AsyncApiDocument.Message;
import dev.avenant.contracts.docs.AsyncApiDocument.Operation;
import dev.avenant.contracts.docs.AsyncApiDocument.Payload;
import dev.avenant.contracts.docs.AsyncApiDocument.Reference;
import dev.avenant.contracts.json.JsonText;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Writes the contracts as AsyncAPI: a channel for each topic, an operation for each service that writes or reads it. */
final class AsyncApiWriter {
    private final ContractTree tree;

    private AsyncApiWriter(ContractTree tree) {
        this.tree = tree;
    }

    static String write(ContractTree tree) {
        return JsonText.of(new AsyncApiWriter(tree).document());
    }

    private AsyncApiDocument document() {
        Map<String, Channel> channels = new LinkedHashMap<>();
        Map<String, Operation> operations = new LinkedHashMap<>();
        Map<String, Message> messages = new LinkedHashMap<>();
        for (TopicContract topic : tree.config().topics().values()) {
            List<Contract> events = eventsOf(topic);
            channels.put(topic.name(), channel(topic, events));
            operations(operations, topic, events);
            events.forEach(event -> messages.put(componentName(event), message(topic, event)));
        }
        return new AsyncApiDocument(
                "3.0.0", info(), "application/vnd.apache.avro", channels, operations, new Components(messages));
    }

    private Info info() {
        String namespace = tree.config().namespace();
        return new Info(
                namespace.isEmpty() ? "Events" : "Events of " + namespace,
                String.valueOf(tree.lock().entries().size()),
                "Written from the contracts; the version is the number of releases in contracts.lock.");
    }

    private List<Contract> eventsOf(TopicContract topic) {
        return tree.eventsOn(topic).stream()
                .filter(event -> event.current().isPresent())
                .toList();
    }

    /** All topics share the components, so an event that has its simple name alone is called by it. */
    private String componentName(Contract event) {
        return tree.named(event.name()).size() == 1 ? event.name() : event.fullName();
    }

    private Channel channel(TopicContract topic, List<Contract> events) {
        Map<String, Reference> messages = new LinkedHashMap<>();
        events.forEach(event -> messages.put(event.name(), Reference.toMessage(componentName(event))));
        return new Channel(topic.name(), topic.description(), messages, new Bindings<>(KafkaChannelBinding.of(topic)));
    }

    private static void operations(Map<String, Operation> operations, TopicContract topic, List<Contract> events) {
        for (String producer : topic.producers()) {
            operations.put(producer + "-sends-" + topic.name(), operation(producer, "send", topic, events));
        }
        Map<String, List<Contract>> readers = new TreeMap<>();
        for (Contract event : events) {
            event.consumers()
                    .forEach(consumer -> readers.computeIfAbsent(consumer, name -> new ArrayList<>())
                            .add(event));
        }
        readers.forEach((consumer, read) ->
                operations.put(consumer + "-receives-" + topic.name(), operation(consumer, "receive", topic, read)));
    }

    private static Operation operation(String service, String action, TopicContract topic, List<Contract> events) {
        return new Operation(
                action,
                service + " " + action + "s events on " + topic.name() + ".",
                Reference.toChannel(topic.name()),
                events.stream()
                        .map(event -> Reference.toMessageOf(topic.name(), event.name()))
                        .toList());
    }

    private Message message(TopicContract topic, Contract event) {
        Schema schema = event.current().orElseThrow().schema();
        return new Message(
                event.fullName(),
                event.name(),
                HtmlPages.doc(schema),
                new Payload("application/vnd.apache.avro+json;version=1.9.0", schema.toString()),
                new Bindings<>(KafkaMessageBinding.of(key(topic), topic.namingOf(event.name()))));
    }

    /** A key with a schema of its own carries it whole. */
    private AsyncApiDocument.Key key(TopicContract topic) {
        Optional<Schema> schema = tree.keyOf(topic).flatMap(Contract::current).map(Release::schema);
        String avroType =
                schema.map(key -> key.getType().getName()).orElse(topic.key().type());
        return new AsyncApiDocument.Key(
                switch (avroType) {
                    case "record" -> "object";
                    case "int", "long" -> "integer";
                    case "float", "double" -> "number";
                    case "boolean" -> "boolean";
                    default -> "string";
                },
                topic.key().meaning(),
                schema.map(Schema::toString).orElse(null));
    }
}
