package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.failure.CircuitBreakers;
import dev.avenant.messaging.internal.failure.RetryTracker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.springframework.kafka.listener.MessageListener;

/** Makes the listener of a subscription, which handles its events as the subscription says. */
final class PollListenerFactory implements AutoCloseable {

    private final RecordListenerFactory records;
    private final BiFunction<Subscription, BooleanSupplier, PollHandling> batches;
    private final RecordRestorer restorer;
    private final RetryTracker retries;
    private final ConsumerFailures failures;
    private final CircuitBreakers circuits;
    private final EventLogContext log;
    private final List<ParallelHandling> parallel = new CopyOnWriteArrayList<>();

    PollListenerFactory(
            RecordListenerFactory records,
            BiFunction<Subscription, BooleanSupplier, PollHandling> batches,
            RecordRestorer restorer,
            RetryTracker retries,
            ConsumerFailures failures,
            CircuitBreakers circuits,
            EventLogContext log) {
        this.records = records;
        this.batches = batches;
        this.restorer = restorer;
        this.retries = retries;
        this.failures = failures;
        this.circuits = circuits;
        this.log = log;
    }

    /** @param isStopping whether the listener is to begin no further record */
    PollListener create(Subscription subscription, BooleanSupplier isStopping) {
        RecordListener record = records.create(subscription);
        String topic = subscription.topic();
        MessageListener<byte[], byte[]> oneByOne = log.around(restorer.before(record, topic));
        PollHandling handling = handling(subscription, record, isStopping);
        return new PollListener(
                topic,
                poll -> circuits.isClosed(topic) ? handling.handle(poll) : PollHandling.NONE.handle(poll),
                oneByOne,
                retries,
                unjudged -> failures.failed("avenant." + topic, unjudged),
                isStopping);
    }

    private PollHandling handling(Subscription subscription, RecordListener record, BooleanSupplier isStopping) {
        if (subscription.isInBatches()) {
            return batches.apply(subscription, isStopping);
        }
        if (subscription.threads() == 1) {
            return PollHandling.NONE;
        }
        ParallelHandling added = new ParallelHandling(
                record::originOf, record::passes, log, subscription.topic(), subscription.threads(), isStopping);
        parallel.add(added);
        return added;
    }

    @Override
    public void close() {
        parallel.forEach(ParallelHandling::close);
    }
}
