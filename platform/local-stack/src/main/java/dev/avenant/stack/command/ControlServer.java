package dev.avenant.stack.command;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.ComponentStatus;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.internal.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the orders of other terminals: one line with the token, the order and perhaps a component; answered at once with
 * {@code accepted}. When the terminal then says {@code go}, which one that gave up waiting does not, the order is carried
 * out and answered with lines to show or the reason of a refusal, and a last one that says {@code done} or {@code refused}.
 */
final class ControlServer implements AutoCloseable {

    static final String ACCEPTED = "accepted";
    static final String GO = "go";
    static final String DONE = "done";
    static final String REFUSED = "refused";
    /** How a line of a refusal begins. */
    static final String REASON = "! ";

    private static final int ORDER_TIMEOUT_MILLIS = 5000;

    /** What is longer is no order. Whoever may connect may send it, other users of the machine too. */
    private static final int LONGEST_LINE = 1000;

    /** How long an order that is carried out has to be answered once no more are taken. */
    private static final int ANSWER_MILLIS = 5000;

    private final ServerSocket socket;
    private final Path run;
    private final String token = UUID.randomUUID().toString();
    private final LocalStack stack;
    private final Announcements announcements;
    private final Set<Thread> inWork = ConcurrentHashMap.newKeySet();

    private ControlServer(ServerSocket socket, Path run, LocalStack stack, Announcements announcements) {
        this.socket = socket;
        this.run = run;
        this.stack = stack;
        this.announcements = announcements;
    }

    static ControlServer open(Path run, LocalStack stack, Announcements announcements) {
        try {
            ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            ControlServer server = new ControlServer(socket, run, stack, announcements);
            new ControlAddress(
                            ProcessIdentity.of(ProcessHandle.current()),
                            socket.getLocalPort(),
                            server.token,
                            server.ports())
                    .write(run);
            startThread(server::accept, "orders");
            return server;
        } catch (IOException failed) {
            throw new StackException("No port to take orders on: " + failed.getMessage(), failed);
        }
    }

    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new HashMap<>();
        for (ComponentStatus component : stack.status()) {
            ports.put(component.component(), stack.options().ports().of(component.component()));
        }
        return ports;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                startThread(() -> serve(caller), "order");
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(
                        new OutputStreamWriter(caller.getOutputStream(), StandardCharsets.UTF_8), true)) {
            caller.setSoTimeout(ORDER_TIMEOUT_MILLIS);
            String line = line(in);
            String[] words = line == null ? new String[0] : line.split(" ");
            if (words.length < 2 || !knowsToken(words[0])) {
                out.println(REFUSED);
                return;
            }
            inWork.add(Thread.currentThread());
            out.println(ACCEPTED);
            if (!GO.equals(line(in))) {
                return;
            }
            carryOut(words[1], words.length > 2 ? words[2] : "", out);
        } catch (IOException callerLeft) {
            // The order was carried out, or was never understood; nobody waits for the answer.
        } finally {
            inWork.remove(Thread.currentThread());
        }
    }

    /** The next line, or as much of it as an order may have; null at the end. */
    private static @Nullable String line(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            int letter = in.read();
            if (letter < 0 && line.isEmpty()) {
                return null;
            }
            if (letter < 0 || letter == '\n') {
                break;
            }
            line.append((char) letter);
        }
        return line.toString().stripTrailing();
    }

    private boolean knowsToken(String word) {
        return MessageDigest.isEqual(word.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private void carryOut(String order, String name, PrintWriter out) {
        Consumer<String> listener = out::println;
        announcements.listen(listener);
        try {
            switch (order) {
                case "status" -> StatusTable.print(stack.status(), out);
                case "down" -> stack.close();
                case "restart" -> stack.restart(name);
                case "kill" -> kill(name, out);
                default -> throw new StackException("There is no order " + order);
            }
            out.println(DONE);
        } catch (StackException refusal) {
            String.valueOf(refusal.getMessage()).lines().forEach(line -> out.println(REASON + line));
            out.println(REFUSED);
        } finally {
            announcements.leave(listener);
        }
    }

    private void kill(String component, PrintWriter out) {
        stack.kill(component);
        out.println(component + " was killed; ./avenant stack restart " + component + " starts it again.");
    }

    /** Takes no more orders; whoever waits for the answer to one, as to the one that stopped the stack, gets it. */
    @Override
    public void close() {
        try {
            ControlAddress.delete(run);
            socket.close();
            for (Thread order : inWork) {
                order.join(ANSWER_MILLIS);
            }
        } catch (IOException failed) {
            throw new StackException("Could not stop taking orders: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startThread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
