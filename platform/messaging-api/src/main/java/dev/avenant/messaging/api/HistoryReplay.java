package dev.avenant.messaging.api;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Records of a topic that one group is to handle again, although it handled them before: copies on its replay topic that
 * name the run of the replay. The group handles a message once in each run.
 */
public final class HistoryReplay {

    /** The run in which the record is handled again; counts for nothing on any topic but a replay topic. */
    public static final String RUN = "avenant-replay-run";

    private static final int LONGEST_RUN = 100;

    private HistoryReplay() {}

    /**
     * The copy for a group: in the partition of the same number, modulo, so that the copies of a partition are in order
     * however many there are.
     *
     * @param partitions how many the replay topic has
     */
    public static ProducerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, String group, int partitions, String run) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!DeadLetterHeaders.isName(header.key()) && !header.key().equals(RUN)) {
                headers.add(header);
            }
        }
        DeadLetterHeaders.add(headers, RUN, run);
        DeadLetterHeaders.add(headers, DeadLetterHeaders.TOPIC, record.topic());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.PARTITION, String.valueOf(record.partition()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.OFFSET, String.valueOf(record.offset()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.TIMESTAMP, String.valueOf(record.timestamp()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.GROUP, group);
        String topic = DeadLetterTopic.of(record.topic(), group).replayTopic();
        return new ProducerRecord<>(topic, record.partition() % partitions, record.key(), record.value(), headers);
    }

    /** The run that a record of a replay topic is of; empty when it is of none, or names none that anybody gave. */
    public static Optional<String> runOf(Headers headers) {
        return DeadLetterHeaders.text(headers, RUN)
                .filter(run -> run.length() <= LONGEST_RUN && run.chars().noneMatch(Character::isISOControl));
    }
}
