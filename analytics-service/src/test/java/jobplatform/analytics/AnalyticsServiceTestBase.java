package jobplatform.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.TestTokens;
import dev.avenant.testing.openapi.DocumentedTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.FileSystemUtils;

/**
 * The running service, reached over HTTP and over Kafka. Tests share it, so each has users, jobs, employers and places of its
 * own, which the service hears of as it does in life, from the events of the other services.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DocumentedTraffic.class)
public abstract class AnalyticsServiceTestBase {

    protected static final String APPLICATION_EVENTS = "application-events";
    protected static final String JOB_EVENTS = "job-events";
    protected static final String USER_EVENTS = "user-events";
    protected static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    protected static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    @LocalServerPort
    private int port;

    /** Asks as an administrator, who may ask everything. */
    protected RestTestClient http;

    protected TestTokens tokens;
    protected EventLog log;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        environment.describeTo(settings);
        settings.add("jobplatform.figures.state-directory", AnalyticsServiceTestBase::newDirectory);
        // A stream that is started again is let in as soon as the one before is missed.
        settings.add("spring.kafka.consumer.properties.session.timeout.ms", () -> "6000");
    }

    private static Path newDirectory() {
        try {
            Path state = Files.createTempDirectory("analytics-state");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(state.toFile())));
            return state;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void connect(@Autowired ConfigurableApplicationContext service) {
        environment.closeFirst(service);
        tokens = environment.tokens(service.getEnvironment());
        http = as(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
        log = new EventLog(environment);
    }

    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Asks as whoever has that access token. */
    protected RestTestClient as(String accessToken) {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken)
                .build();
    }

    protected RestTestClient.ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    /** Publishes an event where it belongs, under the key that it has in life. */
    protected void publish(SpecificRecord event) {
        if (event instanceof JobApplicationReceived received) {
            log.publish(APPLICATION_EVENTS, received.getApplicationId(), event);
        } else if (event instanceof JobApplicationStatusChanged changed) {
            log.publish(APPLICATION_EVENTS, changed.getApplicationId(), event);
        } else {
            boolean isOfUser = event.getSchema().getField("userId") != null;
            Object key = event.get(
                    event.getSchema().getField(isOfUser ? "userId" : "jobId").pos());
            log.publish(isOfUser ? USER_EVENTS : JOB_EVENTS, (UUID) key, event);
        }
    }

    protected JobCreated openJob(UUID employer, String place, Instant at) {
        JobCreated job = PlatformEvents.posted(UUID.randomUUID(), employer, JobStatus.OPEN, place, List.of("Java"), at);
        publish(job);
        return job;
    }

    protected JobApplicationReceived application(JobCreated job, Instant at) {
        JobApplicationReceived application =
                PlatformEvents.applied(UUID.randomUUID(), job.getJobId(), job.getEmployerId(), UUID.randomUUID(), at);
        publish(application);
        return application;
    }

    /** Waits until a path answers 200 with a value in its JSON. */
    protected void await200(String path, Map<String, Object> values) {
        await().atMost(SOON).untilAsserted(() -> {
            RestTestClient.BodyContentSpec body =
                    get(path).expectStatus().isOk().expectBody();
            values.forEach((where, value) -> body.jsonPath(where).isEqualTo(value));
        });
    }

    protected static void assertRefused(RestTestClient.ResponseSpec answer, int status, String detail) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(found -> assertThat(found).isEqualTo(detail));
    }
}
