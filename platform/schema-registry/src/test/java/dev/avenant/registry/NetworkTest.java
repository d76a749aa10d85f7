package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final int ANSWER_MILLIS = 1_500;

    private final Network network = Network.of(2);

    private ServerSocket listening;

    @BeforeEach
    void listenHere() throws IOException {
        assumeTrue(network.canBeCut(), "Hosts with networks of their own need root and iproute2");
        listening = new ServerSocket(0, 50, InetAddress.getByName(network.address(Network.TEST)));
    }

    @AfterEach
    void takeItAway() throws IOException {
        if (listening != null) {
            listening.close();
        }
        network.close();
    }

    @Test
    void letsItsHostsConnect() throws Exception {
        assertThat(connects(0)).isTrue();
        assertThat(connects(1)).isTrue();
    }

    @Test
    void keepsThoseThatAreCutFromEachOtherAndNoOthersUntilItIsHealed() throws Exception {
        network.cut(0, Network.TEST);

        assertThat(connects(0)).isFalse();
        assertThat(connects(1)).isTrue();

        network.heal();

        assertThat(connects(0)).isTrue();
    }

    @Test
    void cutsEitherWayAlone() throws Exception {
        network.cutOneWay(0, Network.TEST);
        network.cutOneWay(Network.TEST, 1);

        assertThat(connects(0)).isFalse();
        assertThat(connects(1)).isFalse();
    }

    private boolean connects(int host) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Connecting.class.getName(),
                network.address(Network.TEST),
                Integer.toString(listening.getLocalPort()));
        return new ProcessBuilder(network.hosts(host, 1).get(0).running(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Ends with 0 when it gets a connection to the address and port that it is given. */
    public static final class Connecting {

        private Connecting() {}

        public static void main(String[] arguments) throws IOException {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])), ANSWER_MILLIS);
            }
        }
    }
}
