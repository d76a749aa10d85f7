package dev.avenant.registry;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** What happens to the registry that leads and to the broker that leads its topic, at the same time. */
sealed interface LeadersFault {

    void begin() throws IOException, InterruptedException;

    /** Returns when it may end. */
    void last(Registrars registrars) throws InterruptedException;

    void end() throws IOException, InterruptedException;

    /** What happens to a process. */
    enum Fate {
        KILLED,
        FROZEN
    }

    /** Both processes are killed or frozen, and come back when others have written: one that was frozen still takes itself for the leader. */
    record Processes(
            RegistryProcesses registries,
            int registry,
            Fate registryFate,
            BrokerCluster kafka,
            int broker,
            Fate brokerFate,
            int writesMeanwhile)
            implements LeadersFault {

        private static final int WRITES_MEANWHILE = 60;

        static LeadersFault draw(
                Random random, RegistryProcesses registries, int registry, BrokerCluster kafka, int broker) {
            return new Processes(
                    registries,
                    registry,
                    anyFate(random),
                    kafka,
                    broker,
                    anyFate(random),
                    1 + random.nextInt(WRITES_MEANWHILE));
        }

        private static Fate anyFate(Random random) {
            return any(random, Fate.values());
        }

        @Override
        public void begin() throws IOException, InterruptedException {
            if (registryFate == Fate.KILLED) {
                registries.kill(registry);
            } else {
                registries.suspend(registry);
            }
            if (brokerFate == Fate.KILLED) {
                kafka.kill(broker);
            } else {
                kafka.suspend(broker);
            }
        }

        @Override
        public void last(Registrars registrars) throws InterruptedException {
            var unused = registrars.recovery(System.nanoTime());
            registrars.awaitMore(writesMeanwhile);
        }

        @Override
        public void end() throws IOException, InterruptedException {
            if (brokerFate == Fate.KILLED) {
                kafka.restart(broker);
            } else {
                kafka.resume(broker);
            }
            if (registryFate == Fate.KILLED) {
                registries.restart(registry);
            } else {
                registries.resume(registry);
            }
        }

        @Override
        public String toString() {
            return "registry " + registry + " " + registryFate + " and broker " + broker + " " + brokerFate;
        }
    }

    /** The network between them and the others is cut for a while. */
    record Cut(Network network, Partition partition, Partition.Leaders leaders, int millis) implements LeadersFault {

        private static final int SHORTEST_MILLIS = 1_000;
        private static final int LONGEST_MILLIS = 15_000;

        static LeadersFault draw(Random random, Network network, Partition.Leaders leaders) {
            return new Cut(
                    network,
                    any(random, Partition.values()),
                    leaders,
                    SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
        }

        @Override
        public void begin() throws IOException {
            partition.cut(network, leaders);
        }

        @Override
        public void last(Registrars registrars) throws InterruptedException {
            Thread.sleep(millis);
        }

        @Override
        public void end() throws IOException {
            network.heal();
        }

        @Override
        public String toString() {
            return partition + " of broker " + leaders.broker() + " and of the registry on host " + leaders.registry()
                    + " for " + millis + " ms";
        }
    }

    /** Any of them; only of processes where nothing can be cut. */
    static LeadersFault draw(
            Random random,
            RegistryProcesses registries,
            int registry,
            BrokerCluster kafka,
            int broker,
            Network network) {
        if (network.canBeCut() && random.nextBoolean()) {
            return Cut.draw(random, network, Partition.Leaders.of(broker, registry));
        }
        return Processes.draw(random, registries, registry, kafka, broker);
    }

    private static <T> T any(Random random, T[] some) {
        return List.of(some).get(random.nextInt(some.length));
    }
}
