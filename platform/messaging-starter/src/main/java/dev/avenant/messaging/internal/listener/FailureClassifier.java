package dev.avenant.messaging.internal.listener;

import static dev.avenant.messaging.internal.listener.Failure.Remedy.DEAD_LETTER;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.RETRY;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.WAIT;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.WAIT_FOR_SCHEMA;

import dev.avenant.messaging.EventRefusedException;
import dev.avenant.messaging.internal.MalformedEnvelopeException;
import dev.avenant.messaging.internal.NotAnEventException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells a record that is bad from a world that is away. What is away is never the record's fault, so the rules for it
 * come first; what no rule knows is tried again a few times.
 */
final class FailureClassifier {

    /** SQLSTATE classes of a database that is away, busy, full, shutting down or was in a deadlock. */
    private static final List<String> PASSING_SQL_STATES = List.of("08", "40", "53", "55", "57", "58", "25006", "XX");

    private static final List<Class<? extends Throwable>> PASSING = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            DataAccessResourceFailureException.class,
            CannotCreateTransactionException.class,
            RetriableException.class,
            InterruptException.class,
            InterruptedException.class,
            WakeupException.class,
            IOException.class);

    private FailureClassifier() {}

    /** A failure before the event reached its handler. */
    static Failure ofReading(Throwable thrown) {
        Optional<SerdeFailure> serde = SerdeFailure.find(thrown);
        if (serde.isPresent()) {
            SerdeFailure.Kind kind = serde.get().kind();
            if (kind == SerdeFailure.Kind.UNKNOWN_SCHEMA_ID) {
                return new Failure(WAIT_FOR_SCHEMA, kind.name(), thrown);
            }
            return new Failure(kind.isFaultOfTheRecord() ? DEAD_LETTER : WAIT, kind.name(), thrown);
        }
        if (thrown instanceof MalformedEnvelopeException) {
            return new Failure(DEAD_LETTER, "MALFORMED_ENVELOPE", thrown);
        }
        if (thrown instanceof NotAnEventException) {
            return new Failure(DEAD_LETTER, "NOT_AN_EVENT", thrown);
        }
        if (thrown instanceof WrongTypeException) {
            return new Failure(DEAD_LETTER, "WRONG_TYPE", thrown);
        }
        return ForeignSerdeFailures.failureOf(thrown)
                .orElseGet(() -> new Failure(isPassing(thrown) ? WAIT : RETRY, "UNREADABLE", thrown));
    }

    /** A failure of the handler, or of the transaction around it. */
    static Failure ofHandling(Throwable thrown) {
        Optional<Throwable> refused = find(thrown, EventRefusedException.class::isInstance);
        if (refused.isPresent()) {
            return new Failure(DEAD_LETTER, "HANDLER_REFUSED", refused.get());
        }
        if (SerdeFailure.find(thrown).map(found -> found.kind().isTransient()).orElse(false) || isPassing(thrown)) {
            return new Failure(WAIT, "HANDLER_WAITING", thrown);
        }
        return new Failure(RETRY, "HANDLER_FAILED", thrown);
    }

    private static boolean isPassing(Throwable thrown) {
        return find(thrown, FailureClassifier::isPassingCause).isPresent();
    }

    private static boolean isPassingCause(Throwable cause) {
        return PASSING.stream().anyMatch(type -> type.isInstance(cause)) || isPassingSql(cause);
    }

    /** Without a state it was the pool or the driver that had lost the connection. */
    private static boolean isPassingSql(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return false;
        }
        String state = sql.getSQLState();
        return state == null || PASSING_SQL_STATES.stream().anyMatch(state::startsWith);
    }

    /** Looks at the exception, its causes, and what was thrown before a roll-back failed. */
    private static Optional<Throwable> find(Throwable thrown, Predicate<Throwable> wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(thrown));
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (wanted.test(next)) {
                return Optional.of(next);
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            if (next instanceof TransactionSystemException failed && failed.getApplicationException() != null) {
                open.add(failed.getApplicationException());
            }
        }
        return Optional.empty();
    }
}
