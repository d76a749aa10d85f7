package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who may send which letter again, and behind which one an event waits: what the database says. */
@Tag("broker")
class LetterClaimsTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final LetterAction REPLAY = new LetterAction("replay", "ann", null, Instant.EPOCH);

    private static @Nullable TestService service;

    private final String topic = stack.unique("orders");
    private final UUID mine = UUID.randomUUID();
    private final UUID another = UUID.randomUUID();

    @BeforeAll
    static void startTheService() {
        service = TestService.with(stack).start();
    }

    @AfterAll
    static void stopTheService() {
        if (service != null) {
            service.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "parked", "replayed"})
    void anEventWaitsBehindAnEarlierOneOfItsKeyThatIs(String state) {
        UUID before = letter(1, "key", state);

        assertThat(claims().unresolvedBefore(topic, 0, 2, bytes("key"))).isEqualTo(before);
        assertThat(claims().unresolvedBefore(topic, 1, 0, bytes("key"))).isEqualTo(before);
        assertThat(claims().unresolvedBefore(topic, 0, 1, bytes("key"))).isNull();
        assertThat(claims().unresolvedBefore(topic, 0, 0, bytes("key"))).isNull();
        assertThat(claims().unresolvedBefore(topic, 0, 2, bytes("other"))).isNull();
        assertThat(claims().unresolvedBefore(topic + "2", 0, 2, bytes("key"))).isNull();
        LetterClaims ofAnotherGroup = new LetterClaims(new TablesSchema("avenant"), jdbc(), "another-group");
        assertThat(ofAnotherGroup.unresolvedBefore(topic, 0, 2, bytes("key"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "dropped"})
    void anEventDoesNotWaitBehindOneThatIs(String state) {
        letter(1, "key", state);

        assertThat(claims().unresolvedBefore(topic, 0, 2, bytes("key"))).isNull();
    }

    @Test
    void anEventWaitsBehindTheEarliest() {
        letter(3, "key", "parked");
        UUID first = letter(1, "key", "open");
        letter(2, "key", "parked");

        assertThat(claims().unresolvedBefore(topic, 0, 9, bytes("key"))).isEqualTo(first);
    }

    @Test
    void anEventWithALongKeyIsNotEvenAskedAbout() {
        // Given a database that cannot be asked
        LetterClaims away = new LetterClaims(
                new TablesSchema("avenant"),
                new JdbcTemplate(new DriverManagerDataSource("jdbc:postgresql://localhost:1/none")),
                "any-group");
        Parking parking = new Parking(away, List.of(topic));

        assertThat(parking.before(topic, 0, 1, record("k".repeat(1025)))).isEmpty();
        assertThat(parking.before(topic, 0, 1, record(null))).isEmpty();
        assertThat(parking.before("elsewhere", 0, 1, record("key"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "replayed"})
    void aParkedLetterIsNotReleasedBehindOneOfItsKeyThatIs(String state) {
        UUID before = letter(1, "key", state);
        UUID parked = letter(2, "key", "parked");
        UUID ofAnotherKey = letter(3, "other", "parked");

        assertThat(release(mine)).containsExactly(ofAnotherKey);

        set(before, "state = 'resolved'");
        assertThat(release(another)).containsExactly(parked);
    }

    @Test
    void aParkedLetterIsNotReleasedWhileOneBeforeItIsOnItsWay() {
        // Given two of a key, the first of which somebody is about to send
        UUID first = letter(1, "key", "parked");
        UUID second = letter(2, "key", "parked");
        set(first, "claim = '" + another + "', claimed_until = clock_timestamp() + interval '1 minute'");

        assertThat(release(mine)).isEmpty();

        // When that one has not done so for too long, then both go, in order
        set(first, "claimed_until = clock_timestamp() - interval '1 second'");
        assertThat(release(mine)).containsExactly(first, second);
    }

    @Test
    void parkedLettersAreReleasedInTheOrderOfTheirRecordsAndNoMoreThanThat() {
        UUID third = letter(30, "c", "parked");
        UUID first = letter(10, "a", "parked");
        UUID second = letter(20, "b", "parked");

        assertThat(claims().claimReleased(mine, 2))
                .extracting(DeadLetterTable.Found::id)
                .containsExactly(first, second);
        assertThat(release(another)).containsExactly(third);
    }

    @Test
    void aLetterIsClaimedByOneAtATimeAndFreeAgainAfterAWhile() {
        UUID id = letter(1, "key", "open");

        assertThat(claims().claim(mine, found(id), REPLAY)).isTrue();
        assertThat(claims().claim(another, found(id), REPLAY)).isFalse();

        set(id, "claimed_until = clock_timestamp() - interval '1 second'");
        assertThat(claims().claim(another, found(id), REPLAY)).isTrue();
    }

    @Test
    void aLetterIsClaimedAsItWasSeenOrNotAtAll() {
        UUID id = letter(1, "key", "open");
        DeadLetterTable.Found seen = found(id);

        set(id, "state = 'dropped'");
        assertThat(claims().claim(mine, seen, REPLAY)).isFalse();

        set(id, "state = 'open', letter_offset = letter_offset - 1");
        assertThat(claims().claim(mine, seen, REPLAY)).isFalse();

        set(id, "letter_offset = letter_offset + 1, letter_partition = letter_partition + 1");
        assertThat(claims().claim(mine, seen, REPLAY)).isFalse();
    }

    @Test
    void whatIsSaidOfALetterCountsOnlyAsLongAsItIsClaimed() {
        UUID id = letter(1, "key", "open");
        assertThat(claims().claim(another, found(id), REPLAY)).isTrue();

        // When one says that it was sent whose claim has ended
        claims().replayed(mine, List.of(id));
        claims().release(mine, List.of(id));

        // Then it is as the other has left it
        assertThat(found(id).view().state()).isEqualTo("open");
        assertThat(claims().claim(mine, found(id), REPLAY)).isFalse();
        claims().replayed(another, List.of(id));
        assertThat(found(id).view().state()).isEqualTo("replayed");
    }

    @Test
    void anEventThatComesTooEarlyFromTheReplayTopicIsParkedAgainUnlessItsLetterIsLost() {
        UUID id = letter(1, "key", "replayed");
        Parking parking = new Parking(claims(), List.of(topic));

        assertThat(parking.parkAgain(replay(id))).isTrue();
        assertThat(found(id).view().state()).isEqualTo("parked");

        assertThat(parking.parkAgain(replay(UUID.randomUUID()))).isFalse();
        set(id, "state = 'resolved'");
        assertThat(parking.parkAgain(replay(id))).isFalse();
    }

    /** A letter of the record at that offset of partition 0. */
    private UUID letter(long offset, String key, String state) {
        UUID id = UUID.randomUUID();
        table().stored(new LetterRow(
                id, topic, 0, offset, 0, 100 + offset, bytes(key), "HANDLER_REFUSED", "no stock", 1, Instant.now()));
        set(id, "state = '" + state + "'");
        return id;
    }

    /** Of this test's letters. */
    private List<UUID> release(UUID claim) {
        return claims().claimReleased(claim, 100).stream()
                .filter(letter -> letter.topic().equals(topic))
                .map(DeadLetterTable.Found::id)
                .toList();
    }

    private static void set(UUID id, String columns) {
        jdbc().update("UPDATE avenant.dead_letters SET " + columns + " WHERE id = ?", id);
    }

    private static DeadLetterTable.Found found(UUID id) {
        return table().find(id).orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String key) {
        return new ConsumerRecord<>("any", 0, 1, key == null ? null : bytes(key), null);
    }

    private static ConsumerRecord<byte[], byte[]> replay(UUID id) {
        ConsumerRecord<byte[], byte[]> record = record("key");
        record.headers().add(DeadLetterHeaders.ID, bytes(id.toString()));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static LetterClaims claims() {
        return running().bean(LetterClaims.class);
    }

    private static DeadLetterTable table() {
        return running().bean(DeadLetterTable.class);
    }

    private static JdbcTemplate jdbc() {
        return running().jdbc();
    }

    private static TestService running() {
        if (service == null) {
            throw new IllegalStateException("The service has not started");
        }
        return service;
    }
}
