package dev.avenant.serde;

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
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.security.ApiKeys;
import dev.avenant.registry.security.PasswordFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import javax.net.ssl.SSLException;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the serde reaches a real registry, and as whom. */
class RegistryAccessTest {

    @TempDir
    Path folder;

    @Test
    void isOverTlsToAServerThatIsTrusted() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "localhost");
        Path trust = KeyStores.trusting(server, "server");
        try (SchemaRegistry registry = SchemaRegistry.start(overTls(server))) {

            assertThat(roundTrip(registry, trusting(trust))).isEqualTo("a");

            Throwable thrown = catchThrowable(() -> roundTrip(registry, Map.of()));
            assertThat(thrown)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasCauseInstanceOf(SSLException.class)
                    .hasMessageContaining("The schema registry at " + registry.url() + " did not answer POST")
                    .hasMessageContaining("unable to find valid certification path to requested target");
        }
    }

    @Test
    void isOverTlsWithACertificateOfItsOwnWhereTheServerAsksForOne() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "localhost");
        Path client = KeyStores.withKey(folder, "client", "client");
        Path trust = KeyStores.trusting(server, "server");
        SchemaRegistryConfig config = overTls(server)
                .with(
                        "ssl.truststore.location",
                        KeyStores.trusting(client, "client").toString())
                .with("ssl.truststore.password", KeyStores.PASSWORD)
                .with("ssl.client.authentication", "REQUIRED");
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            Map<String, Object> settings = trusting(trust);
            settings.put("max.retries", 0);

            Throwable unknown = catchThrowable(() -> roundTrip(registry, settings));
            settings.put("schema.registry.ssl.keystore.location", client.toString());
            settings.put("schema.registry.ssl.keystore.password", KeyStores.PASSWORD);
            settings.put("schema.registry.ssl.keystore.type", "PKCS12");

            assertThat(unknown).isInstanceOf(RegistryUnavailableException.class);
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
            settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
        }
    }

    @Test
    void checksTheHostOfACertificateUnlessToldNotTo() throws Exception {
        Path server = KeyStores.withKey(folder, "server", "elsewhere.example");
        Map<String, Object> settings = trusting(KeyStores.trusting(server, "server"));
        settings.put("max.retries", 0);
        try (SchemaRegistry registry = SchemaRegistry.start(overTls(server))) {

            Throwable thrown = catchThrowable(() -> roundTrip(registry, settings));
            settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");

            assertThat(thrown)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("No subject alternative DNS name matching localhost found");
            assertThat(roundTrip(registry, settings)).isEqualTo("a");
        }
    }

    @Test
    void saysWhichKeyStoreCannotBeUsed() {
        Map<String, Object> settings = settings("https://localhost:1", Map.of());
        settings.put("schema.registry.ssl.truststore.location", "/no/such/store.jks");

        Throwable thrown = catchThrowable(() -> new KafkaAvroSerializer().configure(settings, false));

        assertThat(thrown).hasMessageContaining("/no/such/store.jks");
    }

    private static SchemaRegistryConfig overTls(Path keys) {
        return SchemaRegistryConfig.inMemory()
                .host("localhost")
                .with("ssl.keystore.location", keys.toString())
                .with("ssl.keystore.password", KeyStores.PASSWORD);
    }

    private static Map<String, Object> trusting(Path trust) {
        return new HashMap<>(Map.of(
                "schema.registry.ssl.truststore.location",
                trust.toString(),
                "schema.registry.ssl.truststore.password",
                KeyStores.PASSWORD,
                "schema.registry.ssl.truststore.type",
                "PKCS12"));
    }

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

    @Test
    void isThroughAProxy() throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        HttpServer proxy = server(exchange -> {
            asked.add(exchange.getRequestURI().toString());
            return "{\"id\":7,\"schema\":\"\\\"string\\\"\"}";
        });
        try {
            Map<String, Object> settings = Map.of(
                    "proxy.host", "localhost", "proxy.port", proxy.getAddress().getPort());

            assertThat(roundTrip("http://registry.invalid:8081", settings)).isEqualTo("a");
            assertThat(asked)
                    .containsExactly(
                            "http://registry.invalid:8081/subjects/t-value/versions?normalize=false",
                            "http://registry.invalid:8081/schemas/ids/7?fetchMaxId=false&subject=t-value");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void isRefusedAtStartThroughAProxyWithoutAPort() {
        Map<String, Object> settings = settings("http://localhost:1", Map.of("proxy.host", "localhost"));

        Throwable thrown = catchThrowable(() -> new KafkaAvroSerializer().configure(settings, false));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Setting proxy.port cannot be used: it is -1, and proxy.host needs a port from 1 to 65535");
    }

    @Test
    void isToTheRegistryThatAnswersWhenAnotherIsDownAndStaysThere() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            String urls = "http://localhost:" + portOfNobody() + "/, " + registry.url() + "/";

            assertThat(roundTrip(urls, Map.of("max.retries", 0))).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void isTriedAsOftenAsIsSet(int retries) throws Exception {
        try (RecordedRegistry registry = new RecordedRegistry().otherwise(503, "")) {

            Throwable thrown = catchThrowable(
                    () -> roundTrip(registry.url(), Map.of("max.retries", retries, "retries.max.wait.ms", 1)));

            assertThat(SerdeFailure.find(thrown).orElseThrow().kind())
                    .isEqualTo(SerdeFailure.Kind.REGISTRY_UNAVAILABLE);
            assertThat(registry.requests()).hasSize(retries + 1);
        }
    }

    @Test
    void isWaitedForWithoutALimitWhenTheLimitIsZero() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            assertThat(roundTrip(registry, Map.of("http.connect.timeout.ms", 0, "http.read.timeout.ms", 0)))
                    .isEqualTo("a");
        }
    }

    @Test
    void isNotNeededAfterTheFirstUseOfASchema() throws Exception {
        SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            Map<String, Object> settings = settings(registry.url().toString(), Map.of());
            settings.remove("value.subject.name.strategy"); // so that the topic's association is asked for, too
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
            deserializer.deserialize("t", serializer.serialize("t", "first"));

            registry.close();

            assertThat(deserializer.deserialize("t", serializer.serialize("t", "second")))
                    .isEqualTo("second");
        }
    }

    @Test
    void isWhollyInMemoryForTestsAndApartByName() {
        String url = "mock://" + getClass().getSimpleName();

        assertThat(roundTrip(url, Map.of())).isEqualTo("a");

        try (KafkaAvroDeserializer elsewhere = new KafkaAvroDeserializer()) {
            elsewhere.configure(settings(url + "-other", Map.of()), false);
            Throwable thrown = catchThrowable(() -> elsewhere.deserialize("t", new byte[] {0, 0, 0, 0, 1, 2, 'a'}));
            assertThat(SerdeFailure.find(thrown).orElseThrow().kind()).isEqualTo(SerdeFailure.Kind.UNKNOWN_SCHEMA_ID);
        }
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closedAtOnce.getLocalPort();
        }
    }

    private static @Nullable Object roundTrip(SchemaRegistry registry, Map<String, ?> more) {
        return roundTrip(registry.url().toString(), more);
    }

    /** Writes and reads with clients of their own, each of which has to reach the registry. */
    private static @Nullable Object roundTrip(String url, Map<String, ?> more) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings(url, more), false);
            deserializer.configure(settings(url, more), false);
            return deserializer.deserialize("t", serializer.serialize("t", "a"));
        }
    }

    private static Map<String, Object> settings(String url, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", url);
        settings.put("auto.register.schemas", true);
        settings.put("retries.wait.ms", 1);
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
        settings.putAll(more);
        return settings;
    }

    /** Answers 200 with a body, or 403 without one. */
    private interface Answer {
        @Nullable
        String to(HttpExchange exchange) throws IOException;
    }

    private static HttpServer server(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = answer.to(exchange);
                byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(body == null ? 403 : 200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }
}
