package dev.avenant.registry;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Which of the hosts hear nothing more of each other: brokers have the first numbers, registries those behind, and this process is one too. */
enum Partition {
    BROKER_ALONE {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            cutFrom(network, leaders.broker(), leaders.otherBrokers());
            cutFrom(network, leaders.broker(), leaders.registries());
            network.cut(leaders.broker(), Network.TEST);
        }
    },
    /** Registries reach the broker that leads, which cannot have its records copied. */
    BROKER_FROM_BROKERS {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            cutFrom(network, leaders.broker(), leaders.otherBrokers());
        }
    },
    REGISTRY_ALONE {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            cutFrom(network, leaders.registry(), leaders.brokers());
            cutFrom(network, leaders.registry(), leaders.otherRegistries());
            network.cut(leaders.registry(), Network.TEST);
        }
    },
    /** Clients go on asking a leader that another one supersedes. */
    REGISTRY_FROM_BROKERS {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            cutFrom(network, leaders.registry(), leaders.brokers());
        }
    },
    /** The registry may stay leader, as the group's coordinator may be another broker. */
    REGISTRY_FROM_BROKER {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            network.cut(leaders.registry(), leaders.broker());
        }
    },
    /** What the registry writes arrives, and no answer does. */
    ANSWERS_OF_BROKER {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            network.cutOneWay(leaders.broker(), leaders.registry());
        }
    },
    /** Both leaders reach each other, and clients reach them. */
    BOTH_FROM_THE_OTHERS {
        @Override
        void cut(Network network, Leaders leaders) throws IOException {
            for (int one : List.of(leaders.broker(), leaders.registry())) {
                cutFrom(network, one, leaders.otherBrokers());
                cutFrom(network, one, leaders.otherRegistries());
            }
        }
    };

    /**
     * The hosts of those that lead, and of the others.
     *
     * @param broker the number of the broker, and of its host
     * @param registry the number of the host of the registry
     */
    record Leaders(int broker, int registry) {

        static final int REGISTRIES = 3;

        /** Of a registry by its number among them. */
        static Leaders of(int broker, int registry) {
            return new Leaders(broker, BrokerCluster.count() + registry);
        }

        List<Integer> brokers() {
            return IntStream.range(0, BrokerCluster.count()).boxed().toList();
        }

        List<Integer> registries() {
            return IntStream.range(0, REGISTRIES)
                    .map(registry -> BrokerCluster.count() + registry)
                    .boxed()
                    .toList();
        }

        List<Integer> otherBrokers() {
            return brokers().stream().filter(one -> one != broker).toList();
        }

        List<Integer> otherRegistries() {
            return registries().stream().filter(one -> one != registry).toList();
        }
    }

    abstract void cut(Network network, Leaders leaders) throws IOException;

    private static void cutFrom(Network network, int one, List<Integer> others) throws IOException {
        for (int other : others) {
            network.cut(one, other);
        }
    }
}
