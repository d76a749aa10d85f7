package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.LONG;
import static dev.avenant.messaging.internal.outbox.RelayFixture.serviceWithoutRelay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class RelaySessionTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    /** Such as one that hears of commits: what it has heard would be kept for whoever has the connection next. */
    @Test
    void leavesNobodyAConnectionOnWhichWorkFailed() throws SQLException {
        try (TestService service = serviceWithoutRelay(stack)
                .property("spring.datasource.hikari.maximum-pool-size", 2)
                .start()) {
            DataSource pool = service.bean(DataSource.class);
            RelaySession session = new RelaySession(pool, LONG);

            // When work fails on a connection that listens
            Throwable thrown = catchThrowable(() -> session.call(connection -> {
                OutboxTable.listen(connection);
                return number(connection, "SELECT 1 / 0");
            }));

            // Then none that the pool gives away does
            assertThat(thrown).hasMessage("ERROR: division by zero");
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(channels(one)).isZero();
                assertThat(channels(other)).isZero();
            }
        }
    }

    private static int channels(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM pg_listening_channels()");
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
