package dev.avenant.stack.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that runs now, as seen from another process.
 *
 * @param home where it keeps what it keeps
 * @param ports where its components listen on this machine, by their names
 */
public record RunningStack(Path home, Map<String, Integer> ports) {

    public RunningStack {
        ports = Map.copyOf(ports);
    }

    /** The stack that runs from that home, or nothing when none does. */
    public static Optional<RunningStack> at(Path home) {
        return ControlAddress.ofRunning(home.resolve("run")).map(address -> new RunningStack(home, address.ports()));
    }

    /** Where a component of it listens, or nothing when it has no such component. */
    public Optional<Integer> port(String component) {
        return Optional.ofNullable(ports.get(component));
    }
}
