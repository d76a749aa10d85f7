package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.SHORT;
import static dev.avenant.messaging.internal.outbox.RelayFixture.before;
import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static dev.avenant.messaging.internal.outbox.RelayFixture.producers;
import static dev.avenant.messaging.internal.outbox.RelayFixture.relay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.serviceWithoutRelay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.settings;
import static dev.avenant.messaging.internal.outbox.RelayFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Another server takes the place of the database while a relay runs, and no connection fails that the relay uses. It lacks
 * the last transactions, as a replica that does not wait for them or a backup does, so it gives the same ids to other rows.
 */
@Tag("broker")
class FailoverTest {

    private static final OutboxSettings LONG_LEASE = settings(SHORT, Duration.ofSeconds(30));

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void sendsEventsWhoseIdsAreBelowThoseThatWereSentBefore() throws Exception {
        String topic = stack.newTopic(1);
        try (Servers servers = Servers.start(topic)) {
            TopicRelay relay = relay(servers, topic, producers(servers.first), LONG_LEASE);
            relay.start();
            for (int number = 1; number <= 5; number++) {
                servers.first.publish(order(topic, "a", number));
                await().until(() -> servers.first.waitingInOutbox() == 0);
            }

            servers.failOver();
            servers.second.publish(order(topic, "a", 101));

            await().until(() -> servers.second.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("a:1", "a:2", "a:3", "a:4", "a:5", "a:101");
        }
    }

    @Test
    void deletesNoEventThatHasTheIdOfOneThatWasSentBefore() throws Exception {
        String topic = stack.newTopic(1);
        CountDownLatch sends = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (Servers servers = Servers.start(topic)) {
            TopicRelay relay = relay(
                    servers,
                    topic,
                    id -> before(producers(servers.first).apply(id), Map.of("commitTransaction", () -> {
                        sends.countDown();
                        awaitUninterruptibly(goesOn);
                    })),
                    LONG_LEASE);
            relay.start();
            servers.first.publish(order(topic, "a", 1));
            awaitUninterruptibly(sends);

            servers.failOver();
            servers.second.publish(order(topic, "b", 1));
            goesOn.countDown();

            await().until(() -> servers.second.waitingInOutbox() == 0);
            stop(relay);
            assertThat(committed(stack, topic)).containsExactly("a:1", "b:1");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A service on each of two databases, of which the second has the tables of the first as they were before any event. */
    private static final class Servers extends DelegatingDataSource implements AutoCloseable {

        private final TestService first;
        private final TestService second;
        private final AtomicReference<TestService> current;

        private Servers(TestService first, TestService second) {
            this.first = first;
            this.second = second;
            this.current = new AtomicReference<>(first);
        }

        static Servers start(String topic) {
            TestService.Setup setup = serviceWithoutRelay(stack, topic);
            setup.start().close();
            String copy = stack.copyOf(setup.property("spring.datasource.url"));
            TestService first = setup.start();
            return new Servers(
                    first, setup.property("spring.datasource.url", copy).start());
        }

        @Override
        public DataSource getTargetDataSource() {
            return Objects.requireNonNull(current.get()).bean(DataSource.class);
        }

        @Override
        public void afterPropertiesSet() {
            // The target is one of two.
        }

        /** The second one knows the relay, but none of its events. */
        void failOver() throws Exception {
            for (String table : List.of("avenant.outbox_lease", "avenant.outbox_relays")) {
                StringWriter rows = new StringWriter();
                try (Connection connection = first.bean(DataSource.class).getConnection()) {
                    var unused = copies(connection).copyOut("COPY " + table + " TO STDOUT", rows);
                }
                try (Connection connection = second.bean(DataSource.class).getConnection()) {
                    var unused = copies(connection)
                            .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
                }
            }
            current.set(second);
        }

        private static CopyManager copies(Connection connection) throws java.sql.SQLException {
            return connection.unwrap(PGConnection.class).getCopyAPI();
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }
}
