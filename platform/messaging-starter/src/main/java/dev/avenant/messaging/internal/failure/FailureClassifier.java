package dev.avenant.messaging.internal.failure;

import static dev.avenant.messaging.internal.failure.Failure.Remedy.DEAD_LETTER;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.RETRY;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.RETRY_SLOWLY;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT_FOR_SCHEMA;

import dev.avenant.messaging.EventRefusedException;
import dev.avenant.messaging.FailureClassification;
import dev.avenant.messaging.RetryLaterException;
import dev.avenant.messaging.internal.MalformedEnvelopeException;
import dev.avenant.messaging.internal.NotAnEventException;
import dev.avenant.messaging.internal.inbox.SameIdException;
import dev.avenant.serde.errors.SerdeFailure;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a record that is bad from a world that is away. The service's own word comes first. What is away is never the
 * record's fault, so the rules for it come next; what no rule knows is tried again a few times.
 */
public final class FailureClassifier {

    private static final Logger LOG = LoggerFactory.getLogger(FailureClassifier.class);
    private static final String UNREADABLE = "UNREADABLE";
    private static final String REFUSED = "HANDLER_REFUSED";
    private static final String WAITING = "HANDLER_WAITING";
    private static final String FAILED = "HANDLER_FAILED";

    private final List<FailureClassification> ofTheService;

    FailureClassifier(List<FailureClassification> ofTheService) {
        this.ofTheService = List.copyOf(ofTheService);
    }

    /** A failure before the event reached its handler. */
    public Failure ofReading(Throwable thrown) {
        return wordOfTheService(thrown)
                .map(verdict -> new Failure(remedy(verdict), UNREADABLE, thrown))
                .or(() -> ofSerde(thrown))
                .or(() -> ForeignSerdeFailures.failureOf(thrown))
                .orElseGet(() -> unknown(thrown, UNREADABLE, UNREADABLE));
    }

    /** A failure of the handler, or of the transaction around it. */
    public Failure ofHandling(Throwable thrown) {
        if (thrown instanceof SameIdException) {
            return new Failure(DEAD_LETTER, "SAME_ID_OTHER_CONTENT", thrown);
        }
        Optional<FailureClassification.Verdict> verdict = wordOfTheService(thrown);
        if (verdict.isPresent()) {
            return ofHandling(verdict.get(), thrown);
        }
        Optional<Throwable> said = KnownFailures.find(
                thrown, cause -> cause instanceof EventRefusedException || cause instanceof RetryLaterException);
        if (said.isPresent()) {
            return said.get() instanceof EventRefusedException
                    ? new Failure(DEAD_LETTER, REFUSED, said.get())
                    : new Failure(WAIT, WAITING, said.get());
        }
        if (SerdeFailure.find(thrown).map(found -> found.kind().isTransient()).orElse(false)) {
            return new Failure(WAIT, WAITING, thrown);
        }
        return unknown(thrown, WAITING, FAILED);
    }

    private static Failure ofHandling(FailureClassification.Verdict verdict, Throwable thrown) {
        return switch (verdict) {
            case RETRY_LATER -> new Failure(WAIT, WAITING, thrown);
            case RETRY -> new Failure(RETRY, FAILED, thrown);
            case REFUSE -> new Failure(DEAD_LETTER, REFUSED, thrown);
        };
    }

    private static Optional<Failure> ofSerde(Throwable thrown) {
        Optional<SerdeFailure> serde = SerdeFailure.find(thrown);
        if (serde.isPresent()) {
            SerdeFailure.Kind kind = serde.get().kind();
            Failure.Remedy remedy = kind == SerdeFailure.Kind.UNKNOWN_SCHEMA_ID
                    ? WAIT_FOR_SCHEMA
                    : kind.isFaultOfTheRecord() ? DEAD_LETTER : WAIT;
            return Optional.of(new Failure(remedy, kind.name(), thrown));
        }
        if (thrown instanceof MalformedEnvelopeException) {
            return Optional.of(new Failure(DEAD_LETTER, "MALFORMED_ENVELOPE", thrown));
        }
        if (thrown instanceof NotAnEventException) {
            return Optional.of(new Failure(DEAD_LETTER, "NOT_AN_EVENT", thrown));
        }
        if (thrown instanceof WrongTypeException) {
            return Optional.of(new Failure(DEAD_LETTER, "WRONG_TYPE", thrown));
        }
        return Optional.empty();
    }

    private static Failure unknown(Throwable thrown, String ifPassing, String otherwise) {
        if (KnownFailures.isPassing(thrown)) {
            return new Failure(WAIT, ifPassing, thrown);
        }
        boolean isWithoutMemory =
                KnownFailures.find(thrown, OutOfMemoryError.class::isInstance).isPresent();
        return new Failure(isWithoutMemory ? RETRY_SLOWLY : RETRY, otherwise, thrown);
    }

    private static Failure.Remedy remedy(FailureClassification.Verdict verdict) {
        return switch (verdict) {
            case RETRY_LATER -> WAIT;
            case RETRY -> RETRY;
            case REFUSE -> DEAD_LETTER;
        };
    }

    private Optional<FailureClassification.Verdict> wordOfTheService(Throwable thrown) {
        for (FailureClassification classification : ofTheService) {
            try {
                Optional<FailureClassification.Verdict> verdict = classification.classify(thrown);
                if (verdict.isPresent()) {
                    return verdict;
                }
            } catch (RuntimeException | LinkageError | StackOverflowError failed) {
                LOG.atWarn()
                        .addKeyValue("classification", classification.getClass().getName())
                        .log("A FailureClassification failed and is passed over: {}", String.valueOf(failed));
            }
        }
        return Optional.empty();
    }
}
