package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.CoordinatorResult;
import dev.avenant.registry.catalog.Mode;
import dev.avenant.registry.catalog.ModeRecord;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaRecord;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.catalog.WriteOperation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers that wait for each other. */
@Tag("fast")
class LogCoordinatorTest {
    private final ExecutorService writers = Executors.newCachedThreadPool(work -> {
        Thread writer = new Thread(work, "writer");
        writer.setDaemon(true);
        return writer;
    });
    private final CountDownLatch firstHolds = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final InMemoryLog log = new InMemoryLog();
    private final LogCoordinator coordinator = new LogCoordinator(log);

    @BeforeEach
    void start() {
        log.start(new RecordReplayer(new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD)), () -> {}));
    }

    @AfterEach
    void stop() {
        writers.shutdownNow();
    }

    @Test
    void answerAllOthersWhenOneRunsOutOfMemoryWhileTheyWait() {
        // Given a writer that holds the log, and two behind it of which one fails with an Error
        CompletableFuture<String> first = write("first", () -> {
            firstHolds.countDown();
            goOn.await();
        });
        await().until(() -> firstHolds.getCount() == 0);
        CompletableFuture<String> failing = write("failing", () -> {
            throw new OutOfMemoryError("heap");
        });
        CompletableFuture<String> behind = write("behind", () -> {});
        await().until(() -> coordinator.waiting() == 2);

        // When it goes on
        goOn.countDown();

        // Then each has its own answer, and writing goes on
        assertThat(first.join()).isEqualTo("first");
        assertThat(behind.join()).isEqualTo("behind");
        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("heap");
        assertThat(write("last", () -> {}).join()).isEqualTo("last");
    }

    @Test
    void refuseARecordWhoseKeyMakesItTooLarge() {
        // Given a record of which neither half is too large
        WriteOperation<String> tooLarge = new WriteOperation<>(
                () -> new CoordinatorResult<>(
                        List.of(new SchemaRecord(
                                "s".repeat(600_000),
                                1,
                                1,
                                new SchemaContent("\"" + "t".repeat(300_000) + "\"", List.of(), null, null),
                                false)),
                        "written",
                        Set.of()),
                false);

        // When it is written, then it is refused by the API's own error, and nothing is in the log
        assertThatThrownBy(() -> coordinator.write(tooLarge))
                .isInstanceOf(RestException.class)
                .hasMessage("Register operation failed because schema is too large");
        assertThat(log.nextOffset()).isZero();
        assertThat(write("last", () -> {}).join()).isEqualTo("last");
    }

    private interface Before {
        void run() throws InterruptedException;
    }

    private CompletableFuture<String> write(String subject, Before before) {
        WriteOperation<String> operation = new WriteOperation<>(
                () -> {
                    try {
                        before.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new CoordinatorResult<>(
                            List.of(new ModeRecord(subject, Mode.READONLY)), subject, Set.of(subject));
                },
                false);
        return CompletableFuture.supplyAsync(() -> coordinator.write(operation), writers);
    }
}
