package dev.avenant.stack.command;

import dev.avenant.stack.config.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives an order to the stack that runs from a folder and shows its answer. */
final class ControlClient {

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
        Optional<ControlAddress> address = ControlAddress.read(run);
        if (address.isEmpty()) {
            return false;
        }
        List<String> refusal = new ArrayList<>();
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), address.get().port());
                PrintWriter orders = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            orders.println(address.get().token() + " " + String.join(" ", words));
            if (show(answers, refusal)) {
                return true;
            }
        } catch (IOException nobodyListens) {
            return false;
        }
        throw new StackException(
                refusal.isEmpty()
                        ? "The stack in " + run.getParent() + " ended before it had done this."
                        : String.join(System.lineSeparator(), refusal));
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
