package dev.avenant.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where each part listens on the loopback address.
 *
 * @param parts a port for every part
 * @param kafkaController the port of Kafka's own controller quorum, which no client uses
 */
public record StackPorts(Map<Part, Integer> parts, int kafkaController) {

    private static final int LARGEST_PORT = 65_535;
    private static final int STANDARD_CONTROLLER = 9093;
    private static final int FIRST_FREE = 20_000;
    /** From here on the system gives ports to outgoing connections, so a part could find its own taken after a restart. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int ATTEMPTS = 200;

    public StackPorts {
        for (Part part : Part.values()) {
            Integer port = parts.get(part);
            if (port == null) {
                throw new IllegalArgumentException("parts must give a port for " + part.id() + " but has none");
            }
            requirePort(part.id(), port);
        }
        requirePort("kafka's controller", kafkaController);
        parts = Map.copyOf(parts);
    }

    /** The ports that the documents name. */
    public static StackPorts standard() {
        return shifted(0);
    }

    /** The standard ports, each higher by the same number, so that a second stack can run beside the first. */
    public static StackPorts shifted(int offset) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, part.standardPort() + offset);
        }
        return new StackPorts(ports, STANDARD_CONTROLLER + offset);
    }

    /** Ports that nobody listened on when this was called. */
    public static StackPorts free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<Part, Integer> ports = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                ports.put(part, hold(held));
            }
            return new StackPorts(ports, hold(held));
        } catch (IOException failed) {
            throw new UncheckedIOException("No free ports on the loopback address", failed);
        } finally {
            held.forEach(StackPorts::release);
        }
    }

    /** The same ports, with that one for that part. */
    public StackPorts with(Part part, int port) {
        Map<Part, Integer> changed = new EnumMap<>(parts);
        changed.put(part, port);
        return new StackPorts(changed, kafkaController);
    }

    /** The same ports, with that one for Kafka's controller. */
    public StackPorts withKafkaController(int port) {
        return new StackPorts(parts, port);
    }

    /** Where that part listens. */
    public int of(Part part) {
        Integer port = parts.get(part);
        if (port == null) {
            throw new IllegalStateException(part.id() + " has no port");
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

    private static void requirePort(String what, int port) {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of " + what + " must be between 1 and " + LARGEST_PORT + " but was " + port);
        }
    }
}
