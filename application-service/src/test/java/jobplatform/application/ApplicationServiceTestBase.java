package jobplatform.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.TestTokens;
import dev.avenant.testing.openapi.DocumentedTraffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * The running service, reached over HTTP and over Kafka. Tests share it, so each has users and jobs of its own, which the
 * service hears of as it does in life, from the events of the other services.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "jobplatform.applications.per-minute=1000000")
@Import(DocumentedTraffic.class)
abstract class ApplicationServiceTestBase {

    static final String APPLICATION_EVENTS = "application-events";
    static final String JOB_EVENTS = "job-events";
    static final String USER_EVENTS = "user-events";

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    @LocalServerPort
    private int port;

    @Autowired
    protected JdbcClient database;

    /** Asks as an administrator, who may ask everything. */
    protected RestTestClient http;

    protected TestTokens tokens;
    protected EventLog log;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        environment.describeTo(settings);
    }

    @BeforeEach
    void connect(@Autowired ConfigurableApplicationContext service) {
        environment.closeFirst(service);
        tokens = environment.tokens(service.getEnvironment());
        http = as(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
        log = new EventLog(environment);
    }

    /** Asks as whoever has that access token. */
    protected RestTestClient as(String accessToken) {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken)
                .build();
    }

    protected String address(String path) {
        return "http://localhost:" + port + path;
    }

    protected RestTestClient.ResponseSpec post(String path, Object body) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    protected RestTestClient.ResponseSpec put(String path, Object body) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    protected RestTestClient.ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    /** Lets a job seeker register, and waits until the service has heard of it. */
    protected UUID seeker() {
        return registered(UserType.JOB_SEEKER);
    }

    protected UUID registered(UserType type) {
        UUID id = UUID.randomUUID();
        log.publish(USER_EVENTS, id, PlatformEvents.registered(id, type));
        awaitUser(id, "version >= 1");
        return id;
    }

    /** Lets an employer post an open job, and waits until the service has heard of it. */
    protected JobCreated openJob() {
        JobCreated job = PlatformEvents.posted(UUID.randomUUID(), JobStatus.OPEN);
        publish(job);
        return job;
    }

    protected void publish(JobCreated job) {
        log.publish(JOB_EVENTS, job.getJobId(), job);
        awaitJob(job.getJobId(), "title is not null");
    }

    protected void changeStatus(JobCreated job, long version, JobStatus status) {
        log.publish(JOB_EVENTS, job.getJobId(), PlatformEvents.statusChanged(job, version, status));
        awaitJob(job.getJobId(), "status_version >= " + version);
    }

    /** Waits until the service knows something of a user; topics have no order among each other. */
    protected void awaitUser(UUID id, String condition) {
        awaitRow("users where user_id = :id and " + condition, id);
    }

    protected void awaitJob(UUID id, String condition) {
        awaitRow("jobs where job_id = :id and " + condition, id);
    }

    private void awaitRow(String where, UUID id) {
        await().atMost(SOON)
                .until(() -> database.sql("select exists (select from " + where + ")")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    protected void awaitNoApplication(UUID id) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> get("/api/applications/" + id).expectStatus().isNotFound());
    }

    protected RestTestClient.ResponseSpec apply(UUID job, UUID applicant) {
        return post(
                "/api/jobs/" + job + "/applications", Map.of("applicantId", applicant, "coverLetter", "I weld well."));
    }

    /** A job seeker's application for a job. */
    protected ApplicationSeen taken(UUID job, UUID applicant) {
        return seen(apply(job, applicant), 201);
    }

    protected ApplicationSeen application(UUID id) {
        return seen(get("/api/applications/" + id), 200);
    }

    /** What the topic tells of the arrival of an application; waits for it. */
    protected JobApplicationReceived received(UUID application) {
        return (JobApplicationReceived) log.decode(
                log.recordsOf(APPLICATION_EVENTS, application.toString(), 1).get(0));
    }

    protected RestTestClient.ResponseSpec become(UUID application, String status) {
        return put("/api/applications/" + application + "/status", Map.of("status", status));
    }

    protected List<ApplicationSeen> list(String path) {
        return Objects.requireNonNull(get(path)
                        .expectStatus()
                        .isOk()
                        .expectBody(PageSeen.class)
                        .returnResult()
                        .getResponseBody())
                .items();
    }

    protected static ApplicationSeen seen(RestTestClient.ResponseSpec answer, int status) {
        return Objects.requireNonNull(answer.expectStatus()
                .isEqualTo(status)
                .expectBody(ApplicationSeen.class)
                .returnResult()
                .getResponseBody());
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

    /** What these tests read of an application. */
    record ApplicationSeen(
            UUID id,
            long version,
            UUID jobId,
            UUID applicantId,
            UUID employerId,
            String jobTitle,
            String status,
            @Nullable String coverLetter) {}

    /** A page of them. */
    record PageSeen(List<ApplicationSeen> items, int page, int size, long total) {}
}
