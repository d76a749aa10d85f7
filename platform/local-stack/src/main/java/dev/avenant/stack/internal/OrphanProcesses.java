package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The processes of a stack that ended without stopping them: when it was killed, or the terminal was. */
public final class OrphanProcesses {

    private static final int GRACE_SECONDS = 30;

    private final Path home;
    private final StackOptions options;

    /** Those of a stack with these options. */
    public OrphanProcesses(StackOptions options) {
        this.home = options.home();
        this.options = options;
    }

    /** Stops them, the newest first, and answers how many there were; refuses while their stack still runs. */
    public int stop(Consumer<String> progress) throws InterruptedException {
        Path run = home.resolve("run");
        if (!Files.isDirectory(run)) {
            return 0;
        }
        StackLock lock = StackLock.tryTake(run);
        if (lock == null) {
            throw new StackException("The stack in " + home
                    + " is just starting or stopping. Wait for it, or press Ctrl-C where it was started.");
        }
        try (lock) {
            List<RunRecord> left = RunRecord.alive(run);
            for (RunRecord record : left) {
                if (record.process().isPresent()) {
                    stop(record, record.process().get());
                    progress.accept(record.name() + " (pid " + record.pid() + "), left by an earlier stack, stopped");
                }
                RunRecord.delete(run, record.name());
            }
            return left.size();
        }
    }

    private void stop(RunRecord record, ProcessHandle process) throws InterruptedException {
        Optional<Component> postgres = options.definition()
                .first(Component.Type.POSTGRES)
                .filter(component -> component.name().equals(record.name()));
        if (postgres.isPresent()) {
            PostgresPrograms programs = PostgresPrograms.of(options, postgres.get());
            PostgresLifecycle.stopFast(programs, dataOf(record), process);
        } else {
            process.destroy();
        }
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private Path dataOf(RunRecord record) {
        Path ephemeral = home.resolve("data-ephemeral").resolve(record.name());
        return Files.exists(ephemeral.resolve("postmaster.pid"))
                ? ephemeral
                : home.resolve("data").resolve(record.name());
    }
}
