package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the leader of three registry processes with SIGKILL, again and again, while fifty clients register, and then holds
 * what was acknowledged against what a registry reads of the log that is left. One kill by default;
 * {@code -Davenant.kills=100} for the long form.
 */
@Order(1)
@Tag("process")
class KillTheLeaderTest {

    private static final int KILLS = Integer.getInteger("avenant.kills", 1);
    private static final int REGISTRARS = 50;
    private static final int WRITES_BETWEEN_KILLS = 60;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatItAcknowledged() throws Exception {
        KafkaBrokerSettings broker = KafkaBrokerSettings.in(Files.createDirectory(folder.resolve("kafka")))
                .withOverrides(Map.of("group.min.session.timeout.ms", "500"));
        try (KafkaBroker kafka = KafkaBroker.start(broker)) {
            Registrars registrars = registerWhileLeadersAreKilled(kafka);

            assertThat(registrars.acknowledged()).hasSizeGreaterThanOrEqualTo(KILLS * WRITES_BETWEEN_KILLS);
            // Everything is read again by a registry that starts on the log that is left.
            try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.kafka(kafka.bootstrapServers()))) {
                assertThat(RegistrationAnomalies.of(RegistrationReader.observe(
                                registrars, List.of(registry.url()), kafka.bootstrapServers())))
                        .isEqualTo(RegistrationAnomalies.NONE);
            }
        }
    }

    private Registrars registerWhileLeadersAreKilled(KafkaBroker kafka) throws Exception {
        try (RegistryProcesses registries = RegistryProcesses.start(
                        3, kafka.bootstrapServers(), MissingDefence.NONE, folder.resolve("logs"));
                Registrars registrars =
                        Registrars.start(REGISTRARS, registries, Path.of("target", "kill-the-leader", "history.txt"))) {
            for (int kill = 0; kill < KILLS; kill++) {
                registrars.awaitMore(WRITES_BETWEEN_KILLS);
                registries.killTheLeader();
            }
            registrars.awaitMore(WRITES_BETWEEN_KILLS);
            registrars.stop();
            return registrars;
        }
    }
}
