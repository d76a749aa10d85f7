package jobplatform.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What users of the platform do: JSON over HTTP, and bytes over Kafka.
 *
 * @param accessToken of whoever has signed in, null for nobody
 * @param elsewhere where those components are asked that are not asked where the stack has them
 */
record PlatformClient(LocalStack stack, @Nullable String accessToken, Map<String, URI> elsewhere) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    /** Of everybody who registers here. */
    static final String PASSWORD = "correct horse";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An answer: its status and its JSON. */
    record Answer(int status, JsonNode body) {

        UUID id() {
            return UUID.fromString(body.get("id").asText());
        }
    }

    Answer post(String component, String path, Map<String, ?> body) {
        try {
            return send(HttpRequest.newBuilder(uri(component, path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException impossible) {
            throw new AssertionError("Not JSON: " + body, impossible);
        }
    }

    Answer put(String component, String path, Map<String, ?> body) {
        try {
            return send(HttpRequest.newBuilder(uri(component, path))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException impossible) {
            throw new AssertionError("Not JSON: " + body, impossible);
        }
    }

    Answer patch(String component, String path, Map<String, ?> body) {
        try {
            return send(HttpRequest.newBuilder(uri(component, path))
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException impossible) {
            throw new AssertionError("Not JSON: " + body, impossible);
        }
    }

    Answer delete(String component, String path) {
        return send(HttpRequest.newBuilder(uri(component, path)).DELETE());
    }

    Answer get(String component, String path) {
        return send(HttpRequest.newBuilder(uri(component, path)).GET());
    }

    /** What a component answers, when it is no JSON. */
    String text(String component, String path) {
        return ask(HttpRequest.newBuilder(uri(component, path)).GET()).body();
    }

    /** The e-mails that the mail server has for an address, the oldest first, as they came. */
    List<String> mailsTo(String address) {
        return Stream.of(text("mail", "/messages").split("(?=Date: )", -1))
                .filter(mail -> mail.contains(address))
                .toList();
    }

    /** The same client, who asks another process of a component than the stack's. */
    PlatformClient asking(String component, URI process) {
        Map<String, URI> processes = new HashMap<>(elsewhere);
        processes.put(component, process);
        return new PlatformClient(stack, accessToken, processes);
    }

    /** The same client when that user, who has just registered, has signed in. */
    PlatformClient signedIn(Answer user) {
        return signedIn(user.body().get("username").asText(), PASSWORD);
    }

    /** The same client when the administrator has signed in. */
    PlatformClient signedInAsAdministrator() {
        return signedIn("administrator", stack.secret("administrator-password"));
    }

    private PlatformClient signedIn(String username, String password) {
        Answer tokens = post("user-service", "/api/auth/token", Map.of("username", username, "password", password));
        return new PlatformClient(stack, tokens.body().get("accessToken").asText(), elsewhere);
    }

    /** Registers a job seeker under a name that no other test has. */
    Answer registerSeeker(String name) {
        String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        return post(
                "user-service",
                "/api/users",
                Map.of("username", unique, "email", unique + "@example.com", "password", PASSWORD));
    }

    /** Registers an employer under a name that no other test has. */
    Answer registerEmployer(String name) {
        String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        return post(
                "user-service",
                "/api/users",
                Map.of(
                        "username",
                        unique,
                        "email",
                        unique + "@acme.example",
                        "password",
                        PASSWORD,
                        "userType",
                        "EMPLOYER"));
    }

    /** The company profiles of an owner, as job-service lists them. */
    JsonNode companiesOf(UUID owner) {
        return get("job-service", "/api/companies?ownerId=" + owner).body();
    }

    /** All records of a topic whose key is that. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    void send(String topic, byte[] key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private URI uri(String component, String path) {
        return URI.create(elsewhere.getOrDefault(component, stack.url(component)) + path);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = ask(request);
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException noJson) {
            throw new AssertionError("Not JSON: " + response.body(), noJson);
        }
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("No answer: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }
}
