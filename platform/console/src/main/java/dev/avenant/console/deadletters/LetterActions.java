package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.avenant.console.ShownText;
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

    private final KafkaConnection kafka;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "letter-action");
        thread.setDaemon(true);
        return thread;
    });
    private final LetterJobs jobs = new LetterJobs(Ticker.systemTicker());

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
     * @param listing what the page listed on which it was ordered
     */
    public record Order(String key, String topic, String actor, String filter, int planned, LetterListing listing) {

        boolean means(Letter letter) {
            return listing.holds(letter.record().partition(), letter.record().offset());
        }
    }

    /** The action of a key that runs, or was the last to end here; empty when there is none since the console started. */
    public Optional<LetterJob> job(String key) {
        return jobs.of(key);
    }

    /** Ends an action before its end. */
    public void stop(String key) {
        job(key).ifPresent(LetterJob::stop);
    }

    /**
     * Begins a replay, unless the same one runs or the page was taken at its word before.
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
                LetterSending sending = LetterSending.manyAtATime(producer, rate, kafka, () -> refuseWhenStopped(job));
                replay.forEach(reader, kafka, new LetterTally(), (letter, state, record) -> {
                    if (order.means(letter)) {
                        refuseWhenStopped(job);
                        job.sentOne();
                        sending.send(letter.place(), record);
                    }
                });
                sending.finish();
            }
        });
    }

    private static String targetOf(LetterReplay replay) {
        String topic = replay.target().topic();
        return topic == null ? replay.source().replayTopic().orElse("none") : topic;
    }

    /** Begins to drop letters, unless the same action runs or the page was taken at its word before. */
    public void drop(Order order, LetterDrop drop, String reason) {
        begin(order, "dead-letters.drop", Map.of("reason", reason), job -> {
            try (TopicReader reader = kafka.reader();
                    Producer<byte[], byte[]> producer = kafka.replayProducer()) {
                LetterSending sending = LetterSending.manyAtATime(producer, null, kafka);
                drop.forEach(reader, kafka, new LetterTally(), (letter, state) -> {
                    if (order.means(letter)) {
                        refuseWhenStopped(job);
                        sending.send(letter.place(), letter.dropped(reason, order.actor(), clock));
                        job.sentOne();
                    }
                });
                sending.finish();
            }
        });
    }

    /** Replays one letter with another value, at once, unless the page was taken at its word before. */
    public void replayEdited(Order order, LetterReplay replay, Letter letter, byte[] value, String version) {
        if (!jobs.take(order.listing())) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("filter", order.filter());
        details.put("target", targetOf(replay));
        details.put("version", version);
        audit.record("dead-letters.edit.started", order.topic(), order.actor(), details);
        try {
            kafka.ask(() -> sent(replay, letter, value));
            details.put("sent", 1);
        } catch (RuntimeException failed) {
            jobs.giveBack(order.listing());
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

    private void begin(Order order, String type, Map<String, Object> more, Consumer<LetterJob> action) {
        LetterJob job =
                new LetterJob(order.topic(), order.planned(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (!jobs.begin(order.key(), order.listing(), job)) {
            return;
        }
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("filter", order.filter());
        details.put("planned", order.planned());
        audit.record(type + ".started", order.topic(), order.actor(), details);
        threads.execute(() -> {
            String problem = "Failed.";
            try {
                problem = problemOf(job, action);
            } finally {
                job.end(clock.instant(), problem);
                jobs.end(order.key(), job);
                details.put("sent", job.sent());
                if (problem != null) {
                    details.put("problem", problem);
                }
                audit.record(type + ".ended", order.topic(), order.actor(), details);
            }
        });
    }

    private static @Nullable String problemOf(LetterJob job, Consumer<LetterJob> action) {
        try {
            action.accept(job);
            return null;
        } catch (StoppedException stopped) {
            return "Stopped.";
        } catch (OperationException | KafkaException | KafkaAwayException refused) {
            return ShownText.line(String.valueOf(refused.getMessage()));
        } catch (RuntimeException failed) {
            LOG.error("An action on dead letters failed", failed);
            return ShownText.line(String.valueOf(failed.getMessage()));
        }
    }

    /** Lets what is on its way to Kafka arrive. */
    @PreDestroy
    void close() throws InterruptedException {
        jobs.running().forEach(LetterJob::stop);
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
