package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.internal.outbox.OutboxTable.TransactionSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ScanPositionTest {

    @Test
    void readsBehindAnIdOnceAllHaveEndedThatMayHaveHadASmallerOne() {
        ScanPosition position = new ScanPosition();
        position.passed(10L, new TransactionSnapshot(5, 8, null));

        position.passed(12L, new TransactionSnapshot(7, 9, null));
        long whileOneRuns = position.start();
        position.passed(null, new TransactionSnapshot(8, 9, null));

        assertThat(whileOneRuns).isZero();
        assertThat(position.start()).isEqualTo(10);
    }

    @Test
    void waitsForNoneThatHasNotBegunToAppend() {
        ScanPosition position = new ScanPosition();
        position.passed(10L, new TransactionSnapshot(5, 8, null));
        long awaited = position.awaited();

        position.passed(12L, new TransactionSnapshot(5, 9, 7L));
        position.passed(12L, new TransactionSnapshot(5, 9, 8L));
        long beforeAReadBehindThat = position.start();
        position.passed(null, new TransactionSnapshot(5, 9, 9L));

        assertThat(awaited).isEqualTo(8);
        assertThat(beforeAReadBehindThat).isZero();
        assertThat(position.start()).isEqualTo(10);
    }

    @Test
    void staysWhereItIsWhileTheReadDidNotReachTheId() {
        ScanPosition position = new ScanPosition();
        position.passed(10L, new TransactionSnapshot(5, 8, null));

        position.passed(9L, new TransactionSnapshot(8, 8, null));

        assertThat(position.start()).isZero();
    }

    @Test
    void beginsWithTheFirstRowAgainWhereRowsWereLeftBehind() {
        ScanPosition position = new ScanPosition();
        position.passed(10L, new TransactionSnapshot(8, 8, null));
        position.passed(null, new TransactionSnapshot(8, 8, null));

        position.restart();

        assertThat(position.start()).isZero();
    }

    /** Transactions that begin, take ids and end in any order, each key held by one at a time, and a reader in between. */
    @Test
    void missesNoRowAndKeepsTheOrderOfEachKeyInWhateverOrderTransactionsEnd() {
        int starts = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            starts += new History(new Random(seed), "seed " + seed).run();
        }
        assertThat(starts).as("reads that began behind the first id").isGreaterThan(10_000);
    }

    @Test
    void doesSoTooWhileATransactionRunsThatAppendsNothing() {
        int starts = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            History history = new History(new Random(seed), "seed " + seed);
            history.beginOneThatStays();
            starts += history.run();
        }
        assertThat(starts).as("reads that began behind the first id").isGreaterThan(10_000);
    }

    private static final class History {

        private static final int KEYS = 3;

        private final Random random;
        private final String seed;
        private final List<Transaction> running = new ArrayList<>();
        private final TreeMap<Long, Integer> rows = new TreeMap<>();
        private final Map<Integer, Long> lastOfKey = new HashMap<>();
        private final ScanPosition position = new ScanPosition();
        private long oldestThatStays = Long.MAX_VALUE;
        private long nextNumber = 1;
        private long nextId = 1;
        private long committed;
        private long read;
        private int reads;
        private int startsBehindTheFirst;

        History(Random random, String seed) {
            this.random = random;
            this.seed = seed;
        }

        void beginOneThatStays() {
            oldestThatStays = nextNumber++;
        }

        int run() {
            for (int step = 0; step < 150; step++) {
                step(random.nextInt(10));
            }
            while (!running.isEmpty()) {
                end(running.get(0), true);
            }
            while (!rows.isEmpty() && reads++ < 1_000) {
                read(() -> {});
            }
            assertThat(read).as(seed).isEqualTo(committed);
            return startsBehindTheFirst;
        }

        private void step(int choice) {
            if (choice < 2) {
                running.add(new Transaction(nextNumber++, new TreeMap<>()));
            } else if (choice < 5 && !running.isEmpty()) {
                append(running.get(random.nextInt(running.size())), random.nextInt(KEYS));
            } else if (choice < 7) {
                endAny();
            } else {
                read(() -> step(random.nextInt(7)));
            }
        }

        private void append(Transaction transaction, int key) {
            boolean isHeld = running.stream()
                    .anyMatch(other -> other.number() != transaction.number()
                            && other.rows().containsValue(key));
            if (!isHeld) {
                transaction.rows().put(nextId++, key);
            }
        }

        private void endAny() {
            if (!running.isEmpty()) {
                end(running.get(random.nextInt(running.size())), random.nextInt(5) > 0);
            }
        }

        private void end(Transaction transaction, boolean commits) {
            running.remove(transaction);
            if (commits) {
                rows.putAll(transaction.rows());
                committed += transaction.rows().size();
            }
        }

        private void read(Runnable meanwhile) {
            startsBehindTheFirst += position.start() > 0 ? 1 : 0;
            long oldest = Math.min(oldestThatStays, oldestOf(transaction -> true));
            long next = nextNumber;
            boolean isLookedFor = oldest < position.awaited();
            List<Map.Entry<Long, Integer>> batch = rows.tailMap(position.start(), false).entrySet().stream()
                    .limit(1 + random.nextInt(4))
                    .map(row -> Map.entry(row.getKey(), row.getValue()))
                    .toList();
            batch.forEach(row -> {
                Long before = lastOfKey.put(row.getValue(), row.getKey());
                assertThat(before == null ? 0 : before)
                        .as("%s: the row of key %s before %s", seed, row.getValue(), row.getKey())
                        .isLessThan(row.getKey());
            });
            if (random.nextBoolean()) {
                meanwhile.run();
            }
            Long oldestWriter = isLookedFor ? oldestOf(Transaction::appends) : null;
            meanwhile.run();
            batch.forEach(row -> rows.remove(row.getKey()));
            read += batch.size();
            position.passed(
                    batch.isEmpty() ? null : batch.get(batch.size() - 1).getKey(),
                    new TransactionSnapshot(oldest, next, oldestWriter));
        }

        private long oldestOf(Predicate<Transaction> kind) {
            return running.stream()
                    .filter(kind)
                    .mapToLong(Transaction::number)
                    .min()
                    .orElse(nextNumber);
        }

        private record Transaction(long number, TreeMap<Long, Integer> rows) {

            boolean appends() {
                return !rows.isEmpty();
            }
        }
    }
}
