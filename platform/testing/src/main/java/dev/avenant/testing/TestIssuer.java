package dev.avenant.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signs access tokens with keys that it publishes over HTTP, as whoever signs users in does. A service whose
 * {@code avenant.service.access.keys-url} is {@link #keysUrl()} takes its tokens.
 */
public final class TestIssuer implements AutoCloseable {

    private static final String PATH = "/.well-known/jwks.json";

    private final HttpServer server;
    private final List<ECKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean isAway;

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    /** An issuer with one key, on a free port of this machine. */
    public static TestIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(server);
            issuer.changeKey();
            server.createContext(PATH, issuer::publish);
            server.start();
            return issuer;
        } catch (IOException failed) {
            throw new UncheckedIOException("The keys cannot be published", failed);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body = new JWKSet(List.<JWK>copyOf(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(isAway ? 503 : 200, body.length);
        try (var answer = exchange.getResponseBody()) {
            answer.write(body);
        }
    }

    /** Where the keys are. */
    public URI keysUrl() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
    }

    /** How often somebody has read the keys. */
    public int fetches() {
        return fetches.get();
    }

    /** Whether the keys can be read from now on. */
    public void setAway(boolean away) {
        isAway = away;
    }

    /** Signs with another key from now on; the former ones stay published. */
    public void changeKey() {
        keys.add(0, newKey());
    }

    /** Publishes no key any more but the one that signs. */
    public void forgetFormerKeys() {
        keys.subList(1, keys.size()).clear();
    }

    /** The key that signs. */
    public ECKey key() {
        return keys.get(0);
    }

    /** A key as those of the issuer, which nobody knows. */
    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("No key could be made", impossible);
        }
    }

    /** A token that says this. */
    public String sign(JWTClaimsSet claims) {
        return sign(claims, key(), key().getKeyID());
    }

    /**
     * A token that says this.
     *
     * @param key the key that signs it
     * @param keyId the key that it says has signed it
     */
    public static String sign(JWTClaimsSet claims, ECKey key, String keyId) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID(keyId)
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The token could not be signed", impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
