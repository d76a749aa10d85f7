package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.DropMarker;
import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.Phases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Keeps the table of dead letters in step with their topics, on a thread of its own: reads what is new behind the positions
 * that the database holds, letters and the markers of dropped ones, whoever wrote them. The topics are what counts, and a
 * row that the database does not take now is written later.
 */
public final class LetterIndex implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetterIndex.class);
    private static final int CHECK_MILLIS = 1_000;

    private final DeadLetterTable table;
    private final LetterPositions positions;
    private final TopicIdentity identity;
    private final Supplier<TopicReader> readers;
    private final Parking parking;
    private final String group;
    private final List<String> topics;
    private final Map<String, Reached> reached = new HashMap<>();
    private @Nullable ScheduledExecutorService checks;
    private @Nullable TopicReader reader;
    private String incarnation = "";
    private boolean reported;

    LetterIndex(
            DeadLetterTable table,
            LetterPositions positions,
            TopicIdentity identity,
            Supplier<TopicReader> readers,
            Parking parking,
            String group,
            Collection<String> topics) {
        this.table = table;
        this.positions = positions;
        this.identity = identity;
        this.readers = readers;
        this.parking = parking;
        this.group = group;
        this.topics = List.copyOf(topics);
    }

    /**
     * Where events wait behind dead letters, notes a letter that Kafka has, for as long as it takes; elsewhere it is found
     * on its topic soon.
     *
     * @param letter as it lies on the dead-letter topic
     * @param topic the topic on which its record was published first
     */
    public void stored(DeadLetter letter, String topic) throws InterruptedException {
        if (!parking.isOf(topic)) {
            return;
        }
        LetterRow row = LetterRow.of(letter, topic);
        while (!isWritten(row)) {
            Thread.sleep(CHECK_MILLIS);
        }
    }

    private boolean isWritten(LetterRow row) {
        try {
            write(List.of(row));
            return true;
        } catch (RuntimeException notNow) {
            LOG.atDebug().log("The row of a dead letter that others wait for is tried again: {}", notNow.toString());
            return false;
        }
    }

    /**
     * Notes in the running transaction, if there is one, that a record was handled; nothing unless it is a replay.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not take it
     */
    public void handled(ConsumerRecord<byte[], byte[]> record) {
        String suffix = "." + group + ".replay";
        if (record.topic().endsWith(suffix)) {
            String topic = record.topic().substring(0, record.topic().length() - suffix.length());
            table.resolved(LetterRow.of(new DeadLetter(record), topic));
        }
    }

    private void check() {
        try {
            String now = positions.incarnation();
            if (!now.equals(incarnation)) {
                reached.clear();
                incarnation = now;
            }
            for (String topic : topics) {
                read(topic, DeadLetterTopic.of(topic, group).name());
            }
            reported = false;
        } catch (Throwable failed) {
            // An error too, which would end the checks without a word.
            closeReader();
            reached.clear();
            if (!reported) {
                LOG.atWarn().log("The table of dead letters is behind and is tried again: {}", String.valueOf(failed));
                reported = true;
            }
        }
    }

    private void read(String topic, String deadLetters) {
        try {
            Reached before = reached.get(topic);
            if (before == null) {
                // Says when there is no such topic, which costs less than to ask for its id.
                var unused = reader().atEnd(deadLetters);
            }
            String topicId = identity.of(deadLetters);
            Map<Integer, Long> from = before != null && before.topicId().equals(topicId)
                    ? before.offsets()
                    : positions.of(deadLetters, topicId);
            TopicCursor cursor = reader().from(deadLetters, from);
            while (!cursor.isAtEnd()) {
                write(cursor.next(), topic);
                positions.reached(deadLetters, topicId, cursor.positions(), incarnation);
            }
            reached.put(topic, new Reached(topicId, cursor.positions()));
        } catch (TopicNotFoundException none) {
            reached.remove(topic);
        }
    }

    /** In the order of the topic, as a letter may come behind the marker that dropped the one before. */
    private void write(List<ConsumerRecord<byte[], byte[]>> records, String topic) {
        List<LetterRow> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (DeadLetter.isLetter(record)) {
                rows.add(LetterRow.of(new DeadLetter(record), topic));
            } else if (DropMarker.isMarker(record)) {
                write(rows);
                rows.clear();
                DropMarker.read(record).ifPresent(table::drop);
            }
        }
        write(rows);
    }

    private void write(List<LetterRow> rows) {
        try {
            table.stored(rows);
        } catch (DataIntegrityViolationException refused) {
            rows.forEach(this::writeAlone);
        }
    }

    /** A row that the database refuses will never be taken. All else may pass, as when it is read-only for a while. */
    private void writeAlone(LetterRow row) {
        try {
            table.stored(row);
        } catch (DataIntegrityViolationException refused) {
            LOG.atError().log("Dead letter {} stays out of the table: {}", row.id(), String.valueOf(refused));
        }
    }

    private TopicReader reader() {
        TopicReader current = reader;
        if (current == null) {
            current = readers.get();
            reader = current;
        }
        return current;
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws, and ends with the executor
    public synchronized void start() {
        if (checks == null) {
            checks = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "avenant-dead-letter-index");
                thread.setDaemon(true);
                return thread;
            });
            checks.scheduleWithFixedDelay(this::check, 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService stopping = checks;
        checks = null;
        if (stopping != null) {
            stopping.shutdownNow();
            try {
                if (stopping.awaitTermination(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                    closeReader();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return checks != null;
    }

    @Override
    public int getPhase() {
        return Phases.LISTENERS;
    }

    /** Up to where a topic of that id was read, by its partitions. */
    private record Reached(String topicId, Map<Integer, Long> offsets) {}
}
