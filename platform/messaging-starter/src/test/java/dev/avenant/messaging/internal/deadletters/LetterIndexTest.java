package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.KafkaProbe;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.tables.TablesSchema;
import dev.avenant.messaging.orders.OrderPlaced;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

/** The table of dead letters gets what it did not take at first. */
@Tag("broker")
class LetterIndexTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
    }

    @Test
    void findsALetterBeforeOnesThatItKnows() {
        // Given the letter of a process that ended before it wrote the row, and a later one of which there is a row
        try (TestService service = setup.start()) {
            sendJunk("first");
            sendJunk("second");
            awaitOpen(service, 2);
            service.jdbc().update("DELETE FROM avenant.dead_letters WHERE letter_offset = 0");
            service.jdbc().update("UPDATE avenant.dead_letter_positions SET next_offset = 0");
        }

        // When the service starts again, then there is a row of each
        try (TestService again = setup.start()) {
            awaitOpen(again, 2);
        }
    }

    @Test
    void readsOnlyWhatIsNew() {
        // Given a letter that was read, and whose row somebody took away so that a second reading would show
        try (TestService service = setup.start()) {
            sendJunk("first");
            awaitOpen(service, 1);
            await().until(() -> positionOf(service) == 1);
            service.jdbc().update("DELETE FROM avenant.dead_letters");
        }

        // When the service starts again and another record fails, then there is a row of that one alone
        try (TestService again = setup.start()) {
            sendJunk("second");
            await().until(() -> positionOf(again) == 2);
            assertThat(openOf(again)).isEqualTo(1);
        }
    }

    @Test
    void findsLettersAgainWhoseRowsTheDatabaseHasLostWhileItRuns() {
        // Given letters that were read
        try (TestService service = setup.start()) {
            sendJunk("first");
            sendJunk("second");
            awaitOpen(service, 2);
            await().until(() -> positionOf(service) == 2);

            // When the tables are in a state of long ago, as behind a replica that took over or a backup that was
            // restored
            service.jdbc().execute("TRUNCATE avenant.dead_letters, avenant.dead_letter_positions");

            // Then each letter has its row again
            awaitOpen(service, 2);
        }
    }

    @Test
    void goesOnWhereTheProcessStoppedThatHasReadMost() {
        try (TestService service = setup.start()) {
            LetterPositions positions =
                    new LetterPositions(new TablesSchema("avenant"), service.jdbc(), stack.unique("group"));
            positions.reached("letters", "first", Map.of(0, 5L), positions.incarnation());

            // When one says later that it has read less, then it changes nothing
            positions.reached("letters", "first", Map.of(0, 3L), positions.incarnation());
            assertThat(positions.of("letters", "first")).isEqualTo(Map.of(0, 5L));

            // Unless the topic was made anew
            positions.reached("letters", "second", Map.of(0, 1L), positions.incarnation());
            assertThat(positions.of("letters", "second")).isEqualTo(Map.of(0, 1L));
            assertThat(positions.of("letters", "first")).isEmpty();
        }
    }

    @Test
    void dropsWhatAMarkerOnTheTopicSaysWhoeverWroteIt() {
        try (TestService service = setup.start()) {
            // Given a dead letter
            sendJunk("first");
            awaitOpen(service, 1);
            ConsumerRecord<byte[], byte[]> letter =
                    stack.kafka().read(deadLetters()).get(0);

            // When somebody with nothing but Kafka drops it
            RecordHeaders headers = new RecordHeaders();
            headers.add(
                    "avenant-dlt-id",
                    KafkaProbe.header(letter, "avenant-dlt-id").orElseThrow().getBytes(UTF_8));
            headers.add("avenant-dlt-attempt", "1".getBytes(UTF_8));
            headers.add("avenant-dlt-dropped", "não é nosso".getBytes(UTF_8));
            headers.add("avenant-dlt-dropped-at", "2026-01-02T03:04:05Z".getBytes(UTF_8));
            headers.add("avenant-dlt-dropped-by", "ana".getBytes(UTF_8));
            stack.kafka().send(new ProducerRecord<>(deadLetters(), 0, letter.key(), null, headers));

            // Then the service says so, with why, when and who
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            await().until(() -> Long.valueOf(1).equals(table.counts().get("dropped")));
            LetterView dropped = service.bean(DeadLettersEndpoint.class)
                    .letter(new DeadLetter(letter).id().toString());
            assertThat(Objects.requireNonNull(dropped).actions())
                    .containsExactly(
                            new LetterAction("drop", "ana", "não é nosso", Instant.parse("2026-01-02T03:04:05Z")));
        }
    }

    @Test
    void writesLaterWhatTheDatabaseDoesNotTakeForNow() {
        try (TestService service = setup.start()) {
            // Given a database that is read-only, as one is that was the primary until now
            service.jdbc().execute("""
                            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                            RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006';
                            END $$
                            """);
            service.jdbc().execute("""
                            CREATE TRIGGER refuse BEFORE INSERT ON avenant.dead_letters EXECUTE FUNCTION refuse()
                            """);
            sendJunk("first");
            await().until(() -> letters() == 1);
            await().during(Duration.ofSeconds(2)).until(() -> openOf(service) == 0);

            // When it takes rows again
            service.jdbc().execute("DROP TRIGGER refuse ON avenant.dead_letters");

            // Then it gets this one
            awaitOpen(service, 1);
        }
    }

    @Test
    void passesOverWhatTheDatabaseNeverTakes() {
        try (TestService service = setup.start()) {
            // Given a table that does not take the row of one record
            service.jdbc().execute("ALTER TABLE avenant.dead_letters ADD CHECK (topic_offset <> 0)");

            // When that record fails and another one behind it
            sendJunk("first");
            sendJunk("second");

            // Then there is a row of the other
            awaitOpen(service, 1);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void holdsUpNoLetterWhileTheDatabaseIsSilent() throws SQLException {
        try (TestService service = setup.start();
                Connection other =
                        DriverManager.getConnection(service.property("spring.datasource.url"), "postgres", "postgres");
                Statement statement = other.createStatement()) {
            // Given a table that somebody keeps locked for longer than a statement may take
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE avenant.dead_letters IN ACCESS EXCLUSIVE MODE");
            for (int letter = 1; letter <= 8; letter++) {
                sendJunk("letter " + letter);
            }

            // When records fail, then their letters are stored, and no statement waits for ever
            await().until(() -> letters() == 8);
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            assertThatThrownBy(table::counts).isInstanceOf(DataAccessException.class);

            // When the table is free again, then it gets all of them
            other.rollback();
            awaitOpen(service, 8);
        }
    }

    @Test
    void keepsWhoeverStoresALetterThatOthersWaitForUntilItHasItsRow() {
        String parks = stack.newTopic(1);
        TestService.Setup parking = TestService.with(stack)
                .subscription(Subscription.to(parks).parking().on(OrderPlaced.class, (event, context) -> {}));
        try (TestService service = parking.start()) {
            // Given a database that takes no row for now
            service.jdbc().execute("ALTER TABLE avenant.dead_letters RENAME TO away");
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(parks + "." + parking.group() + ".dlt", 0, 1, "key".getBytes(UTF_8), null);
            record.headers().add("avenant-dlt-id", UUID.randomUUID().toString().getBytes(UTF_8));
            LetterIndex index = service.bean(LetterIndex.class);

            // When a letter is stored
            CompletableFuture<Void> stored = CompletableFuture.runAsync(() -> {
                try {
                    index.stored(new DeadLetter(record), parks);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            });
            await().during(Duration.ofSeconds(1)).until(() -> !stored.isDone());

            // Then it has its row before the next event is looked at
            service.jdbc().execute("ALTER TABLE avenant.away RENAME TO dead_letters");
            stored.join();
            assertThat(openOf(service)).isEqualTo(1);
        }
    }

    @Test
    void goesOnAfterAnError() {
        try (TestService service = setup.start()) {
            sendJunk("first");
            awaitOpen(service, 1);
            service.jdbc().execute("TRUNCATE avenant.dead_letters");
            // Given a reader for which there is no memory at first
            KafkaSettings kafka = service.bean(KafkaSettings.class);
            AtomicInteger tries = new AtomicInteger();
            LetterIndex index = new LetterIndex(
                    service.bean(DeadLetterTable.class),
                    new LetterPositions(new TablesSchema("avenant"), service.jdbc(), stack.unique("group")),
                    new TopicIdentity(kafka.admin()),
                    () -> {
                        if (tries.incrementAndGet() == 1) {
                            throw new OutOfMemoryError("Java heap space");
                        }
                        return kafka.reader(Duration.ofSeconds(5));
                    },
                    service.bean(Parking.class),
                    setup.group(),
                    List.of(topic));

            // When it starts, then it reads the topic when there is
            index.start();
            try {
                awaitOpen(service, 1);
            } finally {
                index.stop();
            }
            assertThat(tries).hasValue(2);
        }
    }

    private void sendJunk(String key) {
        stack.kafka().send(topic, key, "junk".getBytes(UTF_8));
    }

    private int letters() {
        return stack.kafka().read(deadLetters()).size();
    }

    private String deadLetters() {
        return topic + "." + setup.group() + ".dlt";
    }

    private static long positionOf(TestService service) {
        return service.jdbc().queryForList("SELECT next_offset FROM avenant.dead_letter_positions", Long.class).stream()
                .findFirst()
                .orElse(0L);
    }

    private static void awaitOpen(TestService service, long count) {
        await().until(() -> openOf(service) == count);
    }

    private static long openOf(TestService service) {
        return service.bean(DeadLetterTable.class).counts().getOrDefault("open", 0L);
    }
}
