package dev.avenant.messaging.internal.listener;

import static dev.avenant.messaging.internal.listener.Failure.Remedy.DEAD_LETTER;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.RETRY;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.WAIT;
import static dev.avenant.messaging.internal.listener.Failure.Remedy.WAIT_FOR_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.EventRefusedException;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

@Tag("fast")
class FailureClassifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"08001", "08006", "40001", "40P01", "53300", "53100", "55P03", "55000", "57P01", "57P03", "58030"
            })
    void waitsForADatabaseThatSaysItIsAwayOrBusy(String sqlState) {
        SQLException cause = new SQLException("the database's own words", sqlState);

        Failure failure = FailureClassifier.ofHandling(new UncategorizedSQLException("task", "SELECT 1", cause));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.WAIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "22001", "22021", "42P01", "42703"})
    void triesADatabaseThatDislikesTheDataOnlyAFewTimes(String sqlState) {
        SQLException cause = new SQLException("the database's own words", sqlState);

        Failure failure = FailureClassifier.ofHandling(new UncategorizedSQLException("task", "SELECT 1", cause));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void waitsWhenTheConnectionWasLostBeforeTheRollBack() {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(FailureClassifier.ofHandling(failed).remedy()).isEqualTo(Failure.Remedy.WAIT);
    }

    @Test
    void seesWhatTheHandlerThrewBehindARollBackThatFailed() {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        failed.initApplicationException(new EventRefusedException("no such company"));

        Failure failure = FailureClassifier.ofHandling(failed);

        assertThat(failure)
                .hasToString("HANDLER_REFUSED (dev.avenant.messaging.EventRefusedException): no such company");
        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.DEAD_LETTER);
    }

    static Stream<Arguments> failuresOfAnotherSerde() {
        SerializationException truncated = new SerializationException("Error deserializing", new EOFException());
        SerializationException noAvro =
                new SerializationException("Error deserializing", new IllegalArgumentException("Unknown magic byte!"));
        SerializationException refused =
                new SerializationException("java.net.ConnectException", new ConnectException("Connection refused"));
        SerializationException unknown =
                new SerializationException("Error retrieving", new RestClientException("no 7; error code: 40403"));
        SerializationException rejected =
                new SerializationException("Error retrieving", new RestClientException("bad; error code: 42201"));
        return Stream.of(
                Arguments.of(truncated, DEAD_LETTER, "TRUNCATED"),
                Arguments.of(noAvro, DEAD_LETTER, "MALFORMED"),
                Arguments.of(new SerializationException("Could not find class n.A"), DEAD_LETTER, "MALFORMED"),
                Arguments.of(refused, WAIT, "REGISTRY_UNAVAILABLE"),
                Arguments.of(unknown, WAIT_FOR_SCHEMA, "UNKNOWN_SCHEMA_ID"),
                Arguments.of(rejected, WAIT, "REGISTRY_REJECTED"),
                Arguments.of(new TimeoutException("503"), WAIT, "REGISTRY_UNAVAILABLE"),
                Arguments.of(DisconnectException.INSTANCE, WAIT, "REGISTRY_UNAVAILABLE"),
                Arguments.of(new ThrottlingQuotaExceededException("429"), WAIT, "REGISTRY_UNAVAILABLE"),
                Arguments.of(new AuthenticationException("401"), WAIT, "REGISTRY_REFUSED"),
                Arguments.of(new AuthorizationException("403"), WAIT, "REGISTRY_REFUSED"),
                Arguments.of(new InvalidConfigurationException("no client"), WAIT, "MISCONFIGURED"),
                Arguments.of(new IllegalStateException("odd"), RETRY, "UNREADABLE"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfAnotherSerde")
    void tellsTheFailuresOfAnotherSerdeByTheirClasses(Throwable thrown, Failure.Remedy remedy, String category) {
        Failure failure = FailureClassifier.ofReading(thrown);

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.category()).isEqualTo(category);
    }

    /** Named as the exception of Confluent's client is. */
    static final class RestClientException extends Exception {
        RestClientException(String message) {
            super(message);
        }
    }

    @Test
    void waitsForEverythingElseThatIsAway() {
        assertThat(FailureClassifier.ofHandling(new QueryTimeoutException("slow"))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(FailureClassifier.ofHandling(new CannotCreateTransactionException("no connection"))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(FailureClassifier.ofHandling(new IllegalStateException(new ConnectException("refused")))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(FailureClassifier.ofHandling(new TimeoutException("no leader"))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
    }

    @Test
    void triesWhatNobodyKnowsAFewTimes() {
        assertThat(FailureClassifier.ofHandling(new NullPointerException()).remedy())
                .isEqualTo(Failure.Remedy.RETRY);
        assertThat(FailureClassifier.ofHandling(new DataIntegrityViolationException("taken"))
                        .remedy())
                .isEqualTo(Failure.Remedy.RETRY);
        assertThat(FailureClassifier.ofReading(new StackOverflowError()).remedy())
                .isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void survivesCausesThatGoRoundInACircle() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(FailureClassifier.ofHandling(first).remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void keepsTheMessageOfAFailureToOneLineOfReasonableLength() {
        Failure failure =
                FailureClassifier.ofHandling(new IllegalStateException("line one\nline two\u0000" + "x".repeat(5000)));

        assertThat(failure.message())
                .startsWith("line one line two x")
                .hasSize(1000)
                .endsWith("x...");
    }

    @ParameterizedTest
    @EnumSource(SerdeFailure.Kind.class)
    void deadLettersARecordOnlyForFaultsOfTheRecord(SerdeFailure.Kind kind) {
        Failure.Remedy expected = kind == SerdeFailure.Kind.UNKNOWN_SCHEMA_ID
                ? Failure.Remedy.WAIT_FOR_SCHEMA
                : kind.isFaultOfTheRecord() ? Failure.Remedy.DEAD_LETTER : Failure.Remedy.WAIT;

        Failure failure = FailureClassifier.ofReading(new IllegalStateException(new Unreadable(kind)));

        assertThat(failure.remedy()).isEqualTo(expected);
        assertThat(failure.category()).isEqualTo(kind.name());
    }

    private static final class Unreadable extends RuntimeException implements SerdeFailure {
        private final Kind kind;

        Unreadable(Kind kind) {
            this.kind = kind;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public FailureSite site() {
            return new FailureSite(null, false, null, null, null, null);
        }
    }
}
