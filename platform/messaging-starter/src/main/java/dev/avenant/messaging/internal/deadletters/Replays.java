package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts letters on the replay topic, one after the other, and says so in the table after each: a replay that ends in the
 * middle is begun again, and takes those that are left. One runs at a time.
 */
final class Replays implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final DeadLetterTable table;
    private final Supplier<TopicReader> readers;
    private final LetterProducer producer;
    private final String group;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ReplayReport report;

    Replays(DeadLetterTable table, Supplier<TopicReader> readers, LetterProducer producer, String group) {
        this.table = table;
        this.readers = readers;
        this.producer = producer;
        this.group = group;
    }

    /** The last one, or the one that runs; null before the first. */
    @Nullable
    ReplayReport report() {
        return report;
    }

    /**
     * Begins to replay these letters.
     *
     * @param perSecond how many at most
     * @throws IllegalStateException if another replay runs
     */
    synchronized ReplayReport begin(List<DeadLetterTable.Found> letters, double perSecond) {
        ReplayReport before = report;
        if (before != null && before.running()) {
            throw new IllegalStateException("A replay runs already: " + before.replayed() + " of " + before.letters()
                    + " letters are replayed. Try again when it has ended");
        }
        ReplayReport begun = new ReplayReport(letters.size(), 0, 0, true, null, List.of());
        report = begun;
        try {
            Thread thread = new Thread(() -> run(letters, perSecond), "avenant-replay");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable notBegun) {
            report = before;
            throw notBegun;
        }
        return begun;
    }

    private void run(List<DeadLetterTable.Found> letters, double perSecond) {
        long pause = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        int replayed = 0;
        int skipped = 0;
        String failure = null;
        try (TopicReader reader = readers.get()) {
            for (DeadLetterTable.Found letter : letters) {
                if (replay(letter, reader)) {
                    replayed++;
                } else {
                    skipped++;
                }
                report = new ReplayReport(letters.size(), replayed, skipped, true, null, List.of());
                if (closed.await(pause, TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("The service stopped. Replay again for those that are left");
                }
            }
        } catch (Throwable failed) {
            // An error too: a replay that seems to run for ever would keep every other one from beginning.
            failure = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            LOG.atWarn().log("A replay ended after {} of {} letters: {}", replayed, letters.size(), failure);
        } finally {
            report = new ReplayReport(letters.size(), replayed, skipped, false, failure, List.of());
        }
    }

    /**
     * Puts one letter on the replay topic; answers false if it is not the newest of its record any more, or is gone. In a
     * dead-letter topic that was deleted and made again another letter may lie where it lay.
     *
     * @throws IllegalStateException if Kafka does not take it
     */
    boolean replay(DeadLetterTable.Found chosen, TopicReader reader) {
        Optional<DeadLetterTable.Found> now = table.find(chosen.view().id()).filter(chosen::equals);
        if (now.isEmpty()) {
            return false;
        }
        String topic = DeadLetterTopic.of(chosen.topic(), group).name();
        Optional<DeadLetter> letter = reader.at(topic, chosen.letterPartition(), chosen.letterOffset())
                .map(DeadLetter::new)
                .filter(found -> found.id().equals(chosen.view().id()));
        if (letter.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .log(
                            "Letter {} is not at {} any more",
                            chosen.view().id(),
                            chosen.view().letter());
            return false;
        }
        try {
            var unused = producer.get().send(letter.get().replay()).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "Kafka did not take the replay of " + chosen.view().id() + " from " + topic + " "
                            + chosen.view().letter() + ": " + failed.getCause(),
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
        table.replayed(chosen.view().id(), chosen.letterPartition(), chosen.letterOffset());
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
