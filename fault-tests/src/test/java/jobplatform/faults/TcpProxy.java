package jobplatform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server of this machine, and cuts what is between them. Two threads carry the bytes of a
 * connection, one for each direction.
 */
final class TcpProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int RESET_AT_ONCE = 0;

    /** What becomes of the bytes. */
    enum Mode {
        /** They pass. */
        OPEN,
        /** Each connection is reset, and each new one too. */
        RESET,
        /** They are held back, in both directions, and nobody is told. */
        STALLED,
        /** What the server says is held back; what the client says passes. */
        HALF_STALLED
    }

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile Mode mode = Mode.OPEN;

    private TcpProxy(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
        start("accept", this::accept);
    }

    /** A proxy on a free port before that port. */
    static TcpProxy to(int port) {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            return new TcpProxy(new ServerSocket(0, 200, here), new InetSocketAddress(here, port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on; connections that were reset stay so. */
    void mode(Mode mode) {
        synchronized (change) {
            this.mode = mode;
            change.notifyAll();
        }
        if (mode == Mode.RESET) {
            sockets.forEach(TcpProxy::reset);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                start("connect", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        sockets.add(upstream);
        try {
            if (mode == Mode.RESET) {
                throw new IOException("cut");
            }
            upstream.connect(target);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            start("to-server", () -> carry(client, upstream, false));
            carry(upstream, client, true);
        } catch (IOException refused) {
            end(client, upstream);
        }
    }

    private void carry(Socket from, Socket to, boolean isOfTheServer) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            while (true) {
                int count = from.getInputStream().read(buffer);
                awaitPassage(isOfTheServer);
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException cut) {
            end(from, to);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPassage(boolean isOfTheServer) throws InterruptedException {
        synchronized (change) {
            while (mode == Mode.STALLED || (mode == Mode.HALF_STALLED && isOfTheServer)) {
                change.wait();
            }
        }
    }

    private void end(Socket one, Socket other) {
        reset(one);
        reset(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static void reset(Socket socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, RESET_AT_ONCE);
        } catch (IOException closed) {
            // Then there is nothing left to reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        mode(Mode.RESET);
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
