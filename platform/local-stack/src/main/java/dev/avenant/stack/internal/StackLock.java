package dev.avenant.stack.internal;

import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a folder to one stack at a time; the operating system lets go of it when the process ends, however it ends. */
public final class StackLock implements AutoCloseable {

    private static final String FILE = "lock";

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder; refuses when another stack has it. */
    public static StackLock take(Path run) {
        StackLock lock = tryTake(run);
        if (lock == null) {
            throw new StackException("A stack already runs from this folder (pid " + holder(run)
                    + "). ./avenant stack status shows it and ./avenant down stops it;"
                    + " a second one needs another --home and --port-offset.");
        }
        return lock;
    }

    /** Takes the folder, or answers null when another stack has it. */
    public static @Nullable StackLock tryTake(Path run) {
        try {
            FileChannel channel = FileChannel.open(
                    run.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock held = lock(channel);
            if (held == null) {
                channel.close();
                return null;
            }
            Files.writeString(
                    run.resolve("stack.owner"),
                    Long.toString(ProcessHandle.current().pid()));
            return new StackLock(channel);
        } catch (IOException failed) {
            throw new StackException(
                    "Cannot write in " + run + ": " + Folders.reason(failed)
                            + ". Make it writable for this user, or choose another folder with --home.",
                    failed);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownedByThisJvm) {
            return null;
        }
    }

    private static String holder(Path run) {
        try {
            return Files.readString(run.resolve("stack.owner")).strip();
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not release the lock", failed);
        }
    }
}
