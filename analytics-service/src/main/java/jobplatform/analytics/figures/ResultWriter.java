package jobplatform.analytics.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes results of the stream down, in one transaction with how far each partition was read. So each is written once and
 * none before an earlier one, also when a process that has lost a partition still writes.
 */
@Component
class ResultWriter {

    private final FigureTable figures;
    private final ResultTopics topics;

    ResultWriter(FigureTable figures, ResultTopics topics) {
        this.figures = figures;
        this.topics = topics;
    }

    /**
     * Writes what was read of one partition, in its order.
     *
     * @return up to where the partition is written down now
     */
    @Transactional
    long write(String topic, int partition, List<ConsumerRecord<String, byte[]>> records) {
        long next = figures.holdOffset(topic, partition).orElse(0L);
        List<ConsumerRecord<String, byte[]>> fresh =
                records.stream().filter(record -> record.offset() >= next).toList();
        if (fresh.isEmpty()) {
            return next;
        }
        if (topic.equals(topics.hours())) {
            figures.putHours(newest(fresh, HourFigures.class, hours -> hours.dimension() + "@" + hours.hour()));
        } else {
            figures.putJobs(newest(fresh, JobFigures.class, JobFigures::jobId));
        }
        long written = fresh.get(fresh.size() - 1).offset() + 1;
        figures.putOffset(topic, partition, written);
        return written;
    }

    /** Up to where a partition is written down. */
    @Transactional
    long nextOffset(String topic, int partition) {
        return figures.holdOffset(topic, partition).orElse(0L);
    }

    /** Where a partition is to be read on; a topic that is shorter than what was written down was made anew. */
    @Transactional
    long nextOffset(String topic, int partition, long end) {
        long next = figures.holdOffset(topic, partition).orElse(0L);
        if (next <= end) {
            return next;
        }
        figures.putOffset(topic, partition, 0);
        return 0;
    }

    private <T> List<T> newest(List<ConsumerRecord<String, byte[]>> records, Class<T> type, Function<T, Object> key) {
        Map<Object, T> newest = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            T value = FigureJson.MAPPER.readValue(record.value(), type);
            newest.put(key.apply(value), value);
        }
        return new ArrayList<>(newest.values());
    }
}
