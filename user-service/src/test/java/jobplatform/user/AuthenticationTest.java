package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Signing in, as a client does it, and what a service makes of the token. */
@Tag("process")
class AuthenticationTest extends UserServiceTestBase {

    private static final String NOT_RIGHT = """
            {"detail":"The username or the password is not right","instance":"/api/auth/token","status":401,"title":"Unauthorized"}\
            """;
    private static final String NOT_GOOD = """
            {"detail":"The refresh token is not good (any more); sign in again","instance":"/api/auth/refresh","status":401,"title":"Unauthorized"}\
            """;

    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** Who signs in has no access token, and keys come and go here. */
    @BeforeEach
    void askAsNobody() {
        http = anonymous;
    }

    @AfterEach
    void stopClients() {
        clients.shutdown();
    }

    @Test
    void givesATokenThatAServiceCanCheckWithThePublishedKeys() {
        // Given
        String name = newName("ada");
        UUID id = registerEmployer(name);

        // When
        Instant before = Instant.now().minusSeconds(1);
        Answer answer = signIn(name.toUpperCase(Locale.ROOT), "correct horse");

        // Then
        Jwt token = decoder().decode(answer.accessToken());
        assertThat(answer.expiresIn()).isEqualTo(600);
        assertThat(token.getSubject()).isEqualTo(id.toString());
        assertThat(token.getClaimAsString("iss")).isEqualTo("user-service");
        assertThat(token.getAudience()).containsExactly("job-platform");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("EMPLOYER");
        assertThat(token.getIssuedAt()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void publishesNoPrivateKey() {
        String keys = String.valueOf(http.get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        assertThat(keys).contains("\"kty\":\"EC\"", "\"kid\"").doesNotContain("\"d\"");
    }

    @Test
    void doesNotSayWhetherTheNameOrThePasswordIsWrong() {
        String name = newName("ada");
        registerEmployer(name);

        ResponseSpec wrong = post("/api/auth/token", Map.of("username", name, "password", "wrong horse"));
        ResponseSpec unknown =
                post("/api/auth/token", Map.of("username", newName("nobody"), "password", "wrong horse"));

        for (ResponseSpec answer : List.of(wrong, unknown)) {
            answer.expectStatus().isUnauthorized().expectHeader().valueEquals("WWW-Authenticate", "Bearer");
            assertThat(body(answer)).isEqualTo(NOT_RIGHT);
        }
    }

    @Test
    void exchangesARefreshTokenOnce() {
        String name = newName("ada");
        UUID id = registerEmployer(name);
        Answer first = signIn(name, "correct horse");

        Answer second = refresh(first.refreshToken());

        assertThat(decoder().decode(second.accessToken()).getSubject()).isEqualTo(id.toString());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(refresh(second.refreshToken()).accessToken()).isNotEmpty();
    }

    @Test
    void endsTheSignInOfARefreshTokenThatComesTwice() {
        // Given a token that was used, so that whoever comes with it again has it from somebody else
        String name = newName("ada");
        registerEmployer(name);
        Answer elsewhere = signIn(name, "correct horse");
        Answer first = signIn(name, "correct horse");
        Answer second = refresh(first.refreshToken());

        // When
        assertRefused(first.refreshToken());

        // Then nobody goes on with that sign-in, and the other one is good
        assertRefused(second.refreshToken());
        assertThat(refresh(elsewhere.refreshToken()).accessToken()).isNotEmpty();
    }

    @Test
    void signsOut() {
        String name = newName("ada");
        registerEmployer(name);
        Answer answer = signIn(name, "correct horse");

        post("/api/auth/sign-out", Map.of("refreshToken", answer.refreshToken()))
                .expectStatus()
                .isNoContent();

        assertRefused(answer.refreshToken());
        post("/api/auth/sign-out", Map.of("refreshToken", "never given out"))
                .expectStatus()
                .isNoContent();
    }

    @Test
    void keepsNoRefreshTokenThatCouldBeUsed(@Autowired JdbcClient database) {
        String name = newName("ada");
        UUID id = registerEmployer(name);
        String text = signIn(name, "correct horse").refreshToken();

        List<byte[]> stored = database.sql("select hash from refresh_tokens where user_id = :user")
                .param("user", id)
                .query(byte[].class)
                .list();

        assertThat(stored).hasSize(1);
        assertThat(stored.get(0)).isNotEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsNoAnswerThatHoldsATokenWhateverKeyComesWithIt(@Autowired JdbcClient database) {
        String name = newName("ada");
        registerEmployer(name);
        String key = newName("key");
        Supplier<ResponseSpec> signIn = () -> http.post()
                .uri("/api/auth/token")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", name, "password", "correct horse"))
                .exchange();

        Answer first = answered(signIn.get());
        Answer second = answered(signIn.get());

        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(database.sql("select count(*) from idempotent_requests where position('accessToken' in encode(body,"
                                + " 'escape')) > 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void changesAPasswordAndEndsAllSignIns() {
        // Given
        String name = newName("ada");
        UUID id = registerEmployer(name);
        Answer before = signIn(name, "correct horse");

        // When
        ResponseSpec wrong =
                changePassword(id, Map.of("currentPassword", "wrong horse", "newPassword", "battery staple"));
        ResponseSpec tooShort = changePassword(id, Map.of("currentPassword", "correct horse", "newPassword", "short"));
        changePassword(id, Map.of("currentPassword", "correct horse", "newPassword", "battery staple"))
                .expectStatus()
                .isNoContent();

        // Then
        wrong.expectStatus().isUnauthorized();
        tooShort.expectStatus().isBadRequest();
        assertRefused(before.refreshToken());
        post("/api/auth/token", Map.of("username", name, "password", "correct horse"))
                .expectStatus()
                .isUnauthorized();
        assertThat(signIn(name, "battery staple").accessToken()).isNotEmpty();
    }

    @Test
    void endsASignInWhoseNextTokenIsJustBeingMadeWhenItsUserSignsOut(@Autowired DataSource database) throws Exception {
        // Given a token that is being exchanged
        String name = newName("ada");
        registerEmployer(name);
        Answer first = signIn(name, "correct horse");

        // When it is signed out before the exchange has ended
        String next = exchangedWhile(
                database,
                first.refreshToken(),
                () -> post("/api/auth/sign-out", Map.of("refreshToken", first.refreshToken()))
                        .expectStatus()
                        .isNoContent());

        // Then
        assertRefused(next);
    }

    @Test
    void endsASignInWhoseNextTokenIsJustBeingMadeWhenAUsedOneComesAgain(@Autowired DataSource database)
            throws Exception {
        // Given a used token, and the one after it that is being exchanged
        String name = newName("ada");
        registerEmployer(name);
        Answer first = signIn(name, "correct horse");
        Answer second = refresh(first.refreshToken());

        // When
        String next = exchangedWhile(database, second.refreshToken(), () -> assertRefused(first.refreshToken()));

        // Then
        assertRefused(next);
    }

    @Test
    void signsNobodyInWithAPasswordThatIsJustBeingChanged(@Autowired DataSource database) throws Exception {
        // Given
        String name = newName("ada");
        UUID id = registerEmployer(name);
        try (Connection change = database.getConnection();
                Statement statement = change.createStatement()) {
            change.setAutoCommit(false);
            statement.execute("update users set password_hash = '{noop}battery staple' where id = '" + id + "'");

            // When
            Future<ResponseSpec> signIn = clients.submit(
                    () -> post("/api/auth/token", Map.of("username", name, "password", "correct horse")));
            await().until(() -> signIn.isDone() || waiting(database) == 1);
            change.commit();

            // Then
            signIn.get().expectStatus().isUnauthorized();
        }
    }

    @Test
    void takesNoPasswordOfWhichItWouldNotLookAtTheEnd() {
        String name = newName("ada");
        String longest = "correct horse ".repeat(5) + "ab";
        UUID id = register(Map.of("username", name, "email", name + "@example.com", "password", longest));

        ResponseSpec longer = post("/api/auth/token", Map.of("username", name, "password", longest + "c"));
        ResponseSpec change =
                changePassword(id, Map.of("currentPassword", longest + "c", "newPassword", "battery staple"));

        longer.expectStatus().isUnauthorized();
        assertThat(body(longer)).isEqualTo(NOT_RIGHT);
        change.expectStatus().isUnauthorized();
        assertThat(signIn(name, longest).accessToken()).isNotEmpty();
    }

    @Test
    void refusesANameThatNobodyCanHaveAndRemembersNothingOfIt() {
        ResponseSpec answer = post("/api/auth/token", Map.of("username", "a".repeat(51), "password", "correct horse"));

        answer.expectStatus().isBadRequest();
        assertThat(body(answer)).contains("\"detail\":\"username: must have 3 to 50 characters, each a letter");
    }

    @Test
    void forgetsExpiredTokensOfAClientThatOnlyRefreshes(@Autowired JdbcClient database) {
        String name = newName("ada");
        UUID id = registerEmployer(name);
        Answer second = refresh(signIn(name, "correct horse").refreshToken());
        database.sql("update refresh_tokens set expires_at = now() - interval '1 hour' where user_id = :user and"
                        + " used_at is not null")
                .param("user", id)
                .update();

        refresh(second.refreshToken());

        assertThat(database.sql("select count(*) from refresh_tokens where user_id = :user")
                        .param("user", id)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void countsAttemptsOfTheAddressThatConnectsWhateverAHeaderSays() {
        String name = newName("ada");
        for (int attempt = 0; attempt < 10; attempt++) {
            signInThrough("10.0.0." + attempt, name).expectStatus().isUnauthorized();
        }

        signInThrough("10.0.0.10", name).expectStatus().isEqualTo(429);
    }

    @Test
    void letsOneAddressTryOneNameTenTimesAMinute() {
        String name = newName("ada");
        registerEmployer(name);
        for (int attempt = 0; attempt < 10; attempt++) {
            post("/api/auth/token", Map.of("username", name, "password", "wrong horse"))
                    .expectStatus()
                    .isUnauthorized();
        }

        ResponseSpec eleventh = post("/api/auth/token", Map.of("username", name, "password", "correct horse"));

        eleventh.expectStatus().isEqualTo(429).expectHeader().valueEquals("Retry-After", "60");
        assertThat(body(eleventh)).isEqualTo("""
                {"detail":"There were too many attempts to sign in from this address; try again in a minute",\
                "instance":"/api/auth/token","status":429,"title":"Too Many Requests"}\
                """);
        String other = newName("grace");
        registerEmployer(other);
        assertThat(signIn(other, "correct horse").accessToken()).isNotEmpty();
    }

    @Test
    void signsWithAnotherKeyInTimeAndTakesTokensOfTheFormerOne(@Autowired JdbcClient database) {
        // Given a token, and a key that is old by now
        String name = newName("ada");
        registerEmployer(name);
        String former = signIn(name, "correct horse").accessToken();

        // When
        age(database, "30 days");

        // Then another one is published and does not sign yet
        String meanwhile = signIn(name, "correct horse").accessToken();
        JwtDecoder decoder = decoder();
        assertThat(keyOf(decoder, meanwhile)).isEqualTo(keyOf(decoder, former));
        assertThat(body(http.get().uri("/.well-known/jwks.json").exchange()).split("\"kid\"", -1))
                .hasSizeGreaterThan(2);

        // When it has been published for long enough
        age(database, "10 minutes");

        // Then
        String next = signIn(name, "correct horse").accessToken();
        assertThat(keyOf(decoder, next)).isNotEqualTo(keyOf(decoder, former));
    }

    private static Object keyOf(JwtDecoder decoder, String token) {
        return Objects.requireNonNull(decoder.decode(token).getHeaders().get("kid"));
    }

    private static void age(JdbcClient database, String interval) {
        database.sql("update signing_keys set made_at = made_at - interval '" + interval + "'")
                .update();
    }

    @Test
    void publishesAKeyNoLongerThanATokenOfItIsGood(@Autowired JdbcClient database) {
        // Given
        String name = newName("ada");
        registerEmployer(name);
        String former = signIn(name, "correct horse").accessToken();
        JwtDecoder before = decoder();
        before.decode(former);

        // When
        database.sql("update signing_keys set made_at = made_at - interval '30 days 21 minutes'")
                .update();

        // Then, before and after another key has been made
        assertThatThrownBy(() -> decoder().decode(former)).isInstanceOf(BadJwtException.class);
        signIn(name, "correct horse");
        assertThatThrownBy(() -> decoder().decode(former)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void signsWithNoKeyThatIsPublishedForLessThanATokenIsGood(@Autowired JdbcClient database) {
        String name = newName("ada");
        registerEmployer(name);
        String former = signIn(name, "correct horse").accessToken();
        Object formerKey = keyOf(decoder(), former);

        age(database, "30 days 15 minutes");
        String next = signIn(name, "correct horse").accessToken();

        assertThat(keyOf(decoder(), next)).isNotEqualTo(formerKey);
    }

    @Test
    void makesOneKeyForAllWhoNeedOneAtOnce(@Autowired DataSource database) throws Exception {
        List<Future<String>> keys = new ArrayList<>();
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            // Given
            holder.setAutoCommit(false);
            statement.execute("delete from signing_keys");
            holder.commit();
            statement.execute("lock table signing_keys in exclusive mode");

            // When
            for (int request = 0; request < 3; request++) {
                keys.add(clients.submit(
                        () -> body(http.get().uri("/.well-known/jwks.json").exchange())));
            }
            await().until(() -> waiting(database) == 3);
            holder.commit();
        }

        // Then
        for (Future<String> each : keys) {
            assertThat(each.get()).isEqualTo(keys.get(0).get()).containsOnlyOnce("\"kid\"");
        }
    }

    @Test
    void signsNoTokenThatSomebodyElseCouldHaveMade() {
        String name = newName("ada");
        registerEmployer(name);
        String[] parts = signIn(name, "correct horse").accessToken().split("\\.", -1);
        String none = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        String changed =
                parts[0] + "." + parts[1].replaceFirst(".$", parts[1].endsWith("A") ? "B" : "A") + "." + parts[2];

        assertThatThrownBy(() -> decoder().decode(none)).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> decoder().decode(changed)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void answersAnAddressThatIsTurnedAwayAsItAnswersEverythingElse() {
        ResponseSpec answer =
                http.get().uri(URI.create(address("/api/users;a=b"))).exchange();

        answer.expectStatus().isBadRequest();
        assertThat(body(answer)).isEqualTo("""
                {"detail":"The address or a header of the request holds what is not allowed in one",\
                "instance":"/api/users;a=b","status":400,"title":"Bad Request"}\
                """);
    }

    private ResponseSpec signInThrough(String forwardedFor, String name) {
        return http.post()
                .uri("/api/auth/token")
                .header("X-Forwarded-For", forwardedFor)
                .header("Forwarded", "for=" + forwardedFor)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", name, "password", "wrong horse"))
                .exchange();
    }

    /**
     * Exchanges a token, does something else while the exchange has made the next token and waits to commit it, and
     * answers that next token when both are over.
     */
    private String exchangedWhile(DataSource database, String refreshToken, Runnable meanwhile) throws Exception {
        try (Connection keys = database.getConnection();
                Statement statement = keys.createStatement()) {
            keys.setAutoCommit(false);
            statement.execute("lock table signing_keys in access exclusive mode");
            Future<Answer> exchange = clients.submit(() -> refresh(refreshToken));
            await().until(() -> waiting(database) == 1);
            Future<?> other = clients.submit(meanwhile);
            await().until(() -> waiting(database) == 2);
            keys.commit();
            other.get();
            return exchange.get().refreshToken();
        }
    }

    private static long waiting(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname ="
                        + " current_database()")
                .query(Long.class)
                .single();
    }

    private JwtDecoder decoder() {
        return NimbusJwtDecoder.withJwkSetUri(address("/.well-known/jwks.json"))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
    }

    private ResponseSpec changePassword(UUID id, Map<String, String> change) {
        return as(tokens.of(id, "EMPLOYER"))
                .put()
                .uri("/api/users/" + id + "/password")
                .contentType(MediaType.APPLICATION_JSON)
                .body(change)
                .exchange();
    }

    private Answer signIn(String name, String password) {
        ResponseSpec answer = post("/api/auth/token", Map.of("username", name, "password", password));
        answer.expectStatus().isOk().expectHeader().valueEquals("Cache-Control", "no-store");
        return answered(answer);
    }

    private Answer refresh(String refreshToken) {
        ResponseSpec answer = post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
        answer.expectStatus().isOk();
        return answered(answer);
    }

    private void assertRefused(String refreshToken) {
        ResponseSpec answer = post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
        answer.expectStatus().isUnauthorized();
        assertThat(body(answer)).isEqualTo(NOT_GOOD);
    }

    private static Answer answered(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(Answer.class).returnResult().getResponseBody());
    }

    private static String body(ResponseSpec answer) {
        return String.valueOf(answer.expectBody(String.class).returnResult().getResponseBody());
    }

    /** What a client reads of the answer. */
    record Answer(String accessToken, String refreshToken, long expiresIn) {}
}
