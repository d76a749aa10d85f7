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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fault that a fence is for, aimed at: a leader is frozen after it chose an id and before it sent the record, another one
 * takes over and writes, and the first one goes on. Each defence that is missing shows as an anomaly of its own; that is in
 * the long form, since the first one may also notice in time that it leads no more.
 */
@Order(1)
@Tag("process")
class SupersededLeaderTest {

    private static final Logger LOG = LoggerFactory.getLogger(SupersededLeaderTest.class);
    private static final int REGISTRARS = 6;
    private static final int WRITES_BEFORE = 30;
    private static final int WRITES_AFTER = 30;

    @TempDir
    Path folder;

    @Test
    void isShutOut() throws Exception {
        assertThat(anomalies(MissingDefence.NONE)).isEqualTo(RegistrationAnomalies.NONE);
    }

    @Tag("long")
    @Test
    void givesAnIdForTheSecondTimeWithoutTheFence() throws Exception {
        assertThat(anomalies(MissingDefence.FENCING).inconsistentOffset()).isNotEmpty();
    }

    @Tag("long")
    @Test
    void isNotFoundByWhoWasAnsweredWithoutReadingBack() throws Exception {
        assertThat(anomalies(MissingDefence.READ_BACK).unseen()).isNotEmpty();
    }

    @Tag("long")
    @Test
    void leavesItsIdsToTheNextOneWithoutReadingOnLeadership() throws Exception {
        assertThat(anomalies(MissingDefence.READING_ON_LEADERSHIP).inconsistentOffset())
                .isNotEmpty();
    }

    private RegistrationAnomalies anomalies(MissingDefence missing) throws Exception {
        KafkaBrokerSettings broker = KafkaBrokerSettings.in(Files.createDirectory(folder.resolve("kafka")))
                .withOverrides(Map.of("group.min.session.timeout.ms", "500"));
        try (KafkaBroker kafka = KafkaBroker.start(broker)) {
            Registrars registrars = registerWhileALeaderIsSuperseded(kafka.bootstrapServers(), missing);
            try (SchemaRegistry registry = SchemaRegistry.start(
                    SchemaRegistryConfig.kafka(kafka.bootstrapServers()).with("leader.eligibility", "false"))) {
                RegistrationAnomalies found = RegistrationAnomalies.of(
                        RegistrationReader.observe(registrars, List.of(registry.url()), kafka.bootstrapServers()));
                LOG.warn(
                        "missing defence {}: {} acknowledged {}",
                        missing,
                        registrars.acknowledged().size(),
                        found.row());
                return found;
            }
        }
    }

    private Registrars registerWhileALeaderIsSuperseded(String bootstrapServers, MissingDefence missing)
            throws Exception {
        try (RegistryProcesses registries =
                        RegistryProcesses.start(3, bootstrapServers, missing, folder.resolve("logs"));
                Registrars registrars = Registrars.start(
                        REGISTRARS, registries, Path.of("target", "superseded-leader", missing + "-history.txt"))) {
            registrars.awaitMore(WRITES_BEFORE);
            int leader = registries.awaitLeader();
            registries.holdAWrite(leader);
            registries.suspend(leader);
            registrars.note("FAULT registry " + leader + " FROZEN with a write that it had not sent");
            registrars.awaitMore(WRITES_AFTER);
            registries.releaseTheWrite(leader);
            registries.resume(leader);
            registrars.note("GOES ON");
            registrars.awaitMore(WRITES_AFTER);
            registrars.stop();
            return registrars;
        }
    }
}
