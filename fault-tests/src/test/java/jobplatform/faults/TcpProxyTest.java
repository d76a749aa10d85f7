package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proxy before a server that says each byte again. */
@Tag("fast")
class TcpProxyTest {

    private static final int SILENCE_MILLIS = 100;

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
        proxy = TcpProxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void echo() {
        while (true) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException ended) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(42);

            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void resetsTheConnectionsThatAreOpen() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(42);
            client.getInputStream().read();

            proxy.mode(TcpProxy.Mode.RESET);

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read());
        }
    }

    @Test
    void holdsBytesBackWhileItIsStalledAndLosesNone() throws IOException {
        try (Socket client = connect()) {
            proxy.mode(TcpProxy.Mode.STALLED);
            client.getOutputStream().write(42);
            client.setSoTimeout(SILENCE_MILLIS);

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());

            proxy.mode(TcpProxy.Mode.OPEN);
            client.setSoTimeout(0);
            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }
}
