package dev.avenant.messaging.internal.failure;

import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.UTFDataFormatException;
import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Which exceptions say that the world is away. An exception that says nothing of the kind is no proof of it. */
public final class KnownFailures {

    /** No connection came about, whatever state the database gave as the reason. */
    private static final List<Class<? extends Throwable>> WITHOUT_CONNECTION = List.of(
            CannotCreateTransactionException.class,
            CannotGetJdbcConnectionException.class,
            SQLTransientConnectionException.class,
            SQLNonTransientConnectionException.class,
            SQLRecoverableException.class);

    private static final List<Class<? extends Throwable>> PASSING = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            DataAccessResourceFailureException.class,
            SQLTransientException.class,
            RetriableException.class,
            InterruptException.class,
            InterruptedException.class,
            WakeupException.class,
            TimeoutException.class,
            IOException.class);

    /** Of the kinds above, what comes of the same data each time. */
    private static final List<Class<? extends Throwable>> NOT_PASSING = List.of(
            OptimisticLockingFailureException.class,
            MalformedURLException.class,
            FileNotFoundException.class,
            NoSuchFileException.class,
            FileAlreadyExistsException.class,
            NotDirectoryException.class,
            DirectoryNotEmptyException.class,
            CharacterCodingException.class,
            CharConversionException.class,
            UnsupportedEncodingException.class,
            UTFDataFormatException.class,
            ObjectStreamException.class,
            ZipException.class);

    /** As above, by name since they may not be on the class path: Jackson 2's failures are I/O exceptions. */
    private static final Set<String> NOT_PASSING_NAMES =
            Set.of("com.fasterxml.jackson.core.JacksonException", "com.fasterxml.jackson.core.JsonProcessingException");

    /** SQLSTATEs, or their first characters, of a database that is away, busy, full, shutting down or in a deadlock. */
    private static final List<String> PASSING_SQL_STATES =
            List.of("08", "40", "53000", "53100", "53300", "55006", "55P03", "57", "58", "25006", "XX");

    /** A transaction that a constraint ended, which it does each time. */
    private static final String BROKEN_CONSTRAINT = "40002";

    private KnownFailures() {}

    /** Whether the same call passes when something that is away has come back. */
    static boolean isPassing(Throwable thrown) {
        if (find(thrown, cause -> isOneOf(WITHOUT_CONNECTION, cause)).isPresent()) {
            return true;
        }
        Optional<Throwable> said = find(thrown, cause -> sqlState(cause) != null);
        if (said.isPresent()) {
            return isPassingState(String.valueOf(sqlState(said.get())));
        }
        return find(thrown, KnownFailures::isPassingCause).isPresent();
    }

    /** Looks at the exception, its causes, and what was thrown before a roll-back failed. */
    public static Optional<Throwable> find(Throwable thrown, Predicate<Throwable> wanted) {
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

    private static boolean isPassingCause(Throwable cause) {
        // A roll-back or commit that the database did not answer: the connection was gone.
        if (cause instanceof TransactionSystemException && cause.getCause() instanceof SQLException) {
            return true;
        }
        return isOneOf(PASSING, cause) && !isOneOf(NOT_PASSING, cause) && !isNamed(cause.getClass());
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable cause) {
        return types.stream().anyMatch(type -> type.isInstance(cause));
    }

    private static boolean isNamed(Class<?> thrown) {
        for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
            if (NOT_PASSING_NAMES.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String sqlState(Throwable cause) {
        return cause instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static boolean isPassingState(String state) {
        return !state.startsWith(BROKEN_CONSTRAINT)
                && PASSING_SQL_STATES.stream().anyMatch(state::startsWith);
    }
}
