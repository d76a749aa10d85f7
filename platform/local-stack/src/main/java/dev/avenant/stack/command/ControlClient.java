package dev.avenant.stack.command;

import dev.avenant.stack.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** Carries the order out, or refuses because no stack runs. Answers whether it was done. */
    boolean order(String... words) {
        return tryOrder(words)
                .orElseThrow(() ->
                        new StackException("No stack runs from " + run.getParent() + ". ./avenant up starts one."));
    }

    /** Like {@link #order}, but answers nothing when no stack takes orders. */
    Optional<Boolean> tryOrder(String... words) {
        Optional<ControlAddress> address = ControlAddress.read(run);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), address.get().port());
                PrintWriter orders = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            orders.println(address.get().token() + " " + String.join(" ", words));
            return Optional.of(show(answers));
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }

    private boolean show(BufferedReader answers) throws IOException {
        @Nullable String line = answers.readLine();
        while (line != null && !line.equals(ControlServer.DONE) && !line.equals(ControlServer.REFUSED)) {
            out.println(line);
            out.flush();
            line = answers.readLine();
        }
        return ControlServer.DONE.equals(line);
    }
}
