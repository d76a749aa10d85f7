package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SchemasTopicTest {

    /** A registry that starts while one of three brokers is frozen has to ask another one, and that one again, in time. */
    @Test
    void asksSeveralBrokersWithinTheTimeout() {
        SchemasTopic topic = new SchemasTopic(new KafkaLogSettings(
                "localhost:1",
                "_schemas",
                "registries",
                3,
                Duration.ofSeconds(30),
                0,
                null,
                Map.of(),
                new RegistryMetrics()));

        assertThat(topic.connecting())
                .containsEntry("default.api.timeout.ms", 30_000)
                .containsEntry("request.timeout.ms", 5_000);
    }
}
