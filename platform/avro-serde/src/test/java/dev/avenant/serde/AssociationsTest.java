package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A topic whose subject the registry itself says, with the strategy that asks for it. */
@Tag("fast")
class AssociationsTest {

    private static final String ASSOCIATION = """
            {"resourceName": "orders", "resourceNamespace": "lkc1", "resourceId": "topic-1", "resourceType": "topic",
             "associations": [{"subject": "shared-orders", "associationType": "value", "lifecycle": "WEAK"}]}
            """;

    @Test
    void decideTheSubjectOfTheTopicTheyAreOf() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
                RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(20));
                KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            client.register("shared-orders", SchemaDefinition.of("\"string\""), false);
            associate(registry);
            Map<String, Object> settings = Map.of(
                    "schema.registry.url",
                    registry.url().toString(),
                    "auto.register.schemas",
                    true,
                    "value.subject.name.strategy",
                    "io.confluent.kafka.serializers.subject.AssociatedNameStrategy");
            serializer.configure(settings, false);
            deserializer.configure(settings, false);

            byte[] associated = serializer.serialize("orders", "a");
            byte[] other = serializer.serialize("others", "a");

            assertThat(client.subjects()).containsExactlyInAnyOrder("shared-orders", "others-value");
            assertThat(deserializer.deserialize("orders", associated)).isEqualTo("a");
            assertThat(deserializer.deserialize("others", other)).isEqualTo("a");
        }
    }

    private static void associate(SchemaRegistry registry) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(registry.url().resolve("/associations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ASSOCIATION))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
