package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.failure.PartitionPausedException;
import dev.avenant.messaging.internal.failure.RetryTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.MessageListener;

/**
 * Deals with the records of a poll, in three steps: a record that failed when it was read the last time is handled by
 * itself, so that nothing is tried again with it; then a {@link PollHandling} handles what it can; what it leaves is handled
 * one by one, each partition up to the first record that has to wait. The offsets are committed once for the whole poll, up
 * to the first record of each partition that is not handled, because the inbox knows what lies behind it.
 */
final class PollListener implements BatchMessageListener<byte[], byte[]> {

    private final String topic;
    private final PollHandling handling;
    private final MessageListener<byte[], byte[]> oneByOne;
    private final RetryTracker retries;
    private final Function<Exception, Duration> unjudged;
    private final BooleanSupplier isStopping;

    /**
     * @param topic of the subscription; what comes from another one is a replay, which is handled one by one
     * @param unjudged how long to rest after what nobody has judged, which it takes note of
     * @param isStopping whether no further record is to be begun
     */
    PollListener(
            String topic,
            PollHandling handling,
            MessageListener<byte[], byte[]> oneByOne,
            RetryTracker retries,
            Function<Exception, Duration> unjudged,
            BooleanSupplier isStopping) {
        this.topic = topic;
        this.handling = handling;
        this.oneByOne = oneByOne;
        this.retries = retries;
        this.unjudged = unjudged;
        this.isStopping = isStopping;
    }

    /** @throws PollUnfinishedException if the consumer has to come back to records of the poll */
    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, PollUnfinishedException.Halt> halts = new LinkedHashMap<>();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> open = byPartition(records);
        open.forEach((partition, ofPartition) -> {
            if (retries.fails(partition)) {
                handleOneByOne(partition, ofPartition.subList(0, 1), halts);
                ofPartition.remove(0);
            }
        });
        open.keySet().removeAll(halts.keySet());
        for (Map.Entry<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left :
                leftOf(open).entrySet()) {
            handleOneByOne(left.getKey(), left.getValue(), halts);
        }
        if (!halts.isEmpty()) {
            throw new PollUnfinishedException(halts);
        }
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> leftOf(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> open) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new LinkedHashMap<>(open);
        if (isStopping.getAsBoolean()) {
            return left;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> ofTheTopic = new LinkedHashMap<>(open);
        ofTheTopic.keySet().removeIf(partition -> !partition.topic().equals(topic));
        left.putAll(handling.handle(ofTheTopic));
        return left;
    }

    private void handleOneByOne(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            Map<TopicPartition, PollUnfinishedException.Halt> halts) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                if (isStopping.getAsBoolean()) {
                    halts.put(partition, new PollUnfinishedException.Halt(record.offset(), null));
                    return;
                }
                oneByOne.onMessage(record);
            } catch (PartitionPausedException paused) {
                halts.put(partition, new PollUnfinishedException.Halt(record.offset(), paused.pause()));
                return;
            } catch (RuntimeException unknown) {
                halts.put(partition, new PollUnfinishedException.Halt(record.offset(), unjudged.apply(unknown)));
                return;
            }
        }
    }

    private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            found.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), added -> new ArrayList<>())
                    .add(record);
        }
        return found;
    }
}
