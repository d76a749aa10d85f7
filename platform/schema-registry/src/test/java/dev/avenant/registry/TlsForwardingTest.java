package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.security.PasswordFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Registries that share a key of their own, which no JVM trusts. */
@Tag("process")
class TlsForwardingTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @TempDir
    Path folder;

    @Test
    void aFollowerHandsWritesOnWithTheKeysAndTheNameThatItHas() throws Exception {
        Path keys = KeyStores.create(folder, "registry", "CN=localhost");
        Path passwords = Files.write(folder.resolve("passwords"), List.of(PasswordFile.line("ada", "correct horse")));
        SchemaRegistryConfig config = SchemaRegistryConfig.kafka(kafka.bootstrapServers())
                .topic("_tls")
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.keystore.password", KeyStores.PASSWORD)
                .with(
                        "ssl.truststore.location",
                        KeyStores.trusting(folder, keys).toString())
                .with("ssl.truststore.password", KeyStores.PASSWORD)
                .with("avenant.auth.basic.file", passwords.toString());
        SSLContext tls = KeyStores.context(keys, keys);
        try (SchemaRegistry one = SchemaRegistry.start(config);
                SchemaRegistry two = SchemaRegistry.start(config)) {
            for (SchemaRegistry registry : List.of(one, two)) {
                HttpRegistryClient client = new HttpRegistryClient(RegistryConnection.to(List.of(registry.url()))
                        .withTls(tls)
                        .withCredentials(RegistryCredentials.basic("ada:correct horse")));

                assertThat(client.register("s" + registry.url().getPort(), SchemaDefinition.of("\"int\""), false)
                                .id())
                        .isEqualTo(1);
            }
        }
    }
}
