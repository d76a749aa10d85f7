package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.console.topics.KafkaConnection;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterEdit;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSending;
import dev.avenant.operations.letters.LetterTally;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Replays and drops letters in the background, and records who had it do so.
 *
 * <p>What was replayed is known from the topics alone. So an action that ended in the middle, because Kafka went away or the
 * console was killed, is begun again with the same filter: it goes on where it ended, and takes no letter twice.
 */
@Component
public class LetterActions {

    private static final Logger LOG = LoggerFactory.getLogger(LetterActions.class);
    private static final int AT_ONCE = 4;
    private static final Duration KEPT = Duration.ofHours(12);

    private final KafkaConnection kafka;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "letter-action");
        thread.setDaemon(true);
        return thread;
    });
    private final Cache<String, LetterJob> jobs =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(1000).build();

    LetterActions(KafkaConnection kafka, AuditLog audit) {
        this.kafka = kafka;
        this.audit = audit;
    }

    /**
     * What somebody had done.
     *
     * @param key tells it from others; the same for the same action with the same filter
     * @param actor who, as far as the console knows
     * @param filter which letters, as the address of the page says it
     * @param planned how many letters there are
     */
    public record Order(String key, String topic, String actor, String filter, int planned) {}

    /** The action of a key that runs, or was the last to end here; empty when there is none since the console started. */
    public Optional<LetterJob> job(String key) {
        return Optional.ofNullable(jobs.getIfPresent(key));
    }

    /** Ends an action before its end. */
    public void stop(String key) {
        job(key).ifPresent(LetterJob::stop);
    }

    /**
     * Begins a replay, unless the same one runs.
     *
     * @param rate how many in a second at most; null for no limit
     */
    public void replay(Order order, LetterReplay replay, @Nullable Double rate) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("target", replay.target().isOriginal() ? "original topic" : targetOf(replay));
        if (rate != null) {
            details.put("rate", rate);
        }
        begin(order, "dead-letters.replay", details, job -> {
            try (TopicReader reader = kafka.reader();
                    Producer<byte[], byte[]> producer = kafka.replayProducer()) {
                LetterSending sending = LetterSending.manyAtATime(producer, rate, kafka);
                replay.forEach(reader, kafka, new LetterTally(), (letter, state, record) -> {
                    refuseWhenStopped(job);
                    sending.send(letter.place(), record);
                    job.sentOne();
                });
                sending.finish();
            }
        });
    }

    private static String targetOf(LetterReplay replay) {
        String topic = replay.target().topic();
        return topic == null ? replay.source().replayTopic().orElse("none") : topic;
    }

    /** Begins to drop letters, unless the same action runs. */
    public void drop(Order order, LetterDrop drop, String reason) {
        begin(order, "dead-letters.drop", Map.of("reason", reason), job -> {
            try (TopicReader reader = kafka.reader();
                    Producer<byte[], byte[]> producer = kafka.replayProducer()) {
                LetterSending sending = LetterSending.manyAtATime(producer, null, kafka);
                drop.forEach(reader, kafka, new LetterTally(), (letter, state) -> {
                    refuseWhenStopped(job);
                    sending.send(letter.place(), letter.dropped(reason, order.actor(), clock));
                    job.sentOne();
                });
                sending.finish();
            }
        });
    }

    /** Replays one letter with another value, at once. */
    public void replayEdited(Order order, LetterReplay replay, Letter letter, byte[] value, String version) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("filter", order.filter());
        details.put("target", targetOf(replay));
        details.put("version", version);
        audit.record("dead-letters.edit.started", order.topic(), order.actor(), details);
        try {
            kafka.ask(() -> sent(replay, letter, value));
            details.put("sent", 1);
        } catch (RuntimeException failed) {
            details.put("sent", 0);
            details.put("problem", String.valueOf(failed.getMessage()));
            throw failed;
        } finally {
            audit.record("dead-letters.edit.ended", order.topic(), order.actor(), details);
        }
    }

    private boolean sent(LetterReplay replay, Letter letter, byte[] value) {
        ProducerRecord<byte[], byte[]> record = replay.target().record(letter, replay.source());
        try (Producer<byte[], byte[]> producer = kafka.replayProducer();
                TopicReader reader = kafka.reader()) {
            reader.startsAt(record.topic(), Long.MAX_VALUE);
            LetterSending sending = LetterSending.oneAtATime(producer, null, kafka);
            sending.send(letter.place(), LetterEdit.withValue(record, value));
            sending.finish();
            return true;
        }
    }

    private static final class StoppedException extends RuntimeException {}

    private static void refuseWhenStopped(LetterJob job) {
        if (job.isStopped()) {
            throw new StoppedException();
        }
    }

    private synchronized void begin(Order order, String type, Map<String, Object> more, Consumer<LetterJob> action) {
        if (job(order.key()).filter(LetterJob::isRunning).isPresent()) {
            return;
        }
        if (jobs.asMap().values().stream()
                .anyMatch(other -> other.isRunning() && other.topic().equals(order.topic()))) {
            throw new TopicBusyException(order.topic());
        }
        LetterJob job =
                new LetterJob(order.topic(), order.planned(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        jobs.put(order.key(), job);
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("filter", order.filter());
        details.put("planned", order.planned());
        audit.record(type + ".started", order.topic(), order.actor(), details);
        threads.execute(() -> {
            String problem = problemOf(job, action);
            job.end(clock.instant(), problem);
            details.put("sent", job.sent());
            if (problem != null) {
                details.put("problem", problem);
            }
            audit.record(type + ".ended", order.topic(), order.actor(), details);
        });
    }

    private static @Nullable String problemOf(LetterJob job, Consumer<LetterJob> action) {
        try {
            action.accept(job);
            return null;
        } catch (StoppedException stopped) {
            return "Stopped.";
        } catch (OperationException | KafkaException | KafkaAwayException refused) {
            return String.valueOf(refused.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("An action on dead letters failed", failed);
            return String.valueOf(failed.getMessage());
        }
    }

    /** Lets what is on its way to Kafka arrive. */
    @PreDestroy
    void close() throws InterruptedException {
        jobs.asMap().values().forEach(LetterJob::stop);
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
