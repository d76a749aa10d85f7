package dev.avenant.registry.leadership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stands for a leadership that can begin only when the registry has its address; until then nobody leads. */
public final class DeferredLeadership implements Leadership {

    private final CompletableFuture<Leadership> begun = new CompletableFuture<>();

    /** Lets it begin. */
    public void begin(Leadership leadership) {
        begun.complete(leadership);
    }

    @Override
    public Leader await(Duration timeout) {
        try {
            return begun.get(timeout.toMillis(), TimeUnit.MILLISECONDS).await(timeout);
        } catch (TimeoutException notYet) {
            return Leader.NOBODY;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Leader.NOBODY;
        }
    }

    @Override
    public void writeFailed() {
        Leadership leadership = begun.getNow(null);
        if (leadership != null) {
            leadership.writeFailed();
        }
    }

    @Override
    public void close() {
        Leadership leadership = begun.getNow(null);
        if (leadership != null) {
            leadership.close();
        }
    }
}
