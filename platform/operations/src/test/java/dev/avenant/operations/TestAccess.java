package dev.avenant.operations;

import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;

/** Reaches the broker of a test. */
public final class TestAccess implements KafkaAccess {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final Supplier<String> servers;

    public TestAccess(Supplier<String> servers) {
        this.servers = servers;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", servers.get());
    }

    @Override
    public Admin admin() {
        return KafkaClients.admin(settings(), ENOUGH);
    }

    @Override
    public TopicReader reader() {
        return new TopicReader(settings(), ENOUGH);
    }

    @Override
    public Producer<byte[], byte[]> replayProducer() {
        return KafkaClients.replayProducer(settings(), ENOUGH);
    }

    @Override
    public <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public String bootstrapServers() {
        return servers.get();
    }
}
