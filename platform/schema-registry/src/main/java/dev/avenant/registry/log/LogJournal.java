package dev.avenant.registry.log;

import dev.avenant.registry.catalog.Journal;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes to a log one after the other, and those that do not touch each other in one append: whichever caller
 * comes first does the work of those who wait behind it.
 */
public final class LogJournal implements Journal {

    private static final int MAX_CHANGES = 64;
    // Together they fit into one batch of a Kafka producer, which the broker appends as a whole.
    private static final int MAX_CHARACTERS = 200_000;
    private static final int MAX_RECORD_BYTES = 1_048_576 - 512;

    private final RegistryLog log;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Deque<Task<?>> waiting = new ArrayDeque<>();

    /** Made with {@code log}: where records go; its reader must feed the catalog that plans look at */
    public LogJournal(RegistryLog log) {
        this.log = log;
    }

    @Override
    public <T> T write(Change<T> change) {
        Task<T> task = new Task<>(change);
        synchronized (waiting) {
            waiting.addLast(task);
        }
        writing.lock();
        try {
            while (!task.answer.isDone()) {
                writeSome();
            }
        } finally {
            writing.unlock();
        }
        return task.result();
    }

    private void writeSome() {
        List<Task<?>> batch = new ArrayList<>();
        List<RegistryLog.Entry> entries = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        int characters = 0;
        try {
            int term = log.term();
            for (Task<?> task = next(batch); task != null; task = next(batch)) {
                if (!task.plan()) {
                    continue;
                }
                characters += task.characters();
                if (!batch.isEmpty() && (task.touchesAny(touched) || characters > MAX_CHARACTERS)) {
                    putBack(task);
                    break;
                }
                touched.addAll(task.touches());
                entries.addAll(task.entries());
                batch.add(task);
                if (task.change.alone()) {
                    break;
                }
            }
            if (!entries.isEmpty()) {
                log.append(entries, term);
            }
            batch.forEach(Task::succeed);
        } catch (RuntimeException failed) {
            batch.forEach(task -> task.answer.completeExceptionally(failed));
        }
    }

    private @Nullable Task<?> next(List<Task<?>> batch) {
        synchronized (waiting) {
            Task<?> first = waiting.peekFirst();
            boolean fits = first != null && (batch.isEmpty() || (!first.change.alone() && batch.size() < MAX_CHANGES));
            return fits ? waiting.pollFirst() : null;
        }
    }

    private void putBack(Task<?> task) {
        synchronized (waiting) {
            waiting.addFirst(task);
        }
    }

    private static final class Task<T> {

        private final Change<T> change;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable Plan<T> plan;
        private List<RegistryLog.Entry> entries = List.of();

        Task(Change<T> change) {
            this.change = change;
        }

        /** False when it needs no append. */
        boolean plan() {
            try {
                Plan<T> planned = change.plan().get();
                List<RegistryLog.Entry> written = new ArrayList<>();
                for (RegistryRecord fact : planned.records()) {
                    RegistryLog.Entry entry = RecordFormat.write(fact);
                    requireSize(entry);
                    written.add(entry);
                }
                plan = planned;
                entries = written;
                if (written.isEmpty()) {
                    succeed();
                    return false;
                }
                return true;
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
                return false;
            }
        }

        private static void requireSize(RegistryLog.Entry entry) {
            String value = entry.value();
            if (value != null
                    && value.length() > MAX_RECORD_BYTES / 4
                    && value.getBytes(StandardCharsets.UTF_8).length > MAX_RECORD_BYTES) {
                throw RegistryFault.of(RegistryErrorCode.SCHEMA_TOO_LARGE);
            }
        }

        boolean touchesAny(Set<String> others) {
            return touches().stream().anyMatch(others::contains);
        }

        Set<String> touches() {
            Plan<T> planned = plan;
            return planned == null ? Set.of() : planned.touches();
        }

        List<RegistryLog.Entry> entries() {
            return entries;
        }

        int characters() {
            return entries.stream()
                    .mapToInt(entry -> entry.key().length()
                            + (entry.value() == null ? 0 : entry.value().length()))
                    .sum();
        }

        void succeed() {
            Plan<T> planned = plan;
            if (planned != null) {
                answer.complete(planned.result());
            }
        }

        T result() {
            try {
                return answer.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw failed;
            }
        }
    }
}
