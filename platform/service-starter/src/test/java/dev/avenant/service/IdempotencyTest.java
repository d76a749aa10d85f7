package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that a client sends again because it does not know what became of them. */
@Tag("broker")
@SpringBootTest(
        classes = TestService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.service.idempotency.except=/api/things")
class IdempotencyTest {

    private static final String MADE = "/api/things/made";
    private static final String IS_WAITING = "wait_event_type = 'Lock' and datname = current_database()";

    @LocalServerPort
    private int port;

    private final String name = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();

    @Test
    void answersARequestThatComesAgainAsBeforeAndDoesNothing() throws Exception {
        HttpResponse<String> first = post(thing(1), key);
        HttpResponse<String> second = post(thing(1), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"))
                .isPresent();
        assertThat(second.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void takesAnotherKeyForAnotherRequest() throws Exception {
        post(thing(1), key);
        post(thing(1), UUID.randomUUID().toString());
        new HttpProbe(port).post(MADE, thing(1));

        assertThat(made()).isEqualTo(3);
    }

    @Test
    void refusesAKeyThatCameWithAnotherBody() throws Exception {
        post(thing(1), key);

        HttpResponse<String> other = post(thing(2), key);

        assertThat(HttpProbe.problem(other))
                .isEqualTo(
                        "422 application/problem+json Idempotency-Key: was used for another request before; take a new"
                                + " key for a new request");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void knowsAKeyByTheAddressToo() throws Exception {
        post(thing(1), key);

        HttpResponse<String> elsewhere = new HttpProbe(port).postWithKeys(MADE + "?fail=false", thing(1), key);

        assertThat(elsewhere.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void triesAgainWhatWasRefusedAndLeavesNothingOfIt() throws Exception {
        assertThat(post(thing(-1), key).statusCode()).isEqualTo(409);
        assertThat(post("{\"name\":\"" + name + "\"}", key).statusCode()).isEqualTo(400);
        assertThat(made()).isZero();

        assertThat(post(thing(1), key).statusCode()).isEqualTo(201);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void givesNobodyTheAnswerOfSomebodyElse() throws Exception {
        HttpResponse<String> first = new HttpProbe(port).postAs("ada", MADE, thing(1), key);

        HttpResponse<String> other = new HttpProbe(port).postAs("grace", MADE, thing(1), key);
        HttpResponse<String> nobody = post(thing(1), key);
        HttpResponse<String> again = new HttpProbe(port).postAs("ada", MADE, thing(1), key);

        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(nobody.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(made()).isEqualTo(3);
    }

    @Test
    void answersAsBeforeWithTheHeadersThatBelongToTheAnswer() throws Exception {
        post(thing(1), key);

        HttpResponse<String> again = post(thing(1), key);

        assertThat(again.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(again.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void leavesNothingOfARequestWhoseAnswerCouldNotBeKept(@Autowired DataSource database) throws Exception {
        // Given a request that has done its work and whose answer waits to be kept
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table idempotent_requests in exclusive mode");
            Future<HttpResponse<String>> answer = client.submit(() -> post(thing(1), key));
            await().until(() -> waiting(database) == 1);

            // When its connection breaks
            JdbcClient.create(database)
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where " + IS_WAITING)
                    .query(Boolean.class)
                    .single();

            // Then
            assertThat(answer.get().statusCode()).isEqualTo(503);
            holder.rollback();
        }
        client.shutdown();
        assertThat(made()).isZero();
        assertThat(post(thing(1), key).statusCode()).isEqualTo(201);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void leavesNothingOfARequestThatFailed() throws Exception {
        HttpResponse<String> failed = new HttpProbe(port).postWithKeys(MADE + "?fail=true", thing(1), key);

        assertThat(HttpProbe.problem(failed))
                .isEqualTo("500 application/problem+json The service failed; its log says why");
        assertThat(made()).isZero();
    }

    @Test
    void answersAWholeAnswerAndNoneThatComesLater() throws Exception {
        HttpResponse<String> later = new HttpProbe(port).postWithKeys(MADE + "/later", thing(1), key);

        assertThat(later.statusCode()).isEqualTo(500);
        assertThat(new HttpProbe(port)
                        .postWithKeys(MADE + "/later", thing(1), key)
                        .headers()
                        .firstValue("Idempotency-Replayed"))
                .isEmpty();
    }

    @Test
    void keepsAnAnswerOfAnyStatusThatSaysItWentWell() throws Exception {
        String path = MADE + "/status?status=";

        assertThat(new HttpProbe(port).postWithKeys(path + 299, thing(1), key).statusCode())
                .isEqualTo(299);
        assertThat(new HttpProbe(port)
                        .postWithKeys(path + 299, thing(1), key)
                        .headers()
                        .firstValue("Idempotency-Replayed"))
                .contains("true");
    }

    @Test
    void doesOnceWhatComesManyTimesAtOnce() throws Exception {
        // Given
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int request = 0; request < 20; request++) {
            requests.add(() -> post(thing(1), key));
        }
        ExecutorService clients = Executors.newFixedThreadPool(10);

        // When
        List<Future<HttpResponse<String>>> answers = clients.invokeAll(requests);
        clients.shutdown();

        // Then
        for (Future<HttpResponse<String>> answer : answers) {
            if (answer.get().statusCode() != 201) {
                assertThat(HttpProbe.problem(answer.get()))
                        .isEqualTo("409 application/problem+json The same request is being worked on; try again");
                assertThat(answer.get().headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        String refusal =
                "400 application/problem+json Idempotency-Key: must be one value of 1 to 255 visible characters";

        assertThat(HttpProbe.problem(post(thing(1), "two words"))).isEqualTo(refusal);
        assertThat(HttpProbe.problem(post(thing(1), ""))).isEqualTo(refusal);
        assertThat(HttpProbe.problem(post(thing(1), "k".repeat(256)))).isEqualTo(refusal);
        assertThat(HttpProbe.problem(new HttpProbe(port).postWithKeys(MADE, thing(1), key, key)))
                .isEqualTo(refusal);
        assertThat(made()).isZero();
    }

    @Test
    void refusesABodyThatIsTooLargeWithAKeyToo() throws Exception {
        HttpResponse<String> answer = post(
                "{\"name\":\"" + "a".repeat(300_000) + "\",\"count\":1}",
                UUID.randomUUID().toString());

        assertThat(HttpProbe.problem(answer))
                .isEqualTo("413 application/problem+json The body must have at most 262144 bytes");
    }

    @Test
    void keepsNothingOfAddressesThatAreExcepted(@Autowired JdbcClient database) throws Exception {
        long before = rows(database);

        HttpResponse<String> answer = new HttpProbe(port).postWithKeys("/api/things", thing(1), key);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(rows(database)).isEqualTo(before);
    }

    @Test
    void keepsNeitherTheKeyNorTheBodyOfTheRequest(@Autowired JdbcClient database) throws Exception {
        post(thing(1), key);

        List<String> stored = database.sql("select id || fingerprint || headers from idempotent_requests")
                .query(String.class)
                .list();

        assertThat(stored).isNotEmpty();
        assertThat(stored).noneMatch(text -> text.contains(key) || text.contains(name));
    }

    @Test
    void forgetsAnAnswerInTime(@Autowired JdbcClient database) throws Exception {
        post(thing(1), key);
        database.sql("update idempotent_requests set made_at = made_at - interval '25 hours'")
                .update();

        HttpResponse<String> again = post(thing(1), key);

        assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(made()).isEqualTo(2);
        assertThat(database.sql("select count(*) from idempotent_requests where made_at < now() - interval '24 hours'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static long waiting(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from pg_stat_activity where " + IS_WAITING)
                .query(Long.class)
                .single();
    }

    private static long rows(JdbcClient database) {
        return database.sql("select count(*) from idempotent_requests")
                .query(Long.class)
                .single();
    }

    private String thing(int count) {
        return "{\"name\":\"" + name + "\",\"count\":" + count + "}";
    }

    private HttpResponse<String> post(String body, String idempotencyKey) throws IOException, InterruptedException {
        return new HttpProbe(port).postWithKeys(MADE, body, idempotencyKey);
    }

    private long made() throws IOException, InterruptedException {
        return Long.parseLong(new HttpProbe(port).get(MADE + "?name=" + name).body());
    }
}
