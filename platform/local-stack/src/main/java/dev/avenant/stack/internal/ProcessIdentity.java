package dev.avenant.stack.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * A process as a note can name it. A pid alone can come to belong to a stranger; the time at which the process started
 * tells them apart.
 *
 * @param pid its process id
 * @param started when the operating system says it started, in milliseconds since 1970; 0 when it does not say
 */
public record ProcessIdentity(long pid, long started) {

    private static final String PID = "pid";
    private static final String STARTED = "started";

    /** That process. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    /** The process that {@link #writeTo} wrote; refuses with {@link NumberFormatException} when that names none. */
    public static ProcessIdentity readFrom(Properties note) {
        return new ProcessIdentity(
                Long.parseLong(note.getProperty(PID, "")), Long.parseLong(note.getProperty(STARTED, "")));
    }

    /** Notes it. */
    public void writeTo(Properties note) {
        note.setProperty(PID, Long.toString(pid));
        note.setProperty(STARTED, Long.toString(started));
    }

    /** The process, or nothing when it has ended, whoever has its pid now. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> started == 0 || startOf(process) == started);
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
