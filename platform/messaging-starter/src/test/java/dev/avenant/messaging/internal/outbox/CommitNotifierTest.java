package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("broker")
class CommitNotifierTest {

    private static final Duration LONG = Duration.ofSeconds(5);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void tellsOfTheFirstCommitAtOnceAndOfAllOthersTogetherAfterTheLinger() throws SQLException {
        String url = stack.newDatabase();
        try (Connection listener = DriverManager.getConnection(url);
                CommitNotifier notifier = new CommitNotifier(new DriverManagerDataSource(url), LONG)) {
            // Given a relay that was told of one commit
            assertThat(OutboxTable.listen(listener)).isFalse();
            notifier.committed();
            assertThat(notifications(listener, LONG.multipliedBy(4))).hasSize(1);

            // When many follow at once
            IntStream.range(0, 100).forEach(commit -> notifier.committed());

            // Then one more tells of all of them
            assertThat(notifications(listener, LONG.multipliedBy(4))).hasSize(1);
            assertThat(notifications(listener, LONG.plusSeconds(1))).isEmpty();
        }
    }

    /** Those that come first, or none when none comes in that time. */
    private static List<PGNotification> notifications(Connection listener, Duration time) throws SQLException {
        PGNotification[] found = listener.unwrap(PGConnection.class).getNotifications(Math.toIntExact(time.toMillis()));
        return found == null ? List.of() : List.of(found);
    }
}
