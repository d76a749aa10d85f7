package dev.avenant.console.kafka;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.KafkaClients;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** The Kafka that the console looks at. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class KafkaConnection implements KafkaAccess {

    private final Cluster cluster;
    private final ConsoleSettings settings;
    private final Map<String, Object> client;

    /**
     * Connects to nothing yet.
     *
     * @throws dev.avenant.console.cluster.UnusableClusterException if a setting of its clients cannot be used
     */
    public KafkaConnection(Cluster cluster) {
        this.cluster = cluster;
        this.settings = cluster.settings();
        this.client = cluster.kafkaClient();
    }

    @Override
    public Admin admin() {
        return ask(() -> KafkaClients.admin(client, settings.timeout()));
    }

    @Override
    public TopicReader reader() {
        return ask(() -> new TopicReader(client, settings.timeout()));
    }

    @Override
    public Producer<byte[], byte[]> replayProducer() {
        return ask(() -> KafkaClients.replayProducer(client, settings.timeout()));
    }

    /**
     * What a step answers that uses clients of Kafka.
     *
     * @throws TopicNotFoundException if there is no such topic
     */
    public <T> T ask(Supplier<T> step) {
        try {
            return step.get();
        } catch (TopicNotFoundException none) {
            throw none;
        } catch (KafkaException failed) {
            throw KafkaAwayException.of(cluster, failed);
        }
    }

    @Override
    public <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw KafkaAwayException.of(cluster, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw KafkaAwayException.of(cluster, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw KafkaAwayException.of(cluster, interrupted);
        }
    }

    @Override
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }
}
