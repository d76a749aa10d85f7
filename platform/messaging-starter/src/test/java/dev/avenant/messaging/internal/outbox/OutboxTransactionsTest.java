package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is in the outbox after transactions of every shape. */
@Tag("process")
class OutboxTransactionsTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static String topic;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(1);
        service = RelayFixture.serviceWithoutRelay(stack, topic).start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @BeforeEach
    void emptyOutbox() {
        service.jdbc().update("DELETE FROM avenant.outbox");
    }

    @Test
    void keepsWhatWasAppendedBeforeAndAfterANestedTransactionThatRolledBack() {
        service.inTransaction(() -> {
            append("before");
            assertThatThrownBy(() -> nested(status -> {
                        append("inside");
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");
            nested(status -> append("inside-the-next"));
            append("after");
        });

        assertThat(keys()).containsExactly("before", "inside-the-next", "after");
    }

    @Test
    void forgetsWhatWasAppendedFirstInANestedTransactionThatRolledBack() {
        service.inTransaction(() -> {
            assertThatThrownBy(() -> nested(status -> {
                        append("inside");
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");
            append("after");
        });

        assertThat(keys()).containsExactly("after");
    }

    @Test
    void rollsBackToASavepointThatTheServiceMadeItself() {
        template().executeWithoutResult(status -> {
            append("one");
            Object savepoint = status.createSavepoint();
            append("two");
            status.rollbackToSavepoint(savepoint);
            append("three");
            status.releaseSavepoint(savepoint);
        });

        assertThat(keys()).containsExactly("one", "three");
    }

    @Test
    void keepsTheEventsOfATransactionApartFromThoseOfAnotherOneWithinIt() {
        TransactionTemplate independent = template();
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThatThrownBy(() -> service.inTransaction(() -> {
                    append("outer");
                    independent.executeWithoutResult(status -> append("inner"));
                    append("outer-again");
                    throw new IllegalStateException("undo the outer one");
                }))
                .hasMessage("undo the outer one");

        assertThat(keys()).containsExactly("inner");
    }

    @Test
    void takesWhatIsAppendedWhileTheTransactionIsAboutToCommit() {
        service.inTransaction(
                () -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        append("before-commit");
                    }

                    @Override
                    public void beforeCompletion() {
                        append("before-completion");
                    }
                }));

        assertThat(keys()).containsExactly("before-commit", "before-completion");
    }

    /** As an object-relational mapper has its listeners called when it writes what has changed. */
    @Test
    void takesWhatIsAppendedWhileTheTransactionCommits() {
        DataSourceTransactionManager manager = new DataSourceTransactionManager(service.bean(DataSource.class)) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                append("while-it-commits");
                super.doCommit(status);
            }
        };
        manager.addListener(service.bean(OutboxTransactions.class));

        new TransactionTemplate(manager).executeWithoutResult(status -> append("before"));

        assertThat(keys()).containsExactly("before", "while-it-commits");
    }

    /** As an object-relational mapper writes what has changed when it is told to flush. */
    @Test
    void takesTheLocksOfKeysWhenAllElseIsWritten() {
        List<List<String>> storedWhenItIsWritten = new ArrayList<>();

        service.inTransaction(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void flush() {
                    storedWhenItIsWritten.add(keys());
                }
            });
            append("order");
        });

        assertThat(storedWhenItIsWritten).containsExactly(List.of());
        assertThat(keys()).containsExactly("order");
    }

    @Test
    void refusesWhatIsAppendedAfterTheTransactionHasCommitted() {
        List<Throwable> refused = new ArrayList<>();

        service.inTransaction(() ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        refused.add(catchThrowable(() -> append("too-late")));
                    }

                    @Override
                    public void afterCompletion(int status) {
                        refused.add(catchThrowable(() -> append("too-late")));
                    }
                }));

        assertThat(refused)
                .hasSize(2)
                .allSatisfy(thrown -> assertThat(thrown)
                        .isInstanceOf(IllegalTransactionStateException.class)
                        .hasMessage(
                                "Outbox.append came after the transaction had committed, and nothing would commit its"
                                        + " event: append in the transaction, or begin a new one (REQUIRES_NEW)"));
        assertThat(keys()).isEmpty();
    }

    /** Spring takes such an exception for one of the commit itself and rolls nothing back. */
    @Test
    void commitsNoDataWithoutItsEventsWhenACallbackBeforeTheCommitFails() {
        service.jdbc().execute("CREATE TABLE notes (text text)");

        assertThatThrownBy(() -> service.inTransaction(() -> {
                    service.jdbc().update("INSERT INTO notes VALUES ('note')");
                    append("event");
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            throw new UnexpectedRollbackException("of an inner transaction");
                        }
                    });
                }))
                .hasMessage("of an inner transaction");

        assertThat(service.jdbc().queryForList("SELECT text FROM notes", String.class))
                .isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void takesTheLocksAgainThatWereGivenBackWithASavepoint() throws Exception {
        String large = "x".repeat(450_000);
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (List<String> keys : List.of(List.of("a", "b"), List.of("b", "a"))) {
                all.add(executor.submit(() -> template().executeWithoutResult(status -> {
                    Object savepoint = status.createSavepoint();
                    appendOften(keys.get(0) + large);
                    status.rollbackToSavepoint(savepoint);
                    await(both);
                    appendOften(keys.get(0) + large);
                    appendOften(keys.get(1) + large);
                })));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(service.waitingInOutbox()).isEqualTo(2 * 2 * 12);
    }

    private static void appendOften(String key) {
        for (int number = 0; number < 12; number++) {
            append(key);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void failsTheCommitWhenTheEventsCannotBeStored() {
        service.jdbc().execute("CREATE TABLE facts (text text)");
        service.jdbc()
                .execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'no room'; END $$");
        service.jdbc().execute("CREATE TRIGGER refuse BEFORE INSERT ON avenant.outbox EXECUTE FUNCTION refuse()");
        try {
            assertThatThrownBy(() -> service.inTransaction(() -> {
                        service.jdbc().update("INSERT INTO facts VALUES ('fact')");
                        append("event");
                    }))
                    .hasMessageContaining("no room");
        } finally {
            service.jdbc().execute("DROP TRIGGER refuse ON avenant.outbox");
        }

        assertThat(service.jdbc().queryForList("SELECT text FROM facts", String.class))
                .isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void refusesATransactionThatIsNotOneOfTheDatabaseWithTheOutbox() {
        TransactionTemplate others = new TransactionTemplate(new ManagerOfSomethingElse());

        assertThatThrownBy(() -> others.executeWithoutResult(status -> append("lost")))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessage(
                        "Outbox.append needs a transaction of the database that holds the outbox, but the one running"
                                + " for dev.avenant.messaging.orders.OrderPlaced is another's: begin it with the transaction"
                                + " manager of that DataSource, which must be a bean");
    }

    @Test
    void refusesATransactionWhoseManagerIsNoBean() {
        TransactionTemplate unknown =
                new TransactionTemplate(new DataSourceTransactionManager(service.bean(DataSource.class)));

        assertThatThrownBy(() -> unknown.executeWithoutResult(status -> append("lost")))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageEndingWith("which must be a bean");
    }

    @Test
    void takesThirtyThousandKeysInOneTransaction() {
        service.inTransaction(() -> {
            for (int number = 0; number < 30_000; number++) {
                append("key-" + number);
            }
        });

        assertThat(service.waitingInOutbox()).isEqualTo(30_000);
    }

    @Test
    void keepsTheMemoryOfATransactionWithManyLargeEventsSmall() {
        String large = "x".repeat(450_000);
        service.inTransaction(() -> {
            for (int number = 0; number < 20; number++) {
                append(large + number);
            }
            assertThat(Objects.requireNonNull(
                                    service.bean(OutboxTransactions.class).current())
                            .hasStored())
                    .isTrue();
        });

        assertThat(service.waitingInOutbox()).isEqualTo(20);
    }

    @Test
    void letsTransactionsThatAppendToTheSameKeysInAnyOrderCommitAllOfThem() throws Exception {
        int threads = 6;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch together = new CountDownLatch(threads);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                all.add(executor.submit(() -> {
                    together.countDown();
                    together.await();
                    for (int round = 0; round < 15; round++) {
                        List<String> keys = new ArrayList<>(keysOfManyLocks());
                        Collections.shuffle(keys, random);
                        service.inTransaction(() -> keys.forEach(OutboxTransactionsTest::append));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(service.waitingInOutbox())
                .isEqualTo(threads * 15L * keysOfManyLocks().size());
    }

    private static List<String> keysOfManyLocks() {
        List<String> keys = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            keys.add("shared-" + number);
        }
        return keys;
    }

    private static void append(String key) {
        var unused = service.outbox().append(order(topic, key, 1));
    }

    private static void nested(java.util.function.Consumer<TransactionStatus> work) {
        TransactionTemplate template = template();
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        template.executeWithoutResult(work);
    }

    private static TransactionTemplate template() {
        return new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    }

    private static List<String> keys() {
        return service.jdbc()
                .queryForList("SELECT convert_from(message_key, 'UTF8') FROM avenant.outbox ORDER BY id", String.class);
    }

    /** As of a queue or another database. */
    private static final class ManagerOfSomethingElse extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
