package dev.avenant.messaging.internal.lag;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Made by Kafka's consumer; tells the {@link ConsumerPositions} in its settings what the consumer reads and commits. */
public final class PositionsInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    static final String POSITIONS_CONFIG = "avenant.consumer.positions";

    private @Nullable ConsumerPositions positions;

    @Override
    public void configure(Map<String, ?> settings) {
        positions = (ConsumerPositions) settings.get(POSITIONS_CONFIG);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        positions().read(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        positions().committed(offsets);
    }

    private ConsumerPositions positions() {
        return Objects.requireNonNull(positions, POSITIONS_CONFIG);
    }

    @Override
    public void close() {}
}
