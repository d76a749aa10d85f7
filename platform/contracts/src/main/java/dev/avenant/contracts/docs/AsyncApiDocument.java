package dev.avenant.contracts.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.avenant.contracts.config.SubjectNaming;
import dev.avenant.contracts.config.TopicContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An AsyncAPI 3.0 document, as far as contracts fill one; the names are those of the specification. */
record AsyncApiDocument(
        String asyncapi,
        Info info,
        String defaultContentType,
        Map<String, Channel> channels,
        Map<String, Operation> operations,
        Components components) {
    record Info(String title, String version, String description) {}

    record Channel(
            String address,
            String description,
            Map<String, Reference> messages,
            Bindings<KafkaChannelBinding> bindings) {}

    record Operation(String action, String summary, Reference channel, List<Reference> messages) {}

    record Components(Map<String, Message> messages) {}

    record Message(
            String name, String title, String summary, Payload payload, Bindings<KafkaMessageBinding> bindings) {}

    /** @param schema Avro's JSON */
    record Payload(String schemaFormat, @JsonRawValue String schema) {}

    record Reference(@JsonProperty("$ref") String ref) {
        static Reference toChannel(String topic) {
            return new Reference("#/channels/" + topic);
        }

        static Reference toMessageOf(String topic, String event) {
            return new Reference("#/channels/" + topic + "/messages/" + event);
        }

        static Reference toMessage(String event) {
            return new Reference("#/components/messages/" + event);
        }
    }

    record Bindings<T>(T kafka) {}

    record KafkaChannelBinding(
            String topic, int partitions, TopicConfiguration topicConfiguration, String bindingVersion) {
        static KafkaChannelBinding of(TopicContract topic) {
            return new KafkaChannelBinding(
                    topic.name(),
                    topic.partitions(),
                    new TopicConfiguration(
                            List.of("delete"),
                            topic.retention().map(Duration::toMillis).orElse(-1L)),
                    "0.5.0");
        }
    }

    record TopicConfiguration(
            @JsonProperty("cleanup.policy") List<String> cleanupPolicy,
            @JsonProperty("retention.ms") long retentionMillis) {}

    record KafkaMessageBinding(
            Key key,
            String schemaIdLocation,
            String schemaIdPayloadEncoding,
            String schemaLookupStrategy,
            String bindingVersion) {
        /** A message in Confluent's wire format. */
        static KafkaMessageBinding of(Key key, SubjectNaming subject) {
            return new KafkaMessageBinding(key, "payload", "confluent", subject.lookupStrategy(), "0.5.0");
        }
    }

    /**
     * The key as a JSON schema.
     *
     * @param avroSchema Avro's JSON; null for a plain key
     */
    record Key(
            String type,
            String description,

            @JsonProperty("x-avro-schema") @JsonRawValue @Nullable
            String avroSchema) {}
}
