package dev.avenant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.testing.events.OrderPlaced;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A service that publishes an event, with a registry that its test did not have to start. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"avenant.messaging.source=/orders", "avenant.messaging.group-id=order-service"})
@AutoConfigureSchemaRegistry(
        contracts = "src/test/contracts",
        inKafka = true,
        properties = "schema.compatibility.level=FORWARD")
@DirtiesContext
@Import(PublishedEvents.class)
class AutoConfigureSchemaRegistryTest {

    private static final String TOPIC = "order-events";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Autowired
    SchemaRegistryConnectionDetails connection;

    @Autowired
    Outbox outbox;

    @Autowired
    PublishedEvents published;

    @Autowired
    TransactionTemplate transaction;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OrderService {

        @Bean
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.start();
        }

        @Bean
        DataSource dataSource(EmbeddedPostgres postgres) {
            return postgres.getPostgresDatabase();
        }

        @Bean
        Publication orders() {
            return Publication.to(TOPIC).of(OrderPlaced.class);
        }
    }

    @DynamicPropertySource
    static void describe(DynamicPropertyRegistry settings) {
        settings.add("spring.kafka.bootstrap-servers", kafka::bootstrapServers);
    }

    @Test
    void publishesWithTheSchemasOfTheContracts() throws Exception {
        createTopic();

        transaction.executeWithoutResult(
                done -> outbox.append(new OutboundEvent(TOPIC, "o-1", new OrderPlaced("o-1"))));

        int id = ByteBuffer.wrap(firstValue()).getInt(1);
        try (RegistryClient registry = new HttpRegistryClient(URI.create(connection.url()), Duration.ofSeconds(10))) {
            assertThat(registry.byId(id)
                            .map(found ->
                                    new Schema.Parser().parse(found.schema()).getFullName()))
                    .hasValue(OrderPlaced.class.getName());
        }
    }

    @Test
    void recordsWhatWasCommittedAndNothingElse() {
        OutboundEvent committed = order("o-2");
        published.clear();

        transaction.executeWithoutResult(done -> {
            append(order("o-3"));
            done.setRollbackOnly();
        });
        transaction.executeWithoutResult(done -> {
            append(committed);
            Object savepoint = done.createSavepoint();
            append(order("o-4"));
            done.rollbackToSavepoint(savepoint);
            append(OutboundEvent.tombstone(TOPIC, "o-2"));
        });

        assertThat(published.all()).containsExactly(committed, OutboundEvent.tombstone(TOPIC, "o-2"));
        assertThat(published.of(OrderPlaced.class)).containsExactly(new OrderPlaced("o-2"));
    }

    @Test
    void runsTheRegistryAsTheAnnotationSays() throws Exception {
        HttpRequest level =
                HttpRequest.newBuilder(URI.create(connection.url() + "/config")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(level, HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("{\"compatibilityLevel\":\"FORWARD\"}");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains("_schemas");
        }
    }

    private static OutboundEvent order(String id) {
        return new OutboundEvent(TOPIC, id, new OrderPlaced(id));
    }

    private void append(OutboundEvent event) {
        var unused = outbox.append(event);
    }

    private static void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static byte[] firstValue() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            List<byte[]> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.isEmpty()) {
                assertThat(System.nanoTime()).as("an event within 30 s").isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values.get(0);
        }
    }
}
