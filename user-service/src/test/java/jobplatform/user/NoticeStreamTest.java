package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.user.notice.Notices;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What users are told of applications, as it comes. */
@Tag("broker")
class NoticeStreamTest extends UserServiceTestBase {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** More than the buffers between a server and a client hold. */
    private static final String MANY = """
            with counter as (insert into notice_positions (user_id, newest) values (:userId, 2000))
            insert into notices (id, kind, user_id, application_id, job_id, job_title, created_at, position)
            select gen_random_uuid(), 'APPLICATION_RECEIVED', :userId, gen_random_uuid(), gen_random_uuid(),
                   repeat('Welder ', 600), now(), number
            from generate_series(1, 2000) as number
            """;

    @Autowired
    private Notices notices;

    @Autowired
    private MeterRegistry meters;

    private final List<EventStream> streams = new ArrayList<>();
    private UUID employer;

    @BeforeEach
    void registerSomebody() {
        employer = registerEmployer(newName("employer"));
    }

    /** So that none counts in the next test. */
    @AfterEach
    void endTheStreams() {
        streams.forEach(EventStream::close);
        await().atMost(SOON).until(() -> openStreams() == 0);
    }

    @Test
    void tellsOfANoticeThatAnEventBrings() throws Exception {
        EventStream stream = follow(employer, null);
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-store");

        JobApplicationReceived event = received();
        new EventLog(environment).publish("application-events", event.getApplicationId(), event);

        awaitIds(stream, "0", "1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stream.text())
                        .isEqualTo("id:0\nretry:2000\n\nid:1\nevent:notification\ndata:" + listed() + "\n"));
        assertThat(listed()).contains("\"applicationId\":\"" + event.getApplicationId() + "\"", "\"position\":1}");
    }

    /** The employer's one notice as the list shows it. */
    private String listed() {
        String page = String.valueOf(http.get()
                .uri("/api/users/" + employer + "/notifications")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return page.substring("{\"items\":[".length(), page.indexOf("],\"page\""));
    }

    @Test
    void beginsWithWhatComesNext() throws Exception {
        notices.received(received());

        EventStream stream = follow(employer, null);
        notices.received(received());

        awaitIds(stream, "1", "2");
    }

    @Test
    void goesOnBehindTheLastEventThatTheClientHas() throws Exception {
        for (int notice = 1; notice <= 250; notice++) {
            notices.received(received());
        }

        EventStream stream = follow(employer, "248");
        EventStream whole = follow(employer, "0");

        awaitIds(stream, "248", "249", "250");
        await().atMost(SOON).until(() -> whole.ids().size() == 251);
        assertThat(whole.ids())
                .startsWith("0", "1", "2")
                .doesNotHaveDuplicates()
                .endsWith("250");
    }

    @Test
    void tellsInTheOrderInWhichNoticesAreCommitted(
            @Autowired TransactionTemplate transaction, @Autowired JdbcClient database) throws Exception {
        EventStream stream = follow(employer, null);
        CompletableFuture<Void> second = new CompletableFuture<>();

        transaction.executeWithoutResult(begun -> {
            notices.received(received());
            second.completeAsync(() -> {
                notices.received(received());
                return null;
            });
            await().pollInSameThread().atMost(SOON).until(() -> second.isDone() || isWaitedFor(database));
        });

        assertThat(second).succeedsWithin(SOON);
        awaitIds(stream, "0", "1", "2");
    }

    @Test
    void passesOverANoticeThatCameTwice() throws Exception {
        EventStream stream = follow(employer, null);
        JobApplicationReceived event = received();
        notices.received(event);
        notices.received(event);
        notices.received(received());

        awaitIds(stream, "0", "1", "3");
    }

    @Test
    void keepsTheConnectionAlive() throws Exception {
        EventStream stream = follow(employer, null);

        await().atMost(SOON).until(stream::hasBeaten);
    }

    @Test
    void endsWhenTheUserIsGone() throws Exception {
        EventStream stream = follow(employer, null);

        http.delete().uri("/api/users/" + employer).exchange().expectStatus().isNoContent();

        assertThat(stream.end()).succeedsWithin(SOON);
    }

    @Test
    void isOpenSoManyTimesForOneUserAndThenRefusedUntilOneIsClosed() throws Exception {
        EventStream first = follow(employer, null);
        follow(employer, null);

        EventStream third = follow(employer, null);

        assertThat(third.end()).succeedsWithin(SOON);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("60");
        assertThat(third.text())
                .isEqualTo("{\"detail\":\"The user " + employer + " has 2 streams of notifications; close one\","
                        + "\"instance\":\"/api/users/" + employer
                        + "/notifications/stream\",\"status\":429,\"title\":\"Too Many Requests\"}");
        first.close();
        await().atMost(SOON).until(() -> follow(employer, null).status() == 200);
    }

    @Test
    void isOpenSoManyTimesInAllAndThenRefused() throws Exception {
        for (int user = 0; user < 5; user++) {
            assertThat(follow(registerEmployer(newName("employer")), null).status())
                    .isEqualTo(200);
        }

        EventStream sixth = follow(employer, null);

        assertThat(sixth.end()).succeedsWithin(SOON);
        assertThat(sixth.status()).isEqualTo(503);
        assertThat(sixth.header("Retry-After")).isEqualTo("5");
        assertThat(sixth.text()).contains("\"detail\":\"The service opens no more streams for now; try again\"");
    }

    @Test
    void isOpenNoMoreTimesHoweverManyAskAtOnce() throws Exception {
        List<CompletableFuture<EventStream>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return EventStream.open(streamOf(employer), tokens.ofAdministrator(), null);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        for (CompletableFuture<EventStream> each : asked) {
            streams.add(each.get());
        }

        assertThat(streams)
                .extracting(EventStream::status)
                .containsExactlyInAnyOrder(200, 200, 429, 429, 429, 429, 429, 429);
    }

    @Test
    void isHeldUpByNobodyWhoReadsSlowly(@Autowired JdbcClient database) throws Exception {
        database.sql(MANY).param("userId", employer).update();
        URI address = URI.create(streamOf(employer));
        UUID other = registerEmployer(newName("other"));
        EventStream ofTheOther = follow(other, null);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            slow.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + tokens.ofAdministrator() + "\r\nLast-Event-ID: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            EventStream quick = follow(employer, "0");

            await().atMost(SOON).until(() -> quick.ids().size() == 2_001);
            notices.received(ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), other));

