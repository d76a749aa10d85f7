package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives an order to the stack that runs from a folder and shows its answer. */
final class ControlClient {

    /** How long a stack may take to say that it has an order, in milliseconds. */
    private static final int ACCEPT_MILLIS = 4000;

    private final Path run;
    private final PrintWriter out;

    ControlClient(Path run, PrintWriter out) {
        this.run = run;
        this.out = out;
    }

    /** Has the order carried out; refuses when no stack runs, or with what the stack says against it. */
    void order(String... words) {
        if (!tryOrder(words)) {
            throw new StackException("No stack runs from " + run.getParent() + ". ./avenant up starts one.");
        }
    }

    /** Like {@link #order}, but answers false when no stack takes orders. */
    boolean tryOrder(String... words) {
        Optional<ControlAddress> running = ControlAddress.ofRunning(run);
        if (running.isEmpty()) {
            return false;
        }
        ControlAddress address = running.get();
        List<String> refusal = new ArrayList<>();
        try (Socket socket = connect(address);
                PrintWriter orders = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            orders.println(address.token() + " " + String.join(" ", words));
            if (!isAccepted(socket, answers)) {
                throw refused(address);
            }
            orders.println(ControlServer.GO);
            if (show(answers, refusal)) {
                return true;
            }
        } catch (SocketTimeoutException silent) {
            throw silent(address, silent);
        } catch (IOException nobodyListens) {
            return false;
        }
        throw new StackException(
                refusal.isEmpty()
                        ? "The stack in " + run.getParent() + " ended before it had done this."
                        : String.join(System.lineSeparator(), refusal));
    }

    private static Socket connect(ControlAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()), ACCEPT_MILLIS);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** What was accepted may take long; that it was is said at once, by a stack that is not stopped itself. */
    private static boolean isAccepted(Socket socket, BufferedReader answers) throws IOException {
        socket.setSoTimeout(ACCEPT_MILLIS);
        String answer = answers.readLine();
        socket.setSoTimeout(0);
        return !ControlServer.REFUSED.equals(answer);
    }

    private StackException refused(ControlAddress address) {
        return new StackException("The stack in " + run.getParent() + " (pid "
                + address.stack().pid() + ") does not know the token in " + ControlAddress.file(run)
                + ", which somebody has changed. Press Ctrl-C where it was started, or end that process.");
    }

    private StackException silent(ControlAddress address, IOException cause) {
        long pid = address.stack().pid();
        return new StackException(
                "The stack in " + run.getParent() + " (pid " + pid + ") runs but does not answer. If its terminal has"
                        + " suspended it, resume it with fg there; otherwise end that process, and ./avenant down"
                        + " stops what it leaves behind.",
                cause);
    }

    private boolean show(BufferedReader answers, List<String> refusal) throws IOException {
        @Nullable String line = answers.readLine();
        while (line != null && !line.equals(ControlServer.DONE) && !line.equals(ControlServer.REFUSED)) {
            if (line.startsWith(ControlServer.REASON)) {
                refusal.add(line.substring(ControlServer.REASON.length()));
            } else {
                out.println(line);
                out.flush();
            }
            line = answers.readLine();
        }
        return ControlServer.DONE.equals(line);
    }
}
