package jobplatform.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server that speaks SMTP and, for chosen recipients, behaves as mail servers do on bad days. */
final class ScriptedMailServer implements AutoCloseable {

    /** What it does to a message. */
    enum Behaviour {
        TAKE,
        REFUSE_RECIPIENT,
        PUT_OFF_MESSAGE,
        /** It has the whole message, and the connection breaks before it says so. */
        DROP_BEFORE_ANSWER,
        /** It has the whole message, and says so when {@link #answerHeld} is called. */
        HOLD_ANSWER,
        /** It has the whole message, and refuses it when {@link #answerHeld} is called. */
        HOLD_REFUSAL
    }

    private final ServerSocket socket;
    private final Map<String, Queue<Behaviour>> behaviours = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    private ScriptedMailServer(int port) {
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    static ScriptedMailServer start() {
        return new ScriptedMailServer(0);
    }

    static ScriptedMailServer startAt(int port) {
        return new ScriptedMailServer(port);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The next messages to that recipient meet these; further ones are taken. */
    void meet(String recipient, Behaviour... next) {
        behaviours.put(recipient, new ArrayDeque<>(List.of(next)));
    }

    /** How often it was given a whole message for that recipient and did not refuse it. */
    long takenFor(String recipient) {
        return taken.stream().filter(recipient::equals).count();
    }

    void answerHeld() {
        release.countDown();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 ready");
            String recipient = "";
            Behaviour behaviour = Behaviour.TAKE;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    behaviour = next(recipient);
                    say(
                            out,
                            behaviour == Behaviour.REFUSE_RECIPIENT
                                    ? "550 <" + recipient + ">: no such mailbox"
                                    : "250 fine");
                } else if (line.equals("DATA")) {
                    say(out, "354 go on");
                    String part = in.readLine();
                    while (part != null && !part.equals(".")) {
                        part = in.readLine();
                    }
                    if (part == null) {
                        return;
                    }
                    if (behaviour == Behaviour.PUT_OFF_MESSAGE) {
                        say(out, "451 try again later");
                        continue;
                    }
                    if (behaviour == Behaviour.HOLD_REFUSAL) {
                        release.await();
                        say(out, "550 <" + recipient + ">: wants no such message");
                        continue;
                    }
                    taken.add(recipient);
                    if (behaviour == Behaviour.DROP_BEFORE_ANSWER) {
                        return;
                    }
                    if (behaviour == Behaviour.HOLD_ANSWER) {
                        release.await();
                    }
                    say(out, "250 taken");
                } else {
                    say(out, line.equals("QUIT") ? "221 bye" : "250 fine");
                }
            }
        } catch (IOException gone) {
            // the client went away, as killed processes do
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Behaviour next(String recipient) {
        Behaviour next = behaviours.getOrDefault(recipient, new ArrayDeque<>()).poll();
        return next == null ? Behaviour.TAKE : next;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        release.countDown();
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
