package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.internal.outbox.RelayLease.Holding;
import dev.avenant.messaging.internal.outbox.RelayShare.Renewal;
import dev.avenant.messaging.internal.tables.TableScripts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may send which keys of a topic, by the rows of a real database. */
@Tag("broker")
class RelayShareTest {

    private static final Duration LEASE = Duration.ofHours(1);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private Connection database;

    @BeforeEach
    void makeTables() throws SQLException {
        database = DriverManager.getConnection(stack.newDatabase());
        execute("CREATE SCHEMA avenant; SET search_path TO avenant");
        execute(TableScripts.joined());
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void givesOneThatIsAloneTheWholeTopic() throws SQLException {
        RelayShare alone = share(1);

        assertThat(alone.claim(database).shards()).isEqualTo(KeyShards.all());
        assertThat(alone.renew(database, KeyShards.all(), Duration.ZERO)).isEqualTo(Renewal.KEPT);
    }

    @Test
    void givesOneThatComesItsShareWhenTheOthersHaveGivenItBack() throws SQLException {
        List<RelayShare> relays = List.of(share(1), share(2), share(3));
        Set<Integer> whole = relays.get(0).claim(database).shards();

        assertThat(relays.get(1).claim(database).shards()).isEmpty();
        assertThat(relays.get(0).renew(database, whole, Duration.ZERO)).isEqualTo(Renewal.UNEVEN);
        claimAll(relays);
        claimAll(relays);

        List<Set<Integer>> held = claimAll(relays);
        assertThat(held.stream().map(Set::size)).containsExactly(6, 5, 5);
        assertThat(union(held)).isEqualTo(KeyShards.all());
        for (int number = 0; number < held.size(); number++) {
            assertThat(relays.get(number).renew(database, held.get(number), Duration.ZERO))
                    .isEqualTo(Renewal.KEPT);
        }
    }

    @Test
    void takesNoMoreThanItsShareThoughTheRestIsFree() throws SQLException {
        announce(1);

        assertThat(share(2).claim(database).shards()).hasSize(8);
    }

    @Test
    void takesOverFromOneThatIsSilentForTooLong() throws SQLException {
        RelayShare silent = share(1);
        RelayShare other = share(2);
        announce(2);
        Set<Integer> ofSilent = silent.claim(database).shards();
        Set<Integer> ofOther = other.claim(database).shards();
        expire(1);

        assertThat(other.renew(database, ofOther, Duration.ZERO)).isEqualTo(Renewal.UNEVEN);
        assertThat(other.claim(database).shards()).isEqualTo(KeyShards.all());

        assertThat(silent.renew(database, ofSilent, Duration.ZERO)).isEqualTo(Renewal.LOST);
        assertThat(silent.confirm(database, ofSilent)).isFalse();
    }

    @Test
    void takesOverFromOneThatEndedBeforeTheClockOfTheDatabaseWasSetBack() throws SQLException {
        share(1).claim(database);
        for (String table : List.of("outbox_lease", "outbox_relays")) {
            execute("UPDATE " + table + " SET expires_at = expires_at + interval '1 day'");
        }

        assertThat(share(2).claim(database).shards()).isEqualTo(KeyShards.all());
    }

    @Test
    void keepsWhatItHasThoughTheClockOfTheDatabaseWasSetBack() throws SQLException {
        RelayShare first = share(1);
        Set<Integer> whole = first.claim(database).shards();
        execute("UPDATE outbox_lease SET expires_at = expires_at + interval '1 day'");

        assertThat(first.renew(database, whole, Duration.ZERO)).isEqualTo(Renewal.KEPT);

        assertThat(share(2).claim(database).shards()).isEmpty();
    }

    @Test
    void leavesTheTopicToTheOthers() throws SQLException {
        RelayShare first = share(1);
        RelayShare second = share(2);
        first.claim(database);
        assertThat(second.claim(database).shards()).isEmpty();

        first.leave(database, true, Duration.ZERO);

        assertThat(second.claim(database).shards()).isEqualTo(KeyShards.all());
    }

    @Test
    void keepsTheNameOfAProducerThatMayStillSendUntilKafkaRefusesIt() throws SQLException {
        RelayShare killed = share(1);
        confirm(killed, killed.claim(database));
        expire(1);
        RelayShare killedBeforeItConfirms = share(2);
        assertThat(killedBeforeItConfirms.claim(database).formerProducers()).containsExactly(killed.producer());
        expire(2);

        RelayShare next = share(3);
        Holding holding = next.claim(database);
        assertThat(holding.formerProducers()).containsExactly(killed.producer());
        confirm(next, holding);
        assertThat(next.claim(database).formerProducers()).isEmpty();
    }

    @Test
    void saysOnTheDiskWhoMaySendAlsoWhereTheDatabaseDoesNotWaitForThat() throws SQLException {
        RelayShare first = share(1);
        Holding holding = first.claim(database);
        database.setAutoCommit(false);
        execute("SET LOCAL synchronous_commit = off");

        confirm(first, holding);

        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void keepsTheNameOfAProducerThatMayStillSendWhenItGivesBackWhatItHasNotConfirmed() throws SQLException {
        RelayShare killed = share(1);
        confirm(killed, killed.claim(database));
        expire(1);
        RelayShare first = share(2);
        first.claim(database);
        announce(3);
        first.claim(database);

        assertThat(share(3).claim(database).formerProducers()).containsExactly(killed.producer());
    }

    @Test
    void hasNobodyRefusedWhoGaveItsShardsBackWithNothingInFlight() throws SQLException {
        RelayShare first = share(1);
        confirm(first, first.claim(database));
        RelayShare second = share(2);
        announce(2);
        first.claim(database);

        Holding ofSecond = second.claim(database);
        assertThat(ofSecond.formerProducers()).isEmpty();
        confirm(second, ofSecond);
        first.leave(database, true, Duration.ZERO);
        assertThat(second.claim(database).formerProducers()).isEmpty();
    }

    @Test
    void hasRefusedWhoGaveItsShardsBackWithSomethingInFlight() throws SQLException {
        RelayShare first = share(1);
        confirm(first, first.claim(database));

        first.leave(database, false, Duration.ZERO);

        assertThat(share(2).claim(database).formerProducers()).containsExactly(first.producer());
    }

    @Test
    void hasItsOwnFormerProducerRefusedWhenItGoesOnUnderAnotherName() throws SQLException {
        RelayShare share = share(1);
        confirm(share, share.claim(database));
        String former = share.producer();

        share.changeProducer();

        assertThat(share.claim(database).formerProducers()).containsExactly(former);
    }

    @Test
    void dividesAllShardsAmongAnyNumberOfRelays() {
        for (int members = 1; members <= 20; members++) {
            int count = members;
            List<Integer> shares = IntStream.range(0, members)
                    .mapToObj(before -> RelayMembership.share(count, before))
                    .toList();

            assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(KeyShards.COUNT);
            assertThat(shares.get(0) - shares.get(count - 1)).isBetween(0, 1);
        }
    }

    private RelayShare share(int number) {
        return new RelayShare(RelayFixture.lease("orders", holder(number), LEASE), membership(number));
    }

    private static RelayMembership membership(int number) {
        return RelayFixture.membership("orders", holder(number), LEASE);
    }

    private void announce(int number) throws SQLException {
        membership(number).announce(database);
    }

    private static UUID holder(int number) {
        return new UUID(0, number);
    }

    private List<Set<Integer>> claimAll(List<RelayShare> relays) throws SQLException {
        List<Set<Integer>> held = new ArrayList<>();
        for (RelayShare relay : relays) {
            held.add(relay.claim(database).shards());
        }
        return held;
    }

    private static Set<Integer> union(List<Set<Integer>> held) {
        Set<Integer> union = new TreeSet<>();
        held.stream()
                .flatMap(Set::stream)
                .forEach(shard -> assertThat(union.add(shard)).isTrue());
        return union;
    }

    private void confirm(RelayShare share, Holding holding) throws SQLException {
        assertThat(share.confirm(database, holding.shards())).isTrue();
    }

    /** As if its process had said nothing for the length of a lease. */
    private void expire(int number) throws SQLException {
        for (String table : List.of("outbox_lease", "outbox_relays")) {
            execute("UPDATE " + table + " SET expires_at = clock_timestamp() WHERE holder = '" + holder(number) + "'");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
