package dev.avenant.registry.log;

import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what writers before left in the topic without committing it. Every reader that does not ask for committed records
 * only sees such a record, and compaction drops it: somebody has to write it again.
 */
final class UncommittedRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Duration timeout;

    UncommittedRecords(Map<String, Object> consumerSettings, TopicPartition partition, Duration timeout) {
        this.settings = consumerSettings;
        this.partition = partition;
        this.timeout = timeout;
    }

    /** The offset behind the last record that any reader can see. */
    long end() {
        try (KafkaConsumer<byte[], byte[]> reader = reader("read_uncommitted")) {
            reader.assign(List.of(partition));
            return Objects.requireNonNull(reader.endOffsets(List.of(partition)).get(partition));
        }
    }

    /** The last uncommitted record of each key from one offset up to another, in the order of the log. */
    List<LogRecord> between(long from, long to) {
        if (from >= to) {
            return List.of();
        }
        BitSet committed = new BitSet();
        read("read_committed", from, to, record -> committed.set(Math.toIntExact(record.offset() - from)));
        Map<String, LogRecord> uncommitted = new LinkedHashMap<>();
        read("read_uncommitted", from, to, record -> {
            LogRecord text = committed.get(Math.toIntExact(record.offset() - from)) ? null : readable(record);
            if (text != null) {
                uncommitted.remove(text.key());
                uncommitted.put(text.key(), text);
            }
        });
        return new ArrayList<>(uncommitted.values());
    }

    /** Null for what is no text with a key: no reader saw anything in it, so it may vanish. */
    private static @Nullable LogRecord readable(ConsumerRecord<byte[], byte[]> record) {
        try {
            return KafkaLogReader.textOf(record);
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    private void read(String isolation, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> reader = reader(isolation)) {
            reader.assign(List.of(partition));
            reader.seek(partition, from);
            long deadline = System.nanoTime() + timeout.toNanos();
            while (reader.position(partition) < to) {
                if (System.nanoTime() > deadline) {
                    throw new LogUnavailableException(partition.topic() + " could not be read up to offset " + to
                            + " within " + timeout.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (record.offset() < to) {
                        each.accept(record);
                    }
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> reader(String isolation) {
        Map<String, Object> reading = new HashMap<>(settings);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        return new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
