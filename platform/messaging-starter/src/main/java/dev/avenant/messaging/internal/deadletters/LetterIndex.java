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
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * Keeps the table of dead letters in step with their topics. The topics are what counts: a row that the database does not
 * take now is written later, and what a process that ended left out is read from the topic when the next one starts, as are
 * the letters from before there was a table.
 */
public final class LetterIndex implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetterIndex.class);
    private static final int CHECK_SECONDS = 5;

    private final DeadLetterTable table;
    private final Supplier<TopicReader> readers;
    private final String group;
    private final Set<String> notRead;
    private final Deque<LetterRow> notWritten = new ArrayDeque<>();
    private @Nullable ScheduledExecutorService checks;

    LetterIndex(DeadLetterTable table, Supplier<TopicReader> readers, String group, Collection<String> topics) {
        this.table = table;
        this.readers = readers;
        this.group = group;
        this.notRead = new LinkedHashSet<>(topics);
    }

    /**
     * Notes a letter that Kafka has.
     *
     * @param letter as it lies on the dead-letter topic
     * @param topic the topic on which its record was published first
     */
    public void stored(DeadLetter letter, String topic) {
        synchronized (notWritten) {
            notWritten.add(LetterRow.of(letter, topic));
        }
        write();
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
            write();
            notRead.removeIf(this::read);
        } catch (RuntimeException failed) {
            LOG.atWarn().log("The table of dead letters is not complete yet: {}", String.valueOf(failed));
        }
    }

    /** In their order; what fails for now stays. */
    private void write() {
        synchronized (notWritten) {
            for (LetterRow row = notWritten.peek(); row != null; row = notWritten.peek()) {
                try {
                    table.stored(row);
                } catch (RuntimeException failed) {
                    if (!isRefused(failed)) {
                        LOG.atWarn().log("A dead letter is not in the table yet: {}", String.valueOf(failed));
                        return;
                    }
                    LOG.atError().log("Dead letter {} stays out of the table: {}", row.id(), String.valueOf(failed));
                }
                notWritten.remove();
            }
        }
    }

    /** That row will never be taken. */
    private static boolean isRefused(RuntimeException failed) {
        return failed instanceof NonTransientDataAccessException
                && !(failed instanceof NonTransientDataAccessResourceException);
    }

    private boolean read(String topic) {
        String deadLetters = DeadLetterTopic.of(topic, group).name();
        try (TopicReader reader = readers.get()) {
            reader.forEach(deadLetters, table.unknownFrom(topic), record -> {
                if (DeadLetter.isLetter(record)) {
                    stored(new DeadLetter(record), topic);
                }
            });
            return true;
        } catch (TopicNotFoundException none) {
            return true;
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
            checks.scheduleWithFixedDelay(this::check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
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
