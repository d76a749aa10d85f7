package dev.avenant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console behind TLS, whose certificate the JDK does not know. */
@Tag("process")
class TrustedConsoleTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Path store = Path.of("");
    private String url = "";

    @BeforeEach
    void aConsoleWithACertificateOfItsOwn() throws Exception {
        store = keyStore(folder.resolve("localhost.p12"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] body = "{\"items\":[],\"total\":0,\"next\":null}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "https://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Result listWith(String... lines) throws IOException {
        String file = Files.write(folder.resolve("console.properties"), List.of(lines))
                .toString();
        return Shell.runIn(Map.of(), List.of("groups", "list", "--console", url, "--command-config", file));
    }

    @Test
    void isAskedWhereTheFileNamesItsCertificate() throws Exception {
        Result trusted = listWith(
                "console.user=ada",
                "console.password=secret",
                "console.ssl.truststore.location=" + store,
                "console.ssl.truststore.password=" + STORE_PASSWORD);

        assertThat(trusted).isEqualTo(new Result(0, "There is no group on " + url + ".\n", ""));
        assertThat(asked).containsExactly("/api/v1/groups?limit=1000");
    }

    @Test
    void isToldNothingWhereNothingIsTrusted() throws Exception {
        Result untrusted = listWith("console.user=ada", "console.password=secret");

        assertThat(untrusted.exitCode()).isEqualTo(3);
        assertThat(untrusted.err())
                .startsWith("The console at " + url + " was not asked, since TLS failed (")
                .endsWith("). Check that it speaks https, and name the certificates to trust with"
                        + " console.ssl.truststore.location in the file of --command-config.\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchStore() throws Exception {
        Result absent = listWith("console.ssl.truststore.location=/no/such/store.p12");

        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err())
                .contains("Setting console.ssl.* cannot be used: ")
                .contains("/no/such/store.p12");
    }

    private static Path keyStore(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost"));
        command.addAll(List.of("-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", STORE_PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return file;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
