package dev.avenant.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with keys of one's own. */
@Tag("process")
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @Test
    void trustsWhomItIsToldToTrustAndNobodyElse() throws Exception {
        SSLContext server = context(keyStore());
        try (ScriptedRegistry registry = ScriptedRegistry.startTls(server)) {
            registry.answering(200, "[\"a\"]");
            RegistryConnection connection = RegistryConnection.to(List.of(registry.url()))
                    .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10))
                    .withRetries(RegistryConnection.Retries.NONE);

            List<String> subjects = new HttpRegistryClient(connection.withTls(server)).subjects();

            assertThat(subjects).containsExactly("a");
            assertThatThrownBy(() -> new HttpRegistryClient(connection).subjects())
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE))
                    .hasMessageStartingWith(
                            "The schema registry at " + registry.url() + " did not answer GET /subjects: ")
                    .hasMessageContaining("PKIX path building failed");
        }
    }

    private KeyStore keyStore() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** Shows the key of the store and trusts its certificate. */
    private static SSLContext context(KeyStore store) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
