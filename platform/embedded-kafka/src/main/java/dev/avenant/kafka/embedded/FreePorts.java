package dev.avenant.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address on which nothing listens. */
public final class FreePorts {

    private static final int FIRST = 20_000;
    /** From here on the system gives ports to outgoing connections and to whoever asks for any port. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    /**
     * As many ports as asked for, no two alike: each is held until the last is found. Whoever listens on them later may
     * find that somebody else was quicker; that is rare, since they are none that the system gives away by itself.
     *
     * @throws UncheckedIOException when none is found
     */
    public static List<Integer> pick(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(hold());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("No free port on the loopback address", failed);
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static ServerSocket hold() throws IOException {
        BindException last = new BindException("every port that was tried is taken");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_EPHEMERAL);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
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
}
