package dev.avenant.registry.log;

import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class CoordinatorsTest {

    @TempDir
    Path data;

    /** So the first client that registers does not wait for the brokers to make these topics. */
    @Test
    void areThereBeforeAnyRegistryLeads() {
        try (KafkaBroker broker = KafkaBroker.start(data);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaLog log = new KafkaLog(
                        new KafkaLogSettings(
                                broker.bootstrapServers(),
                                "_schemas",
                                "registries",
                                1,
                                Duration.ofSeconds(30),
                                0,
                                null,
                                Map.of(),
                                new RegistryMetrics()),
                        (message, cause) -> {})) {
            log.start(new RegistryLog.Reader() {
                @Override
                public void read(LogRecord record, long offset, long timestamp) {
                    // The topic is new.
                }

                @Override
                public void unreadable(long offset, String reason) {
                    // The topic is new.
                }
            });

            await().until(
                            () -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get(),
                            Set.of("_schemas", "__consumer_offsets", "__transaction_state")::equals);
        }
    }
}
