package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.schema.JavaStringProperty;
import dev.avenant.serde.model.Shipment;
import dev.avenant.serde.model.ShipmentStatus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle taken out of a real registry, which is then gone. */
@Tag("fast")
class SchemaBundleTest {

    private static final String SUBJECT = "t-dev.avenant.serde.model.Shipment";

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private String urlOfNobody = "";

    @BeforeEach
    void takeABundleOutOfARegistryThatGoesAway() throws IOException {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
                RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(20))) {
            registerWithReference(client);

            SchemaBundle.of(client, List.of(SUBJECT)).writeTo(folder.resolve("schemas.json"));

            urlOfNobody = registry.url().toString();
        }
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
    }

    private static void registerWithReference(RegistryClient client) {
        Schema plain = JavaStringProperty.removedFrom(Shipment.SCHEMA$);
        String status = JavaStringProperty.removedFrom(ShipmentStatus.SCHEMA$).toString();
        String referring = plain.toString()
                .replace(
                        status.replace("\"namespace\":\"dev.avenant.serde.model\",", ""),
                        "\"dev.avenant.serde.model.ShipmentStatus\"");
        client.register("types.status", SchemaDefinition.of(status), false);
        client.register(
                SUBJECT,
                new SchemaDefinition(
                        referring,
                        List.of(new SchemaReference("dev.avenant.serde.model.ShipmentStatus", "types.status", 1))),
                false);
    }

    @AfterEach
    void restoreTheClassLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void writesAndReadsWithoutTheRegistry() {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings(Map.of()), false);
            deserializer.configure(settings(Map.of("specific.avro.reader", true)), false);

            assertThat(serializer.prepare("t", Shipment.class)).isEqualTo(2);
            assertThat(deserializer.deserialize("t", serializer.serialize("t", shipment())))
                    .isEqualTo(shipment());
        }
    }

    @Test
    void holdsTheLatestVersionUntilTheRegistryIsBack() {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings(Map.of("use.latest.version", true)), false);
            deserializer.configure(settings(Map.of("specific.avro.reader", true)), false);

            assertThat(deserializer.deserialize("t", serializer.serialize("t", shipment())))
                    .isEqualTo(shipment());
        }
    }

    @Test
    void saysThatTheRegistryIsAwayForWhatItDoesNotHold() {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(settings(Map.of()), false);

            Throwable thrown = catchThrowable(() -> serializer.prepare("elsewhere", Shipment.class));

            assertThat(SerdeFailure.find(thrown).orElseThrow().kind())
                    .isEqualTo(SerdeFailure.Kind.REGISTRY_UNAVAILABLE);
        }
    }

    @Test
    void isMissedAtStartUpWhenItIsNotOnTheClassPath() throws IOException {
        Map<String, Object> missing = settings(Map.of("avenant.schema.bundle", "nowhere.json"));
        Map<String, Object> broken = settings(Map.of("avenant.schema.bundle", "broken.json"));
        Files.writeString(folder.resolve("broken.json"), "{");

        assertThat(catchThrowable(() -> new KafkaAvroSerializer().configure(missing, false)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Invalid value nowhere.json for configuration avenant.schema.bundle: must name a resource on"
                                + " the class path");
        assertThat(catchThrowable(() -> new KafkaAvroSerializer().configure(broken, false)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "Invalid value broken.json for configuration avenant.schema.bundle: is no schema bundle: ");
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", urlOfNobody);
        settings.put("avenant.schema.bundle", "schemas.json");
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        settings.put("max.retries", 0);
        settings.putAll(more);
        return settings;
    }

    private static Shipment shipment() {
        return Shipment.newBuilder()
                .setId(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))
                .setVersion(1)
                .setSender("Ada")
                .setReceiver("Lin")
                .setWeight(1.5)
                .setPieces(1)
                .setUrgent(false)
                .setSentAt(Instant.EPOCH)
                .setStatus(ShipmentStatus.ARRIVED)
                .build();
    }
}
