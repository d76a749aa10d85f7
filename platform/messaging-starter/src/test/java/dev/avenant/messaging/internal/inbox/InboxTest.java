package dev.avenant.messaging.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.messaging.internal.tables.TablesSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The messages of a batch, which take effect in one transaction or not at all. */
@Tag("broker")
class InboxTest {

    private static EmbeddedPostgres postgres;
    private static JdbcTemplate jdbc;
    private static Inbox inbox;

    private final List<String> ran = new ArrayList<>();

    @BeforeAll
    static void aDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
        DataSource dataSource = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("avenant")
                .locations("classpath:dev/avenant/messaging/db")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(dataSource);
        inbox = new Inbox(
                new TablesSchema("avenant"),
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                "group");
    }

    @AfterAll
    static void noDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void nothingHandled() {
        jdbc.execute("TRUNCATE avenant.inbox");
    }

    @Test
    void runsEachMessageOnceInTheirOrder() throws Exception {
        assertThat(inbox.onceEach(List.of(pending("a", "1"), pending("b", "1"))))
                .isEqualTo(2);

        int handled = inbox.onceEach(
                List.of(pending("c", "1"), pending("a", "1"), pending("d", "1"), pending("c", "1"), pending("b", "1")));

        assertThat(handled).isEqualTo(2);
        assertThat(ran).containsExactly("a", "b", "c", "d");
        assertThat(inbox.once(pending("d", "1").message(), () -> ran.add("again")))
                .isFalse();
    }

    @Test
    void refusesAnotherMessageOfAnIdInTheBatchAndBeforeIt() throws Exception {
        assertThat(inbox.onceEach(List.of(pending("a", "1")))).isEqualTo(1);

        assertThatThrownBy(() -> inbox.onceEach(List.of(pending("b", "1"), pending("a", "2"))))
                .isInstanceOf(SameIdException.class);
        assertThatThrownBy(() -> inbox.onceEach(List.of(pending("b", "1"), pending("b", "2"))))
                .isInstanceOf(SameIdException.class);

        assertThat(ran).containsExactly("a");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void undoesAllOfABatchWhoseEffectFails() {
        Inbox.Pending failing = new Inbox.Pending(message("b", "1"), () -> {
            throw new IOException("away");
        });

        assertThatThrownBy(() -> inbox.onceEach(List.of(pending("a", "1"), failing, pending("c", "1"))))
                .isInstanceOf(IOException.class)
                .hasMessage("away");

        assertThat(ran).containsExactly("a");
        assertThat(rows()).isZero();
    }

    @Test
    void skipsInABatchWhatTookEffectBeforePlacesNamedTheTopicsId() throws Exception {
        jdbc.update(
                "INSERT INTO avenant.inbox (consumer_group, source, message_id) VALUES ('group', '', 'orders/0/1')");
        Message known =
                new Message(Message.BY_PLACE, "orders/0/1/id", "1", new Message.Formerly("orders/0/1", Instant.EPOCH));

        int handled = inbox.onceEach(List.of(new Inbox.Pending(known, () -> ran.add("known")), pending("a", "1")));

        assertThat(handled).isEqualTo(1);
        assertThat(ran).containsExactly("a");
    }

    private Inbox.Pending pending(String id, String content) {
        return new Inbox.Pending(message(id, content), () -> ran.add(id));
    }

    private static Message message(String id, String content) {
        return new Message("/orders", id, content, null);
    }

    private static long rows() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM avenant.inbox", Long.class));
    }
}
