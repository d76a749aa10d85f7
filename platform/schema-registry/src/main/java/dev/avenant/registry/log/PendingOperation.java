package dev.avenant.registry.log;

import dev.avenant.registry.catalog.CoordinatorResult;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.WriteOperation;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A write operation whose caller waits for the response. */
final class PendingOperation<T> {

    // What Kafka takes unless told otherwise, less what it adds to a key and a value.
    private static final int MAX_RECORD_BYTES = 1_048_576 - 512;
    private static final int MAX_BYTES_OF_A_CHARACTER = 3;

    private final WriteOperation<T> operation;
    private final CompletableFuture<T> response = new CompletableFuture<>();
    private @Nullable CoordinatorResult<T> result;
    private List<LogRecord> records = List.of();

    PendingOperation(WriteOperation<T> operation) {
        this.operation = operation;
    }

    /** Asks the operation for its records; false when it is done without an append. */
    boolean generate() {
        try {
            CoordinatorResult<T> generated = operation.generator().get();
            List<LogRecord> written = new ArrayList<>();
            for (RegistryRecord record : generated.records()) {
                LogRecord serialized = RecordSerde.write(record);
                requireSize(serialized);
                written.add(serialized);
            }
            result = generated;
            records = written;
            if (written.isEmpty()) {
                complete();
                return false;
            }
            return true;
        } catch (RuntimeException | Error refused) {
            fail(refused);
            return false;
        }
    }

    private static void requireSize(LogRecord record) {
        if (characters(record) > MAX_RECORD_BYTES / MAX_BYTES_OF_A_CHARACTER
                && bytes(record.key()) + bytes(record.value()) > MAX_RECORD_BYTES) {
            throw tooLarge();
        }
    }

    private static RestException tooLarge() {
        return RestException.of(RegistryErrorCode.SCHEMA_TOO_LARGE);
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int characters(LogRecord record) {
        String value = record.value();
        return record.key().length() + (value == null ? 0 : value.length());
    }

    boolean isExclusive() {
        return operation.exclusive();
    }

    boolean conflictsWith(Set<String> others) {
        return conflictKeys().stream().anyMatch(others::contains);
    }

    Set<String> conflictKeys() {
        CoordinatorResult<T> generated = result;
        return generated == null ? Set.of() : generated.conflictKeys();
    }

    List<LogRecord> records() {
        return records;
    }

    int characters() {
        return records.stream().mapToInt(PendingOperation::characters).sum();
    }

    void complete() {
        CoordinatorResult<T> generated = result;
        if (generated != null) {
            response.complete(generated.response());
        }
    }

    /** The log found its records too large. */
    void refuseAsTooLarge() {
        fail(tooLarge());
    }

    void fail(Throwable failure) {
        response.completeExceptionally(failure);
    }

    boolean isDone() {
        return response.isDone();
    }

    T response() {
        try {
            return response.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
