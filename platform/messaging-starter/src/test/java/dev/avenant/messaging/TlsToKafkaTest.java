package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** A broker that speaks TLS alone, with a certificate that nobody trusts but who is told to. */
@Tag("process")
class TlsToKafkaTest {

    private static final String PASSWORD = "changeit";

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static Path trustStore;
    private static KafkaBroker broker;
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        Path keyStore = folder.resolve("broker.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
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
                keyStore.toString(),
                "-storepass",
                PASSWORD);
        trustStore = trusting(keyStore, folder.resolve("trust.p12"));
        Map<String, String> tls = Map.of(
                "listener.security.protocol.map",
                "CLIENT:SSL,CONTROLLER:PLAINTEXT",
                "ssl.keystore.location",
                keyStore.toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD,
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                PASSWORD);
        broker =
                KafkaBroker.start(KafkaBrokerSettings.in(folder.resolve("data")).withOverrides(tls));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void isReachedWithAnSslBundleOfTheService() throws Exception {
        worksOverTls(TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", broker.bootstrapServers())
                .property("spring.kafka.security.protocol", "SSL")
                .property("spring.kafka.ssl.bundle", "kafka")
                .property("spring.ssl.bundle.jks.kafka.truststore.location", trustStore.toUri())
                .property("spring.ssl.bundle.jks.kafka.truststore.type", "PKCS12")
                .property("spring.ssl.bundle.jks.kafka.truststore.password", PASSWORD));
    }

    @Test
    void isReachedWithWhatConnectionDetailsSay() throws Exception {
        KeyStore trusted = load(trustStore);
        worksOverTls(TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", "localhost:1")
                .bean(KafkaConnectionDetails.class, () -> new KafkaConnectionDetails() {
                    @Override
                    public List<String> getBootstrapServers() {
                        return List.of(broker.bootstrapServers());
                    }

                    @Override
                    public String getSecurityProtocol() {
                        return "SSL";
                    }

                    @Override
                    public SslBundle getSslBundle() {
                        return SslBundle.of(SslStoreBundle.of(null, null, trusted));
                    }
                }));
    }

    /** Relay, listener, admin client and the producer of dead letters: all of them get through. */
    private void worksOverTls(TestService.Setup setup) throws Exception {
        String topic = stack.unique("orders");
        createTopic(topic);
        MessagingStack.push(stack.registryUrl(), topic);
        setup.publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (event.getSequence() == 2) {
                        throw new EventRefusedException("not this one");
                    }
                    handled.add(event.getSequence());
                }));
        try (TestService service = setup.start();
                TopicReader reader = new TopicReader(clients(), Duration.ofSeconds(30))) {
            service.publish(placed(topic, 1), placed(topic, 2), placed(topic, 3));

            await().until(() -> handled.contains(3L));
            assertThat(handled).containsExactly(1L, 3L);
            assertThat(reader.read(DeadLetterTopic.of(topic, setup.group()).name()))
                    .hasSize(1);
        }
    }

    private static Map<String, Object> clients() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                PASSWORD);
    }

    private static void createTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(clients())) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static OutboundEvent placed(String topic, long sequence) {
        return new OutboundEvent(
                topic,
                "order",
                OrderPlaced.newBuilder()
                        .setOrderId("order")
                        .setSequence(sequence)
                        .build());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(arguments);
        keytool.command()
                .add(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString());
        Process process = keytool.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Path trusting(Path keyStore, Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("broker", load(keyStore).getCertificate("broker"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
