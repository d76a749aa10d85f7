package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.internal.outbox.OutboxTable.TransactionSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ScanPositionTest {

    @Test
    void readsOnBehindWhatWasReadAndBeginsAgainBelowWhatMayStillBeCommitted() {
        ScanPosition position = new ScanPosition();
        position.movedTo(10);

        position.restart(new TransactionSnapshot(5, 8));
        long whileOthersRun = position.position();
        position.restart(new TransactionSnapshot(8, 9));
        long whenTheyHaveEnded = position.position();
        position.restart(new TransactionSnapshot(9, 9));

        assertThat(whileOthersRun).isZero();
        assertThat(whenTheyHaveEnded)
                .as("what they committed is still to be found")
                .isZero();
        assertThat(position.position()).isEqualTo(10);
    }

    @Test
    void beginsWithTheFirstRowAgainWhereRowsWereLeftBehind() {
        ScanPosition position = new ScanPosition();
        position.movedTo(10);
        position.restart(new TransactionSnapshot(8, 8));
        position.restart(new TransactionSnapshot(8, 8));

        position.restartAtFirst();

        assertThat(position.position()).isZero();
    }

    /** Transactions that begin, take ids and commit or not in any order, and a reader that comes in between. */
    @Test
    void missesNoRowInWhateverOrderTransactionsCommit() {
        int skippedScans = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            skippedScans += new History(new Random(seed)).run("seed " + seed);
        }
        assertThat(skippedScans).as("scans that began behind the first row").isGreaterThan(1_000);
    }

    private static final class History {

        private final Random random;
        private final List<Transaction> running = new ArrayList<>();
        private final TreeSet<Long> rows = new TreeSet<>();
        private final Set<Long> read = new HashSet<>();
        private final ScanPosition position = new ScanPosition();
        private long nextNumber = 1;
        private long nextId = 1;
        private long committed;
        private int scansBehindTheFirst;

        History(Random random) {
            this.random = random;
        }

        int run(String seed) {
            for (int step = 0; step < 120; step++) {
                step(random.nextInt(10));
            }
            while (!running.isEmpty()) {
                end(running.get(0), true);
            }
            for (int scan = 0; scan < 4; scan++) {
                scan();
            }
            assertThat(read).as(seed).hasSize((int) committed);
            return scansBehindTheFirst;
        }

        private void step(int choice) {
            if (choice < 3) {
                running.add(new Transaction(nextNumber++, new ArrayList<>()));
            } else if (choice < 6 && !running.isEmpty()) {
                running.get(random.nextInt(running.size())).ids().add(nextId++);
            } else if (choice < 8 && !running.isEmpty()) {
                end(running.get(random.nextInt(running.size())), random.nextInt(5) > 0);
            } else {
                scan();
            }
        }

        private void end(Transaction transaction, boolean commits) {
            running.remove(transaction);
            if (commits) {
                rows.addAll(transaction.ids());
                committed += transaction.ids().size();
            }
        }

        private void scan() {
            Long next = rows.higher(position.position());
            while (next != null) {
                read.add(next);
                rows.remove(next);
                position.movedTo(next);
                if (random.nextInt(4) == 0 && !running.isEmpty()) {
                    end(running.get(random.nextInt(running.size())), true);
                }
                next = rows.higher(position.position());
            }
            long oldest = running.stream().mapToLong(Transaction::number).min().orElse(nextNumber);
            position.restart(new TransactionSnapshot(oldest, nextNumber));
            scansBehindTheFirst += position.position() > 0 ? 1 : 0;
        }

        private record Transaction(long number, List<Long> ids) {}
    }
}