            awaitIds(ofTheOther, "0", "1");
            assertThat(openStreams()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | Last-Event-ID: must be a whole number",
                "-1 | Last-Event-ID: must be the id of an event of this stream, from 0 to 0",
                "1 | Last-Event-ID: must be the id of an event of this stream, from 0 to 0"
            })
    void refusesAnEventThatItCannotHaveSent(String lastEventId, String detail) throws Exception {
        EventStream stream = follow(employer, lastEventId);

        assertThat(stream.end()).succeedsWithin(SOON);
        assertThat(stream.status()).isEqualTo(400);
        assertThat(stream.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(stream.text()).contains("\"detail\":\"" + detail + "\"");
    }

    @Test
    void isNobodysWhoIsNoUser() throws Exception {
        UUID nobody = UUID.randomUUID();

        EventStream stream = follow(nobody, null);

        assertThat(stream.end()).succeedsWithin(SOON);
        assertThat(stream.status()).isEqualTo(404);
        assertThat(stream.text()).contains("\"detail\":\"There is no user " + nobody + "\"");
    }

    @Test
    void endsWithTheAccessTokenThatOpenedIt() throws Exception {
        String token = tokens.of(employer, Duration.ofSeconds(2), "EMPLOYER");

        EventStream stream = EventStream.open(streamOf(employer), token, null);
        streams.add(stream);

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.end()).succeedsWithin(SOON);
    }

    @Test
    void isNotHeldOpenForWhoAsksForItsHeadersAlone() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(streamOf(employer)))
                .header("Authorization", "Bearer " + tokens.ofAdministrator())
                .method("HEAD", BodyPublishers.noBody())
                .build();

        CompletableFuture<Integer> status = HttpClient.newHttpClient()
                .sendAsync(head, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());

        assertThat(status).succeedsWithin(SOON).isEqualTo(200);
        assertThat(openStreams()).isZero();
    }

    private double openStreams() {
        return meters.get("jobplatform.notification.streams").gauge().value();
    }

    private EventStream follow(UUID user, @Nullable String lastEventId) throws Exception {
        EventStream stream = EventStream.open(streamOf(user), tokens.ofAdministrator(), lastEventId);
        streams.add(stream);
        return stream;
    }

    private String streamOf(UUID user) {
        return address("/api/users/" + user + "/notifications/stream");
    }

    private JobApplicationReceived received() {
        return ApplicationEvents.received(UUID.randomUUID(), UUID.randomUUID(), employer);
    }

    private static void awaitIds(EventStream stream, String... ids) {
        await().atMost(SOON).untilAsserted(() -> assertThat(stream.ids()).containsExactly(ids));
    }

    private static boolean isWaitedFor(JdbcClient database) {
        return database.sql("""
                        select exists (
                          select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
                        """).query(Boolean.class).single();
    }
}
