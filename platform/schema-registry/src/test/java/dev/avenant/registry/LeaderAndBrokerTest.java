package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three brokers and three registries: the registry that leads and the broker that leads the topic are killed or frozen
 * together, while clients register, and come back when others have taken over; or the network between them and the others is
 * cut for a while.
 * {@code -Davenant.registry.faults=100} for the long form, {@code -Davenant.registry.faults.seed} for the same faults again, and
 * {@code -Davenant.registry.faults.missing} for registries without one of their defences ({@link MissingDefence}).
 */
@Order(2)
@Tag("process")
class LeaderAndBrokerTest {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderAndBrokerTest.class);
    private static final int FAULTS = Integer.getInteger("avenant.registry.faults", 2);
    private static final long SEED = Long.getLong("avenant.registry.faults.seed", System.nanoTime());
    private static final MissingDefence MISSING =
            MissingDefence.valueOf(System.getProperty("avenant.registry.faults.missing", "NONE"));
    private static final int REGISTRARS = 12;
    private static final int WRITES_BETWEEN_FAULTS = 60;
    private static final String TOPIC = "_schemas";
    private static final Duration GENEROUS = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void loseNothingAndGiveNoIdTwiceWhenTheyFailTogether() throws Exception {
        LOG.warn("{} faults, seed {}, missing defence {}", FAULTS, SEED, MISSING);
        List<Duration> recoveries = new ArrayList<>();
        int brokers = BrokerCluster.count();
        try (Network network = Network.of(brokers + Partition.Leaders.REGISTRIES);
                BrokerCluster kafka = BrokerCluster.start(folder.resolve("kafka"), network.hosts(0, brokers));
                RegistryProcesses registries = RegistryProcesses.start(
                        network.hosts(brokers, Partition.Leaders.REGISTRIES),
                        kafka.bootstrapServers(),
                        MISSING,
                        folder.resolve("logs"));
                Registrars registrars = Registrars.start(
                        REGISTRARS, registries, Path.of("target", "leader-and-broker", "history.txt"))) {
            for (int fault = 0; fault < FAULTS; fault++) {
                registrars.awaitMore(WRITES_BETWEEN_FAULTS);
                recoveries.add(fail(kafka, registries, registrars, network));
            }
            registrars.awaitMore(WRITES_BETWEEN_FAULTS);
            registrars.stop();

            RegistrationAnomalies anomalies = check(kafka, registries, registrars);
            recoveries.sort(null);
            LOG.warn(
                    "{} faults, seed {}, missing defence {}: {} acknowledged, {} first acknowledged after {} to {} ms, half"
                            + " of them within {}",
                    FAULTS,
                    SEED,
                    MISSING,
                    registrars.acknowledged().size(),
                    anomalies.row(),
                    recoveries.get(0).toMillis(),
                    recoveries.get(recoveries.size() - 1).toMillis(),
                    recoveries.get(recoveries.size() / 2).toMillis());
            assertThat(anomalies).as("seed %s", SEED).isEqualTo(RegistrationAnomalies.NONE);
        }
    }

    /** Gives how long it took until a registration was acknowledged that was begun after the fault. */
    private Duration fail(BrokerCluster kafka, RegistryProcesses registries, Registrars registrars, Network network)
            throws Exception {
        await().atMost(GENEROUS).ignoreExceptions().until(() -> kafka.isInSync(TOPIC));
        int leader = registries.awaitLeader();
        int broker = kafka.leaderOf(TOPIC);
        LeadersFault fault = LeadersFault.draw(random, registries, leader, kafka, broker, network);
        registrars.note("FAULT " + fault);
        fault.begin();
        long happened = System.nanoTime();
        fault.last(registrars);
        fault.end();
        Duration recovery = registrars.recovery(happened);
        registrars.note("RECOVERED after " + recovery.toMillis() + " ms");
        LOG.warn("{}: acknowledged again after {} ms", fault, recovery.toMillis());
        return recovery;
    }

    private static RegistrationAnomalies check(BrokerCluster kafka, RegistryProcesses registries, Registrars registrars)
            throws IOException {
        List<URI> all = new ArrayList<>(
                IntStream.range(0, registries.count()).mapToObj(registries::url).toList());
        // What a registry does not have that waited so long for it, it never gets.
        for (URI url : all) {
            await().atMost(GENEROUS)
                    .ignoreExceptions()
                    .until(() -> !RegistrationReader.served(url).isEmpty());
        }
        registries.awaitLeader();
        try (SchemaRegistry fresh = SchemaRegistry.start(
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).with("leader.eligibility", "false"))) {
            all.add(fresh.url());
            HashSet<Registration> wanted = new HashSet<>(RegistrationReader.served(fresh.url()));
            try {
                await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
                    for (URI url : all) {
                        if (!new HashSet<>(RegistrationReader.served(url)).containsAll(wanted)) {
                            return false;
                        }
                    }
                    return true;
                });
            } catch (ConditionTimeoutException late) {
                // What is not there by now is an anomaly.
                LOG.warn("Not every registry has what the topic has");
            }
            return RegistrationAnomalies.of(RegistrationReader.observe(registrars, all, kafka.bootstrapServers()));
        }
    }
}
