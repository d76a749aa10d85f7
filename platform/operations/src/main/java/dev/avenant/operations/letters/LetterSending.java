package dev.avenant.operations.letters;

import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.OperationText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in order, several at a time on their way, and ends with the first that Kafka does not take. What was sent
 * when it ends stays sent; whoever calls again finds that on the topic.
 */
public final class LetterSending {
    private static final int MOST_ON_THE_WAY = 200;
    private static final long MOST_BYTES_ON_THE_WAY = 16L * 1024 * 1024;
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Producer<byte[], byte[]> producer;
    private final @Nullable Double rate;
    private final KafkaAccess kafka;
    private final int window;
    private final Runnable whileWaiting;
    private final Deque<OnTheWay> onTheWay = new ArrayDeque<>();
    private long bytes;

    private LetterSending(
            Producer<byte[], byte[]> producer,
            @Nullable Double rate,
            KafkaAccess kafka,
            int window,
            Runnable whileWaiting) {
        this.producer = producer;
        this.rate = rate;
        this.kafka = kafka;
        this.window = window;
        this.whileWaiting = whileWaiting;
    }

    /**
     * For whom the order within each partition is enough.
     *
     * @param rate how many in a second at most; null for no limit
     */
    public static LetterSending manyAtATime(
            Producer<byte[], byte[]> producer, @Nullable Double rate, KafkaAccess kafka) {
        return manyAtATime(producer, rate, kafka, () -> {});
    }

    /**
     * For whom the order within each partition is enough.
     *
     * @param rate how many in a second at most; null for no limit
     * @param whileWaiting run now and then while the rate has it wait; ends the sending by an exception
     */
    public static LetterSending manyAtATime(
            Producer<byte[], byte[]> producer, @Nullable Double rate, KafkaAccess kafka, Runnable whileWaiting) {
        return new LetterSending(producer, rate, kafka, MOST_ON_THE_WAY, whileWaiting);
    }

    /** For whom no record may be there when one before it is not. */
    public static LetterSending oneAtATime(
            Producer<byte[], byte[]> producer, @Nullable Double rate, KafkaAccess kafka) {
        return new LetterSending(producer, rate, kafka, 1, () -> {});
    }

    private record OnTheWay(String place, long bytes, Future<RecordMetadata> answer) {}

    /**
     * Sends a record, and waits while too many are on their way.
     *
     * @param place of the letter, for messages
     * @throws NotSentException if Kafka did not take an earlier one
     */
    public void send(String place, ProducerRecord<byte[], byte[]> record) {
        long size = record.value() == null ? 0 : record.value().length;
        while (!onTheWay.isEmpty()
                && (rate != null || onTheWay.size() >= window || bytes + size > MOST_BYTES_ON_THE_WAY)) {
            await();
        }
        onTheWay.add(new OnTheWay(place, size, producer.send(record)));
        bytes += size;
        if (rate != null) {
            await();
            pause(rate);
        }
    }

    /** Returns when Kafka has all of them. */
    public void finish() {
        while (!onTheWay.isEmpty()) {
            await();
        }
    }

    private void await() {
        OnTheWay oldest = onTheWay.remove();
        bytes -= oldest.bytes();
        try {
            var unused = oldest.answer().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NotSentException(OperationText.of(
                    "letter.not-taken",
                    kafka.bootstrapServers(),
                    oldest.place().toString(),
                    String.valueOf(cause.getMessage())));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void pause(double perSecond) {
        try {
            long left = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
            while (left > 0) {
                long next = Math.min(left, LONGEST_SLEEP_NANOS);
                TimeUnit.NANOSECONDS.sleep(next);
                left -= next;
                whileWaiting.run();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static NotSentException interrupted() {
        Thread.currentThread().interrupt();
        return new NotSentException(OperationText.of("letter.interrupted"));
    }
}
