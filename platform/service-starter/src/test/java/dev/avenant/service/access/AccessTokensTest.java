package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.avenant.testing.TestIssuer;
import dev.avenant.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Which access tokens a service takes, and what it says of the others. */
@Tag("broker")
@SpringBootTest(
        classes = {GuardedService.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AccessTokensTest {

    private static final String SIGN_IN =
            ". Sign in with POST /sign-in and send the token in the header Authorization: Bearer …";
    private static final String NOT_VALID =
            "401 Bearer error=\"invalid_token\", error_description=\"The access token is"
                    + " not valid\" | The access token is not valid" + SIGN_IN;
    private static final String EXPIRED = "401 Bearer error=\"invalid_token\", error_description=\"The access token has"
            + " expired\" | The access token has expired" + SIGN_IN;

    @AutoClose
    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TestTokens TOKENS = new TestTokens(ISSUER, "the-issuer", "the-audience");
    private static final UUID USER = UUID.randomUUID();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("avenant.service.access.keys-url", ISSUER::keysUrl);
    }

    @Test
    void letInWhoSignedIn() throws Exception {
        HttpResponse<String> answer = get("/api/guarded/mine", "Authorization", "Bearer " + TOKENS.of(USER, "CLERK"));

        assertThat(answer.body()).isEqualTo(USER + " [CLERK]");
    }

    @Test
    void areNeededWhereTheRuleSaysSo() throws Exception {
        assertThat(refusal(get("/api/guarded/mine"))).isEqualTo("401 Bearer | This needs an access token" + SIGN_IN);
        assertThat(get("/api/guarded/public").body()).isEqualTo("nobody");
        assertThat(get("/api/guarded/public", "Authorization", "Bearer " + TOKENS.of(USER))
                        .body())
                .isEqualTo(USER.toString());
    }

    static Stream<Arguments> tokensThatAreRefused() throws Exception {
        JWTClaimsSet claims = TOKENS.claims(USER, "CLERK").build();
        Instant now = Instant.now();
        ECKey key = ISSUER.key();
        String good = ISSUER.sign(claims);
        String payload = good.split("\\.", -1)[1];
        SignedJWT withItsOwnKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .jwk(TestIssuer.newKey().toPublicJWK())
                        .build(),
                claims);
        ECKey stranger = TestIssuer.newKey();
        withItsOwnKey.sign(new ECDSASigner(stranger));
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
        symmetric.sign(new MACSigner(key.toPublicJWK().toJSONString()));
        return Stream.of(
                Arguments.of("alg none", new PlainJWT(claims).serialize(), NOT_VALID),
                Arguments.of("alg none with a signature", "eyJhbGciOiJub25lIn0." + payload + ".c2lnbmVk", NOT_VALID),
                Arguments.of("HS256 with the public key", symmetric.serialize(), NOT_VALID),
                Arguments.of("another key", TestIssuer.sign(claims, stranger, stranger.getKeyID()), NOT_VALID),
                Arguments.of(
                        "another key under this one's id",
                        TestIssuer.sign(claims, stranger, key.getKeyID()),
                        NOT_VALID),
                Arguments.of("the key that it brings", withItsOwnKey.serialize(), NOT_VALID),
                Arguments.of("no signature", good.substring(0, good.lastIndexOf('.') + 1), NOT_VALID),
                Arguments.of("another payload", good.replace(payload, payload.substring(4)), NOT_VALID),
                Arguments.of("no JWT", "abc", NOT_VALID),
                Arguments.of("signs", "a b c", NOT_VALID),
                Arguments.of("another issuer", sign(TOKENS.claims(USER).issuer("another")), NOT_VALID),
                Arguments.of("no issuer", sign(TOKENS.claims(USER).issuer(null)), NOT_VALID),
                Arguments.of("another audience", sign(TOKENS.claims(USER).audience("another")), NOT_VALID),
                Arguments.of("no audience", sign(TOKENS.claims(USER).audience(List.of())), NOT_VALID),
                Arguments.of("expired", sign(expired(now)), EXPIRED),
                Arguments.of("expired for another audience", sign(expired(now).audience("another")), NOT_VALID),
                Arguments.of("no end", sign(TOKENS.claims(USER).expirationTime(null)), NOT_VALID),
                Arguments.of(
                        "not yet", sign(TOKENS.claims(USER).notBeforeTime(Date.from(now.plusSeconds(60)))), NOT_VALID),
                Arguments.of("nobody's", sign(TOKENS.claims(USER).subject(null)), NOT_VALID),
                Arguments.of("of no user", sign(TOKENS.claims(USER).subject("root")), NOT_VALID),
                Arguments.of("of half a user", sign(TOKENS.claims(USER).subject("1-1-1-1-1")), NOT_VALID),
                Arguments.of("roles as a text", sign(TOKENS.claims(USER).claim("roles", "CLERK")), NOT_VALID),
                Arguments.of("roles as numbers", sign(TOKENS.claims(USER).claim("roles", List.of(1))), NOT_VALID));
    }

    private static JWTClaimsSet.Builder expired(Instant now) {
        return TOKENS.claims(USER)
                .issueTime(Date.from(now.minusSeconds(600)))
                .expirationTime(Date.from(now.minusSeconds(31)));
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return ISSUER.sign(claims.build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatAreRefused")
    void areRefusedAlsoWhereEverybodyMayAsk(String what, String token, String expected) throws Exception {
        for (String path : List.of("/api/guarded/mine", "/api/guarded/public")) {
            HttpResponse<String> answer = get(path, "Authorization", "Bearer " + token);

            assertThat(refusal(answer)).as(what).isEqualTo(expected);
        }
    }

    @Test
    void areTakenFromTheHeaderAlone() throws Exception {
        String token = TOKENS.of(USER, "CLERK");

        HttpResponse<String> query = get("/api/guarded/mine?access_token=" + token);
        HttpResponse<String> form = client.send(
                HttpRequest.newBuilder(uri("/api/guarded/office"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> basic = get("/api/guarded/mine", "Authorization", "Basic YTpi");

        for (HttpResponse<String> answer : List.of(query, form, basic)) {
            assertThat(refusal(answer)).isEqualTo("401 Bearer | This needs an access token" + SIGN_IN);
        }
    }

    @Test
    void comeAlone() throws Exception {
        String good = "Bearer " + TOKENS.of(USER, "CLERK");

        HttpResponse<String> two = get("/api/guarded/public", "Authorization", good, "Authorization", good);

        assertThat(refusal(two))
                .isEqualTo(
                        "400 Bearer error=\"invalid_request\", error_description=\"The request has more than one header"
                                + " Authorization; send one\" | The request has more than one header Authorization; send one");
    }

    @Test
    void sayWhichRoleIsMissing() throws Exception {
        String other = post("/api/guarded/office", TOKENS.of(USER, "GUEST", "BAKER"));
        String none = post("/api/guarded/office", TOKENS.of(USER));

        assertThat(other)
                .isEqualTo(
                        "403 Bearer error=\"insufficient_scope\" | This needs the role CLERK or CHIEF, but the access"
                                + " token has BAKER, GUEST");
        assertThat(none)
                .isEqualTo(
                        "403 Bearer error=\"insufficient_scope\" | This needs the role CLERK or CHIEF, but the access"
                                + " token has none");
        assertThat(post("/api/guarded/office", TOKENS.of(USER, "CHIEF"))).isEqualTo("200  | ");
        assertThat(post("/api/guarded/office", TOKENS.of(USER, Caller.ADMINISTRATOR)))
                .isEqualTo("200  | ");
    }

    @Test
    void areNoKeyToWhatIsSomebodyElses() throws Exception {
        String path = "/api/guarded/things/" + USER;

        HttpResponse<String> other = get(path, "Authorization", "Bearer " + TOKENS.of(UUID.randomUUID()));

        assertThat(refusal(other)).isEqualTo("403 Bearer error=\"insufficient_scope\" | The thing is another's");
        assertThat(get(path, "Authorization", "Bearer " + TOKENS.of(USER)).body())
                .isEqualTo("the thing");
    }

    @Test
    void areForAdministratorsAtTheActuator() throws Exception {
        assertThat(refusal(get("/actuator/beans"))).isEqualTo("401 Bearer | This needs an access token" + SIGN_IN);
        assertThat(refusal(get("/actuator/beans", "Authorization", "Bearer " + TOKENS.of(USER, "CLERK"))))
                .isEqualTo("403 Bearer error=\"insufficient_scope\" | This needs the role ADMINISTRATOR, but the access"
                        + " token has CLERK");
        assertThat(get("/actuator/beans", "Authorization", "Bearer " + TOKENS.of(USER, Caller.ADMINISTRATOR))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void areForAdministratorsWhereHealthSaysWhy() throws Exception {
        HttpResponse<String> anybody = get("/actuator/health");
        HttpResponse<String> clerk = get("/actuator/health", "Authorization", "Bearer " + TOKENS.of(USER, "CLERK"));
        HttpResponse<String> administrator =
                get("/actuator/health", "Authorization", "Bearer " + TOKENS.of(USER, Caller.ADMINISTRATOR));

        assertThat(anybody.body()).contains("\"ping\":{\"status\":\"UP\"}").doesNotContain("details");
        assertThat(clerk.body()).isEqualTo(anybody.body());
        assertThat(administrator.body()).contains("\"details\":{");
    }

    private String post(String path, String token) throws Exception {
        return refusal(client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString()));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String refusal(HttpResponse<String> answer) {
        return Refusals.of(answer);
    }
}
