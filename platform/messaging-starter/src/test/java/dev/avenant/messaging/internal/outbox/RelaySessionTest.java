package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.MessagingStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@Tag("broker")
class RelaySessionTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    /** It may listen, or be within a transaction or a copy, which whoever has it next would not know of. */
    @Test
    void leavesNobodyAConnectionOnWhichItsWorkFailed() throws SQLException {
        // Given a pool, to which a connection goes back when it is closed
        try (Connection connection = DriverManager.getConnection(stack.newDatabase())) {
            RelaySession session = new RelaySession(new SingleConnectionDataSource(connection, true), LONG);
            boolean isListening = session.call(OutboxTable::listen);

            // When work fails
            Throwable thrown = catchThrowable(() -> session.call(RelaySessionTest::fail));

            // Then it was of use before, and is of none any more
            assertThat(isListening).isFalse();
            assertThat(thrown).hasMessage("ERROR: division by zero");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    private static boolean fail(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1 / 0");
        }
    }
}
