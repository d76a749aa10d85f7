package dev.avenant.registry;

import dev.avenant.kafka.embedded.FreePorts;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/** Three brokers as processes: each record is on three of them, and is acknowledged when two have it. */
final class BrokerCluster implements AutoCloseable {

    private static final int BROKERS = 3;

    private final List<Host> hosts;
    private final List<KafkaBrokerSettings> settings = new ArrayList<>();
    private final List<BrokerProcess> processes = new ArrayList<>();

    private BrokerCluster(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /** One on each of three hosts. Returns when all of them take requests. */
    static BrokerCluster start(Path folder, List<Host> hosts) throws IOException {
        Files.createDirectories(folder);
        BrokerCluster cluster = new BrokerCluster(hosts);
        List<Integer> ports = FreePorts.pick(2 * BROKERS);
        String voters = IntStream.range(0, BROKERS)
                .mapToObj(i -> (i + 1) + "@" + hosts.get(i).address() + ":" + ports.get(BROKERS + i))
                .collect(Collectors.joining(","));
        String id = Uuid.randomUuid().toString();
        for (int i = 0; i < BROKERS; i++) {
            Map<String, String> overrides = new HashMap<>(shared());
            overrides.put("cluster.id", id);
            overrides.put("node.id", Integer.toString(i + 1));
            overrides.put("controller.quorum.voters", voters);
            String clients = "CLIENT://" + hosts.get(i).address() + ":" + ports.get(i);
            overrides.put(
                    "listeners", clients + ",CONTROLLER://" + hosts.get(i).address() + ":" + ports.get(BROKERS + i));
            overrides.put("advertised.listeners", clients);
            cluster.settings.add(KafkaBrokerSettings.in(folder.resolve("broker-" + (i + 1)))
                    .withPorts(ports.get(i), ports.get(BROKERS + i))
                    .withOverrides(overrides));
        }
        for (int i = 0; i < BROKERS; i++) {
            cluster.processes.add(cluster.launch(i));
        }
        for (BrokerProcess process : cluster.processes) {
            process.awaitReady();
        }
        return cluster;
    }

    private BrokerProcess launch(int broker) throws IOException {
        return BrokerProcess.launch(settings.get(broker), hosts.get(broker));
    }

    private static Map<String, String> shared() {
        String copies = Integer.toString(BROKERS);
        return Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", copies,
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", "2",
                "group.min.session.timeout.ms", "500",
                // Sooner than in production, so that a fault is over sooner.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "replica.lag.time.max.ms", "3000");
    }

    String bootstrapServers() {
        return IntStream.range(0, BROKERS)
                .mapToObj(i -> hosts.get(i).address() + ":" + settings.get(i).port())
                .collect(Collectors.joining(","));
    }

    static int count() {
        return BROKERS;
    }

    /** The broker that leads the only partition of a topic. */
    int leaderOf(String topic) throws Exception {
        return partition(topic).leader().id() - 1;
    }

    /** Whether every broker has every record of a topic. */
    boolean isInSync(String topic) throws Exception {
        return partition(topic).isr().size() == BROKERS;
    }

    private TopicPartitionInfo partition(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .get(0);
        }
    }

    void kill(int broker) {
        processes.get(broker).close();
    }

    void restart(int broker) throws IOException {
        processes.set(broker, launch(broker));
        processes.get(broker).awaitReady();
    }

    void suspend(int broker) throws IOException, InterruptedException {
        processes.get(broker).suspend();
    }

    void resume(int broker) throws IOException, InterruptedException {
        processes.get(broker).resume();
    }

    @Override
    public void close() {
        processes.forEach(BrokerProcess::close);
    }
}
