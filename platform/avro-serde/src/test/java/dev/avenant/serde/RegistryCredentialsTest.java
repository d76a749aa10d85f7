package dev.avenant.serde;

import static dev.avenant.serde.RoundTrip.roundTrip;
import static dev.avenant.serde.RoundTrip.server;
import static dev.avenant.serde.RoundTrip.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.security.ApiKeys;
import dev.avenant.registry.security.PasswordFile;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom the serde asks the registry. */
@Tag("fast")
class RegistryCredentialsTest {

    @TempDir
    Path folder;

    @Test
    void isWithAUserAndAPasswordFromWhereverTheSettingsHoldThem() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start(withUsers())) {
            String url = registry.url().toString();
            String inUrl = url.replace("://", "://ada:correct%20horse@");

            assertThat(roundTrip(inUrl, Map.of())).isEqualTo("a");
            assertThat(roundTrip(
                            url,
                            Map.of(
                                    "basic.auth.credentials.source",
                                    "USER_INFO",
                                    "basic.auth.user.info",
                                    "ada:correct horse")))
                    .isEqualTo("a");
            assertThat(roundTrip(
                            url,
                            Map.of(
                                    "basic.auth.credentials.source",
                                    "user_info",
                                    "schema.registry.basic.auth.user.info",
                                    "ada:correct horse")))
                    .isEqualTo("a");
            assertThat(roundTrip(
                            url,
                            Map.of(
                                    "basic.auth.credentials.source",
                                    "SASL_INHERIT",
                                    "sasl.jaas.config",
                                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                            + " username='ada' password=\"correct horse\";")))
                    .isEqualTo("a");
            assertThat(roundTrip(url, Map.of("request.header.X-API-Key", "k-123")))
                    .isEqualTo("a");
        }
    }

    @Test
    void isRefusedWithoutThePassword() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start(withUsers())) {
            Map<String, Object> wrong =
                    Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ada:wrong");

            Throwable thrown = catchThrowable(() -> roundTrip(registry, wrong));

            assertThat(thrown)
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageStartingWith("[value of t, subject t-value] The schema could not be registered: The"
                            + " schema registry at " + registry.url() + " answered POST"
                            + " /subjects/t-value/versions?normalize=false with 401: ")
                    .hasMessageNotContaining("wrong");
            assertThat(SerdeFailure.find(thrown).orElseThrow().kind()).isEqualTo(SerdeFailure.Kind.REGISTRY_REFUSED);
        }
    }

    private SchemaRegistryConfig withUsers() throws IOException {
        Path passwords = Files.write(folder.resolve("passwords"), List.of(PasswordFile.line("ada", "correct horse")));
        Path keys = Files.write(folder.resolve("keys"), List.of(ApiKeys.line("ada", "k-123")));
        Path roles = Files.write(folder.resolve("roles"), List.of("ada * admin"));
        return SchemaRegistryConfig.inMemory()
                .with("avenant.auth.basic.file", passwords.toString())
                .with("avenant.auth.api.keys.file", keys.toString())
                .with("avenant.auth.roles.file", roles.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "org.apache.kafka.common.security.plain.PlainLoginModule required;", "nonsense"})
    void saysThatTheSaslSettingsHoldNoUser(String jaas) {
        Map<String, Object> settings =
                settings("http://localhost:1", Map.of("basic.auth.credentials.source", "SASL_INHERIT"));
        settings.put("sasl.jaas.config", jaas);

        Throwable thrown = catchThrowable(() -> new KafkaAvroSerializer().configure(settings, false));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Setting sasl.jaas.config must hold a username and a password when"
                        + " basic.auth.credentials.source is SASL_INHERIT");
    }

    @Test
    void isWithATokenOfAnIssuerAndWithANewOneWhenItEnds() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        List<String> grants = Collections.synchronizedList(new ArrayList<>());
        HttpServer issuer = server(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/jwks")) {
                return new JWKSet(key.toPublicJWK()).toString();
            }
            grants.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            return "{\"access_token\":\"" + token(key) + "\",\"token_type\":\"Bearer\",\"expires_in\":300}";
        });
        String base = "http://localhost:" + issuer.getAddress().getPort();
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with("avenant.auth.jwt.jwks.url", base + "/jwks")
                .with("avenant.auth.jwt.issuer", "https://issuer.example");
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            Map<String, Object> settings = new HashMap<>(Map.of(
                    "bearer.auth.credentials.source",
                    "OAUTHBEARER",
                    "bearer.auth.issuer.endpoint.url",
                    base + "/token",
                    "bearer.auth.client.id",
                    "me",
                    "bearer.auth.client.secret",
                    "my secret",
                    "bearer.auth.scope",
                    "schemas read"));

            assertThat(roundTrip(registry, Map.of("bearer.auth.token", token(key))))
                    .isEqualTo("a");
            settings.put("bearer.auth.cache.expiry.buffer.seconds", "60");
            askTwice(registry, settings);
            assertThat(grants)
                    .containsExactly("Basic bWU6bXkgc2VjcmV0 grant_type=client_credentials&scope=schemas+read");
            grants.clear();
            settings.put("bearer.auth.cache.expiry.buffer.seconds", "300");
            askTwice(registry, settings);
            assertThat(grants).as("a token that ends at once is renewed").hasSize(2);
        } finally {
            issuer.stop(0);
        }
    }

    private static void askTwice(SchemaRegistry registry, Map<String, ?> more) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(settings(registry.url().toString(), more), false);
            assertThat(serializer.serialize("t", "a")).isNotNull();
            assertThat(serializer.serialize("u", "a")).isNotNull();
        }
    }

    private static String token(RSAKey key) throws IOException {
        try {
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .subject("ada")
                    .issuer("https://issuer.example")
                    .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                    .build();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IOException(impossible);
        }
    }

    @Test
    void saysThatTheIssuerGivesNoToken() throws Exception {
        HttpServer issuer = server(exchange -> null);
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            String url = "http://localhost:" + issuer.getAddress().getPort() + "/token";
            Map<String, Object> settings = Map.of(
                    "bearer.auth.credentials.source", "OAUTHBEARER",
                    "bearer.auth.issuer.endpoint.url", url,
                    "bearer.auth.client.id", "me",
                    "bearer.auth.client.secret", "my secret");

            Throwable thrown = catchThrowable(() -> roundTrip(registry, settings));

            assertThat(thrown)
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessage("[value of t, subject t-value] The schema could not be registered: The token issuer at "
                            + url + " answered 403 without a token");
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void saysWhatAClassOfTheUsersOwnSays() throws Exception {
        List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());
        HttpServer registry = server(exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            asked.add(headers);
            return "{\"id\":7,\"schema\":\"\\\"string\\\"\"}";
        });
        try {
            Map<String, Object> settings = Map.of(
                    "bearer.auth.credentials.source", "CUSTOM",
                    "bearer.auth.custom.provider.class", Vault.class.getName(),
                    "my.vault", "secret-7",
                    "bearer.auth.logical.cluster", "lsrc-1",
                    "bearer.auth.identity.pool.id", "pool-2",
                    "request.header.X-Trace", "yes");

            roundTrip("http://localhost:" + registry.getAddress().getPort(), settings);

            assertThat(asked)
                    .hasSize(2)
                    .allSatisfy(headers -> assertThat(headers)
                            .containsEntry("Authorization", "Bearer secret-7")
                            .containsEntry("Target-sr-cluster", "lsrc-1")
                            .containsEntry("Confluent-identity-pool-id", "pool-2")
                            .containsEntry("X-trace", "yes"));
        } finally {
            registry.stop(0);
        }
    }

    /** Credentials as a user would provide them. */
    public static final class Vault implements RegistryCredentials, Configurable {
        private String token = "";

        @Override
        public void configure(Map<String, ?> settings) {
            token = String.valueOf(settings.get("my.vault"));
        }

        @Override
        public Map<String, String> headers(URI registryUrl) {
            return Map.of("Authorization", "Bearer " + token);
        }
    }
}
