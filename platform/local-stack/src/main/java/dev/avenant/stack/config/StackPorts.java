package dev.avenant.stack.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where each component listens on the loopback address.
 *
 * @param byName the ports by their names: those of the components, and {@code kafka-controller}, which no client uses
 */
public record StackPorts(Map<String, Integer> byName) {

    private static final int LARGEST_PORT = 65_535;
    private static final int FIRST_FREE = 20_000;
    /** From here on the system gives ports to outgoing connections, so a component could find its own taken later. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int ATTEMPTS = 200;

    public StackPorts {
        byName.forEach(StackPorts::requirePort);
        byName = Map.copyOf(byName);
    }

    /** The ports of that definition. */
    public static StackPorts standard(StackDefinition definition) {
        return shifted(definition, 0);
    }

    /** The standard ports, each higher by the same number, so that a second stack can run beside the first. */
    public static StackPorts shifted(StackDefinition definition, int offset) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        definition.ports().forEach((name, port) -> {
            requirePort(name, port + offset);
            ports.put(name, port + offset);
        });
        return new StackPorts(ports);
    }

    /** Ports that nobody listened on when this was called. */
    public static StackPorts free(StackDefinition definition) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<String, Integer> ports = new LinkedHashMap<>();
            for (String name : definition.ports().keySet()) {
                ports.put(name, hold(held));
            }
            return new StackPorts(ports);
        } catch (IOException failed) {
            throw new UncheckedIOException("No free ports on the loopback address", failed);
        } finally {
            held.forEach(StackPorts::release);
        }
    }

    /** The same ports, with that one for that name; refuses an unknown name. */
    public StackPorts with(String name, int port) {
        of(name);
        Map<String, Integer> changed = new LinkedHashMap<>(byName);
        changed.put(name, port);
        return new StackPorts(changed);
    }

    /** The port of that name, which is the component's. */
    public int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new UnknownComponentException("There is no port named " + name + ". The ports are "
                    + String.join(", ", byName.keySet().stream().sorted().toList()) + ".");
        }
        return port;
    }

    private static int hold(List<ServerSocket> held) throws IOException {
        BindException last = new BindException("every port that was tried is taken");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, FIRST_EPHEMERAL);
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                return port;
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not release port " + socket.getLocalPort(), failed);
        }
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of " + name + " must be between 1 and " + LARGEST_PORT + " but was " + port);
        }
    }
}
