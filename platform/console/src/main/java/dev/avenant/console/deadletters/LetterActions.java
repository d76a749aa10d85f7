package dev.avenant.console.deadletters;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.audit.Actor;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterEdit;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSending;
import dev.avenant.operations.letters.LetterTally;
import dev.avenant.text.Sentence;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * Replays and drops letters in the background, and records who had it do so.
 *
 * <p>What was replayed is known from the topics alone. So an action that ended in the middle, because Kafka went away or the
 * console was killed, is begun again with the same filter: it goes on where it ended, and takes no letter twice.
 */
@PerCluster
public class LetterActions {

    private static final Logger LOG = LoggerFactory.getLogger(LetterActions.class);
    private static final int AT_ONCE = 4;

    /** What records of actions call a replay. */
    public static final String REPLAY = "dead-letters.replay";

    /** The same with another value. */
    public static final String EDIT = "dead-letters.edit";

    /** What records of actions call a drop. */
    public static final String DROP = "dead-letters.drop";

    private static final String STOP = "dead-letters.stop";

    private final KafkaConnection kafka;
    private final Access access;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "letter-action");
        thread.setDaemon(true);
        return thread;
    });
    private final LetterJobs jobs = new LetterJobs(Ticker.systemTicker());

    LetterActions(KafkaConnection kafka, Access access, AuditLog audit) {
        this.kafka = kafka;
        this.access = access;
        this.audit = audit;
    }

    /**
     * What somebody had done.
     *
     * @param key tells it from others; the same for the same action with the same filter
     * @param filter which letters, as the address of the page says it
     * @param planned how many letters there are
     * @param listing what the page listed on which it was ordered
     */
    public record Order(String key, String topic, String filter, int planned, LetterListing listing) {

        boolean means(Letter letter) {
            return listing.holds(letter.record().partition(), letter.record().offset());
        }
    }

    /**
     * The action of a key on the letters of a topic that runs, or was the last to end here; empty when there is none since
     * the console started.
     */
    public Optional<LetterJob> job(String topic, String key) {
        access.requireTopic(topic);
        return jobs.of(key).filter(job -> job.topic().equals(topic));
    }

    /**
     * Ends an action before its end.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public void stop(String topic, String key) {
        access.requireTopic(topic);
        access.begin(STOP, topic, null, Map.of());
        job(topic, key).filter(LetterJob::isRunning).ifPresent(job -> {
            job.stop();
            audit.record(AuditEvent.ended(STOP, topic, access.actor(), null, Map.of()));
        });
    }

    /**
     * Begins a replay, unless the same one runs or the page was taken at its word before.
     *
     * @param rate how many in a second at most; null for no limit
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public void replay(Order order, LetterReplay replay, @Nullable Double rate) {
        Map<String, Object> details = new LinkedHashMap<>();
        Permissions mine = access.mine();
        details.put("target", replay.target().isOriginal() ? "original topic" : targetOf(replay));
        if (rate != null) {
            details.put("rate", rate);
        }
        String target = replay.target().isOriginal() ? null : targetOf(replay);
        begin(order, REPLAY, target, details, job -> {
            try (TopicReader reader = kafka.reader();
                    Producer<byte[], byte[]> producer = kafka.replayProducer()) {
                LetterSending sending = LetterSending.manyAtATime(producer, rate, kafka, () -> refuseWhenStopped(job));
                replay.forEach(reader, kafka, new LetterTally(), (letter, state, record) -> {
                    if (order.means(letter)) {
                        refuseWhenStopped(job);
                        requireActing(mine, order.topic(), record.topic());
                        job.sentOne();
                        sending.send(letter.place(), record);
                    }
                });
                sending.finish();
            }
        });
    }

    /** A letter says itself which topic it came from, so whoever replays it there may name any. */
    private void requireActing(Permissions mine, String letters, String topic) {
        if (access.keepsRecords(topic)) {
            throw refusedOrigin("problem.origin-keeps-records", topic);
        }
        if (!mine.actsOn(topic)) {
            throw refusedOrigin("problem.origin-not-granted", topic);
        }
        if (!mine.seesPersonalDataOf(letters) && mine.seesPersonalDataOf(topic)) {
            throw refusedOrigin("problem.origin-shows-more", topic);
        }
    }

    private static OperationException refusedOrigin(String key, String topic) {
        return OperationException.wrongRequest(new Sentence("messages", key, List.of(ShownText.line(topic))));
    }

    private static String targetOf(LetterReplay replay) {
        String topic = replay.target().topic();
        return topic == null ? replay.source().replayTopic().orElse("none") : topic;
    }

    /**
     * Begins to drop letters, unless the same action runs or the page was taken at its word before.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public void drop(Order order, LetterDrop drop, String reason) {
        String actor = access.actor().text();
        begin(order, DROP, null, Map.of("reason", reason), job -> {
            try (TopicReader reader = kafka.reader();
                    Producer<byte[], byte[]> producer = kafka.replayProducer()) {
                LetterSending sending = LetterSending.manyAtATime(producer, null, kafka);
                drop.forEach(reader, kafka, new LetterTally(), (letter, state) -> {
                    if (order.means(letter)) {
                        refuseWhenStopped(job);
                        sending.send(letter.place(), letter.dropped(reason, actor, clock));
                        job.sentOne();
                    }
                });
                sending.finish();
            }
        });
    }

    /** Whether a page, or a check, was taken at its word before. */
    public boolean isTaken(LetterListing listing) {
        return jobs.isTaken(listing);
    }

    /**
     * Replays one letter with another value, at once, unless the page was taken at its word before.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public void replayEdited(Order order, LetterReplay replay, Letter letter, byte[] value, String version) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("filter", order.filter());
        details.put("version", version);
        ProducerRecord<byte[], byte[]> record = replay.target().record(letter, replay.source());
        details.put("target", record.topic());
        access.begin(EDIT, order.topic(), record.topic(), details);
        if (!jobs.take(order.listing())) {
            return;
        }
        Actor actor = access.actor();
        String problem = "Failed.";
        try {
            audit.record(AuditEvent.started(EDIT, order.topic(), actor, details));
            kafka.ask(() -> sent(LetterEdit.withValue(record, value), letter));
            problem = null;
        } catch (RuntimeException failed) {
            jobs.giveBack(order.listing());
            problem = problemOf(failed);
            throw failed;
        } finally {
            details.put("sent", problem == null ? 1 : 0);
            audit.record(AuditEvent.ended(EDIT, order.topic(), actor, problem, details));
        }
    }

    private boolean sent(ProducerRecord<byte[], byte[]> record, Letter letter) {
        try (Producer<byte[], byte[]> producer = kafka.replayProducer();
                TopicReader reader = kafka.reader()) {
            reader.startsAt(record.topic(), Long.MAX_VALUE);
            LetterSending sending = LetterSending.oneAtATime(producer, null, kafka);
            sending.send(letter.place(), record);
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

    private void begin(
            Order order, String type, @Nullable String written, Map<String, Object> more, Consumer<LetterJob> action) {
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("filter", order.filter());
        details.put("planned", order.planned());
        access.begin(type, order.topic(), written, details);
        Actor actor = access.actor();
        LetterJob job =
                new LetterJob(order.topic(), order.planned(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (!jobs.begin(order.key(), order.listing(), job)) {
            return;
        }
        try {
            audit.record(AuditEvent.started(type, order.topic(), actor, details));
        } catch (RuntimeException unrecorded) {
            job.end(clock.instant(), LetterJob.End.FAILED, unrecorded);
            jobs.end(order.key(), job);
            jobs.giveBack(order.listing());
            throw unrecorded;
        }
        threads.execute(() -> run(order, type, actor, details, job, action));
    }

    private void run(
            Order order,
            String type,
            Actor actor,
            Map<String, Object> details,
            LetterJob job,
            Consumer<LetterJob> action) {
        Throwable problem = null;
        LetterJob.End end = LetterJob.End.DONE;
        try {
            action.accept(job);
        } catch (StoppedException stopped) {
            end = LetterJob.End.STOPPED;
        } catch (OperationException | KafkaException | KafkaAwayException refused) {
            end = LetterJob.End.FAILED;
            problem = refused;
        } catch (RuntimeException | Error failed) {
            LOG.error("An action on dead letters failed", failed);
            end = LetterJob.End.FAILED;
            problem = failed;
        } finally {
            job.end(clock.instant(), end, problem);
            jobs.end(order.key(), job);
            details.put("sent", job.sent());
            audit.record(AuditEvent.ended(
                    type, order.topic(), actor, end == LetterJob.End.STOPPED ? "Stopped." : job.problem(), details));
        }
    }

    private static String problemOf(Throwable failed) {
        return ShownText.line(String.valueOf(failed.getMessage()));
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
