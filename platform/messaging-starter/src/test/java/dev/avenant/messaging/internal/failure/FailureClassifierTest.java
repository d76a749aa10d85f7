package dev.avenant.messaging.internal.failure;

import static dev.avenant.messaging.internal.failure.Failure.Remedy.DEAD_LETTER;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.RETRY;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT;
import static dev.avenant.messaging.internal.failure.Failure.Remedy.WAIT_FOR_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.EventRefusedException;
import dev.avenant.messaging.FailureClassification;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.UnmappableCharacterException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

@Tag("fast")
class FailureClassifierTest {

    private final FailureClassifier classifier = new FailureClassifier(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "40001", "40P01", "53300", "53100", "53000", "55P03", "55006", "57P01", "57P03",
                "58030", "25006", "XX000"
            })
    void waitsForADatabaseThatSaysItIsAwayOrBusy(String sqlState) {
        SQLException cause = new SQLException("the database's own words", sqlState);

        Failure failure = classifier.ofHandling(new UncategorizedSQLException("task", "SELECT 1", cause));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.WAIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"23505", "23503", "22001", "22021", "42P01", "42703", "53200", "53400", "54001", "55000", "40002"
            })
    void triesADatabaseThatDislikesTheDataOnlyAFewTimes(String sqlState) {
        SQLException cause = new SQLException("the database's own words", sqlState);

        Failure failure = classifier.ofHandling(new UncategorizedSQLException("task", "SELECT 1", cause));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void believesTheDatabasesStateMoreThanTheClassThatSpringMakesOfIt() {
        SQLException memory = new SQLException("out of memory", "53200");

        Failure failure = classifier.ofHandling(new DataAccessResourceFailureException("task", memory));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void waitsForAConnectionWhateverTheDatabaseSaysAboutIt() {
        SQLException closed = new SQLException("database is not currently accepting connections", "55000");

        Failure failure = classifier.ofHandling(new CannotGetJdbcConnectionException("no connection", closed));

        assertThat(failure.remedy()).isEqualTo(Failure.Remedy.WAIT);
        assertThat(classifier
                        .ofHandling(new SQLTransientConnectionException("not available", "55000"))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
    }

    @Test
    void takesADriversFailureWithoutAStateForNoLostConnection() {
        SQLException plain = new SQLException("The column index is out of range: 3, number of columns: 2.");

        assertThat(classifier.ofHandling(plain).remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void passesOverAClassificationThatFailsItself() {
        FailureClassifier withFaulty = new FailureClassifier(List.of(
                thrown -> {
                    throw new IllegalStateException("a fault of the service");
                },
                thrown -> Optional.of(FailureClassification.Verdict.REFUSE)));

        assertThat(withFaulty.ofHandling(new ConnectException("refused")))
                .hasToString("HANDLER_REFUSED (java.net.ConnectException): refused");
        assertThat(withFaulty.ofReading(new ConnectException("refused")))
                .hasToString("UNREADABLE (java.net.ConnectException): refused");
    }

    @Test
    void waitsWhenTheConnectionWasLostBeforeTheRollBack() {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(classifier.ofHandling(failed).remedy()).isEqualTo(Failure.Remedy.WAIT);
    }

    @Test
    void seesWhatTheHandlerThrewBehindARollBackThatFailed() {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        failed.initApplicationException(new EventRefusedException("no such company"));

        Failure failure = classifier.ofHandling(failed);

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
        Failure failure = classifier.ofReading(thrown);

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
        assertThat(classifier.ofHandling(new QueryTimeoutException("slow")).remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(classifier
                        .ofHandling(new CannotCreateTransactionException("no connection"))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(classifier
                        .ofHandling(new IllegalStateException(new ConnectException("refused")))
                        .remedy())
                .isEqualTo(Failure.Remedy.WAIT);
        assertThat(classifier.ofHandling(new TimeoutException("no leader")).remedy())
                .isEqualTo(Failure.Remedy.WAIT);
    }

    static Stream<Throwable> failuresOfWhatIsAway() {
        return Stream.of(
                new IOException("connection reset by peer"),
                new UncheckedIOException(new SocketTimeoutException("Read timed out")),
                new EOFException("the other side closed the connection"),
                new java.util.concurrent.TimeoutException("no answer"),
                new ExecutionException(new java.util.concurrent.TimeoutException("no answer")),
                new NotLeaderOrFollowerException("a broker ended"),
                new InterruptedException(),
                new InterruptException("stopped"),
                new WakeupException(),
                new SQLTransientConnectionException("no connection within 2 s"),
                new SQLNonTransientConnectionException("refused"),
                new SQLRecoverableException("the connection is closed"),
                new SQLTransientException("not now"),
                new CannotCreateTransactionException("no connection"),
                new CannotGetJdbcConnectionException("no connection"),
                new CannotAcquireLockException("another one has it"),
                new RecoverableDataAccessException("the connection is closed"),
                new DataAccessResourceFailureException("the database is away"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfWhatIsAway")
    void waitsForEachThatIsAwayAlsoBehindAnotherException(Throwable thrown) {
        assertThat(classifier.ofHandling(thrown).remedy()).isEqualTo(WAIT);
        assertThat(classifier
                        .ofHandling(new IllegalStateException("not handled", thrown))
                        .remedy())
                .isEqualTo(WAIT);
    }

    static Stream<Throwable> failuresThatTheSameDataBringsAbout() throws Exception {
        return Stream.of(
                new MalformedURLException("no protocol: example"),
                new FileNotFoundException("report.pdf"),
                new NoSuchFileException("report.pdf"),
                new FileAlreadyExistsException("report.pdf"),
                new NotDirectoryException("reports"),
                new DirectoryNotEmptyException("reports"),
                new MalformedInputException(1),
                new UnmappableCharacterException(1),
                new CharConversionException("no character"),
                new UnsupportedEncodingException("utf-7"),
                new UTFDataFormatException("malformed input around byte 3"),
                new InvalidClassException("a.Report"),
                new ZipException("not in GZIP format"),
                // of Jackson 2, behind one of Avro
                catchThrowable(() -> new Schema.Parser().parse("{ \"type\": ")),
                new OptimisticLockingFailureException("another transaction was faster"),
                new SQLException("duplicate key", "23505"),
                new SQLException("no state"));
    }

    @ParameterizedTest
    @MethodSource("failuresThatTheSameDataBringsAbout")
    void triesAFewTimesWhatTheSameDataBringsAboutEachTime(Throwable thrown) {
        assertThat(classifier.ofHandling(thrown).remedy()).isEqualTo(RETRY);
        assertThat(classifier
                        .ofHandling(new IllegalStateException("not handled", thrown))
                        .remedy())
                .isEqualTo(RETRY);
    }

    @Test
    void triesWhatNobodyKnowsAFewTimes() {
        assertThat(classifier.ofHandling(new NullPointerException()).remedy()).isEqualTo(Failure.Remedy.RETRY);
        assertThat(classifier
                        .ofHandling(new DataIntegrityViolationException("taken"))
                        .remedy())
                .isEqualTo(Failure.Remedy.RETRY);
        assertThat(classifier.ofReading(new StackOverflowError()).remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void survivesCausesThatGoRoundInACircle() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(classifier.ofHandling(first).remedy()).isEqualTo(Failure.Remedy.RETRY);
    }

    @Test
    void keepsTheMessageOfAFailureToOneLineOfReasonableLength() {
        Failure failure =
                classifier.ofHandling(new IllegalStateException("line one\nline two\u0000" + "x".repeat(5000)));

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

        Failure failure = classifier.ofReading(new IllegalStateException(new Unreadable(kind)));

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
