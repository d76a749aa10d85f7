package dev.avenant.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts in network namespaces of Linux, on one bridge with this process. What one sends to another can be dropped without a
 * word to the sender. It takes the right to make namespaces, which root has, and iproute2.
 */
final class Network implements AutoCloseable {

    /** This process among the hosts. */
    static final int TEST = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Network.class);
    private static final int PATIENCE_SECONDS = 20;
    private static final String DEVICE = "eth0";
    /** A hardware address that nobody has. */
    private static final String NOBODY = "02:00:00:00:00:01";

    private static final int SUBNETS = 250;

    private final String name = "av" + ProcessHandle.current().pid() % 1_000_000;
    private final String network = "10." + (200 + ProcessHandle.current().pid() / SUBNETS % 50) + "."
            + ProcessHandle.current().pid() % SUBNETS;
    private final List<Host> hosts = new ArrayList<>();
    private final Set<Cut> cuts = new HashSet<>();

    private boolean bridged;

    private record Cut(int from, int to) {}

    private Network() {}

    /** With so many hosts, which are all this machine's loopback address where nothing can be cut. */
    static Network of(int count) {
        Network made = new Network();
        try {
            made.bridge();
            for (int i = 0; i < count; i++) {
                made.add(i);
            }
            return made;
        } catch (IOException notAllowed) {
            LOG.warn(
                    "Nothing is cut between processes, since hosts with networks of their own need root and iproute2: {}",
                    notAllowed.getMessage());
            made.close();
            Network loopback = new Network();
            loopback.hosts.addAll(Collections.nCopies(count, Host.LOOPBACK));
            return loopback;
        }
    }

    boolean canBeCut() {
        return !hosts.contains(Host.LOOPBACK);
    }

    private void bridge() throws IOException {
        ip("link", "add", name, "type", "bridge");
        bridged = true;
        ip("address", "add", address(TEST) + "/24", "dev", name);
        ip("link", "set", name, "up");
    }

    private void add(int host) throws IOException {
        String namespace = namespace(host);
        ip("netns", "add", namespace);
        hosts.add(new Host(address(host), List.of("ip", "netns", "exec", namespace)));
        ip("link", "add", cable(host), "type", "veth", "peer", "name", DEVICE, "netns", namespace);
        ip("link", "set", cable(host), "master", name, "up");
        in(host, "address", "add", address(host) + "/24", "dev", DEVICE);
        in(host, "link", "set", DEVICE, "up");
        in(host, "link", "set", "lo", "up");
    }

    /** So many of the hosts, from that one on. */
    List<Host> hosts(int from, int count) {
        return List.copyOf(hosts.subList(from, from + count));
    }

    /** Drops what one sends to another; what the other one sends arrives. */
    void cutOneWay(int from, int to) throws IOException {
        // Packets go to a hardware address that nobody has.
        in(from, "neighbour", "replace", address(to), "lladdr", NOBODY, "dev", device(from), "nud", "permanent");
        cuts.add(new Cut(from, to));
    }

    /** Drops what the two send to each other. */
    void cut(int one, int other) throws IOException {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Ends all cuts. */
    void heal() throws IOException {
        for (Cut cut : cuts) {
            in(cut.from(), "neighbour", "delete", address(cut.to()), "dev", device(cut.from()));
        }
        cuts.clear();
    }

    /** Of a host, or of this process. */
    String address(int host) {
        return network + "." + (host + 2);
    }

    private String namespace(int host) {
        return name + "-" + host;
    }

    private String cable(int host) {
        return name + "v" + host;
    }

    private String device(int host) {
        return host == TEST ? name : DEVICE;
    }

    private void in(int host, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(host == TEST ? List.of("ip") : List.of("ip", "-n", namespace(host)));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    /** Takes the hosts away. Processes on them are to be ended before. */
    @Override
    public void close() {
        if (!canBeCut()) {
            return;
        }
        try {
            for (int host = 0; host < hosts.size(); host++) {
                ip("netns", "delete", namespace(host));
            }
            if (bridged) {
                ip("link", "delete", name);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
