package dev.avenant.messaging;

import java.util.Optional;

/**
 * What a service knows about its own failures: a bean, asked before the starter judges by itself. Of several beans the
 * first that answers counts, in their order.
 *
 * <pre>{@code
 * @Bean
 * FailureClassification warehouseFailures() {
 *     return thrown -> thrown.getCause() instanceof WarehouseClosed
 *             ? Optional.of(FailureClassification.Verdict.RETRY_LATER)
 *             : Optional.empty();
 * }
 * }</pre>
 */
@FunctionalInterface
public interface FailureClassification {

    /**
     * What the failure means; empty when this bean does not know. What it throws itself counts as not knowing.
     *
     * @param thrown what came out of the handler, its transaction or the reading of the record; its causes may say more
     */
    Optional<Verdict> classify(Throwable thrown);

    /** What is to be done with the event. */
    enum Verdict {
        /** Something is away: its partition waits, as after {@link RetryLaterException}. */
        RETRY_LATER,
        /** Nobody knows: it is tried {@code avenant.messaging.retry.attempts} times, then goes to the dead-letter topic. */
        RETRY,
        /** It can never be handled: it goes to the dead-letter topic at once, as after {@link EventRefusedException}. */
        REFUSE
    }
}
