package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class TlsAndTokensTest {

    @TempDir
    Path folder;

    @Test
    void knowsAClientByItsCertificate() throws Exception {
        Path server = KeyStores.create(folder, "server", "CN=localhost");
        Path client = KeyStores.create(folder, "client", "CN=deployer");
        Path roles = Files.write(folder.resolve("roles"), List.of("deployer * read"));
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with("ssl.keystore.location", server.toString())
                .with("ssl.keystore.password", KeyStores.PASSWORD)
                .with("ssl.truststore.location", client.toString())
                .with("ssl.truststore.password", KeyStores.PASSWORD)
                .with("ssl.client.authentication", "REQUIRED")
                .with("avenant.auth.certificates", "true")
                .with("avenant.auth.roles.file", roles.toString());
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            assertThat(registry.url()).hasScheme("https");
            HttpRequest read =
                    HttpRequest.newBuilder(registry.url().resolve("/subjects")).build();
            HttpRequest write = HttpRequest.newBuilder(registry.url().resolve("/config"))
                    .DELETE()
                    .build();
            HttpClient known = HttpClient.newBuilder()
                    .sslContext(KeyStores.context(client, server))
                    .build();

            assertThat(known.send(read, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("[]");
            assertThat(known.send(write, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
            HttpClient unknown = HttpClient.newBuilder()
                    .sslContext(KeyStores.context(server, server))
                    .build();
            assertThatThrownBy(() -> unknown.send(read, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesOnlyTokensThatTheIssuerSignedAndThatStillHold() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        RSAKey other = new RSAKeyGenerator(2048).keyID("k1").generate();
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        issuer.start();
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with(
                        "avenant.auth.jwt.jwks.url",
                        "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks")
                .with("avenant.auth.jwt.issuer", "https://issuer.example");
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            assertThat(status(registry, token(key, "https://issuer.example", 60)))
                    .isEqualTo(200);
            assertThat(status(registry, token(other, "https://issuer.example", 60)))
                    .isEqualTo(401);
            assertThat(status(registry, token(key, "https://other.example", 60)))
                    .isEqualTo(401);
            assertThat(status(registry, token(key, "https://issuer.example", -600)))
                    .isEqualTo(401);
            assertThat(status(registry, new PlainJWT(claims("https://issuer.example", 60)).serialize()))
                    .isEqualTo(401);
            assertThat(status(registry, "junk")).isEqualTo(401);
        } finally {
            issuer.stop(0);
        }
    }

    private static int status(SchemaRegistry registry, String token) throws IOException {
        return RawHttp.send(registry.url(), "GET", "/subjects", Map.of("Authorization", "Bearer " + token), null)
                .status();
    }

    private static String token(RSAKey key, String issuer, long seconds) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims(issuer, seconds));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static JWTClaimsSet claims(String issuer, long seconds) {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .issuer(issuer)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build();
    }
}
