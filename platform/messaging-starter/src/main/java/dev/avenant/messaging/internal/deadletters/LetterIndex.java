package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.Phases;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
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
 * Keeps the table of dead letters in step with their topics, on a thread of its own. The topics are what counts: a row that
 * the database does not take now is written later, and what a process that ended left out is read from the topic when the
 * next one starts, as are the letters from before there was a table.
 */
public final class LetterIndex implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetterIndex.class);
    private static final int CHECK_MILLIS = 500;

    /** More are not kept while the database is away, but read from their topic when it is back. */
    private static final int MOST_KEPT = 10_000;

    private final DeadLetterTable table;
    private final Supplier<TopicReader> readers;
    private final String group;
    private final Set<String> notRead;
    private final Deque<LetterRow> notWritten = new ArrayDeque<>();
    private @Nullable ScheduledExecutorService checks;
    private boolean reported;

    LetterIndex(DeadLetterTable table, Supplier<TopicReader> readers, String group, Collection<String> topics) {
        this.table = table;
        this.readers = readers;
        this.group = group;
        this.notRead = new LinkedHashSet<>(topics);
    }

    /**
     * Notes a letter that Kafka has, and does not wait for the database.
     *
     * @param letter as it lies on the dead-letter topic
     * @param topic the topic on which its record was published first
     */
    public void stored(DeadLetter letter, String topic) {
        synchronized (notWritten) {
            if (notRead.contains(topic)) {
                return;
            }
            notWritten.add(LetterRow.of(letter, topic));
            if (notWritten.size() > MOST_KEPT) {
                notWritten.forEach(row -> notRead.add(row.topic()));
                notWritten.clear();
            }
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
            for (String topic = nextToRead(); topic != null; topic = nextToRead()) {
                read(topic);
            }
            for (LetterRow row = nextToWrite(); row != null; row = nextToWrite()) {
                write(row);
                written(row);
            }
            reported = false;
        } catch (Throwable failed) {
            // An error too, which would end the checks without a word.
            if (!reported) {
                LOG.atWarn().log("The table of dead letters is behind and is tried again: {}", String.valueOf(failed));
                reported = true;
            }
        }
    }

    /**
     * Reads all of it: which rows are there does not say that none is missing before them. What comes while it is read is
     * kept, and written behind it.
     */
    private void read(String topic) {
        String deadLetters = DeadLetterTopic.of(topic, group).name();
        try (TopicReader reader = readers.get()) {
            reader.forEach(deadLetters, record -> {
                if (DeadLetter.isLetter(record)) {
                    write(LetterRow.of(new DeadLetter(record), topic));
                }
            });
        } catch (TopicNotFoundException none) {
            // no letter yet
        } catch (Throwable failed) {
            readAgain(topic);
            throw failed;
        }
    }

    private void write(LetterRow row) {
        try {
            table.stored(row);
        } catch (RuntimeException failed) {
            if (!isRefused(failed)) {
                throw failed;
            }
            LOG.atError().log("Dead letter {} stays out of the table: {}", row.id(), String.valueOf(failed));
        }
    }

    private @Nullable String nextToRead() {
        synchronized (notWritten) {
            String topic = notRead.stream().findFirst().orElse(null);
            notRead.remove(topic);
            return topic;
        }
    }

    private void readAgain(String topic) {
        synchronized (notWritten) {
            notRead.add(topic);
            notWritten.removeIf(row -> row.topic().equals(topic));
        }
    }

    private @Nullable LetterRow nextToWrite() {
        synchronized (notWritten) {
            return notWritten.peek();
        }
    }

    private void written(LetterRow row) {
        synchronized (notWritten) {
            notWritten.removeFirstOccurrence(row);
        }
    }

    /** That row will never be taken. All else may pass, as when the database is read-only for a while. */
    private static boolean isRefused(RuntimeException failed) {
        return failed instanceof DataIntegrityViolationException;
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
        if (checks != null) {
            checks.shutdownNow();
            checks = null;
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
}
