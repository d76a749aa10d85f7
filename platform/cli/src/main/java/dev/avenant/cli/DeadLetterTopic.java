package dev.avenant.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic {@code <topic>.<group>.dlt}. */
record DeadLetterTopic(String name) {
    static final String SUFFIX = ".dlt";

    private static final Duration POLL = Duration.ofMillis(250);

    DeadLetterTopic {
        if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
            throw CommandFailure.usage("Expected a dead-letter topic, <topic>.<group>.dlt, but found " + name
                    + ". avenant dead-letters list shows them.");
        }
    }

    /** Where its records go to be processed again. */
    String replayTopic() {
        return name.substring(0, name.length() - SUFFIX.length()) + ".replay";
    }

    /** All records that are there now, the oldest first. */
    List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Topics.assign(consumer, name);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        while (!Topics.isAtEnd(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
                if (letter.offset() < ends.getOrDefault(new TopicPartition(name, letter.partition()), 0L)) {
                    letters.add(letter);
                }
            }
        }
        letters.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return letters;
    }
}
