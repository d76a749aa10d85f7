package jobplatform.jobservice;

import static org.awaitility.Awaitility.await;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.TestTokens;
import dev.avenant.testing.openapi.DocumentedTraffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
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

/**
 * The running service, reached over HTTP and over Kafka. Tests share it, so each has employers and jobs of its own,
 * which come to be as they do in life: an employer registers, and then posts.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DocumentedTraffic.class)
abstract class JobServiceTestBase {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    @LocalServerPort
    private int port;

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

    /** Lets an employer register, waits for the company, and answers the employer's id. */
    protected UUID registeredEmployer() {
        UUID employer = UUID.randomUUID();
        log.publish("user-events", employer, userCreated(employer, 1, UserType.EMPLOYER));
        awaitCompanies(employer, 1);
        return employer;
    }

    protected void awaitCompanies(UUID owner, int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> companiesOf(owner).size() == count);
    }

    protected List<CompanySeen> companiesOf(UUID owner) {
        return Objects.requireNonNull(get("/api/companies?ownerId=" + owner)
                        .expectStatus()
                        .isOk()
                        .expectBody(CompaniesSeen.class)
                        .returnResult()
                        .getResponseBody())
                .items();
    }

    /** Posts an open job of a new employer. */
    protected JobSeen openJob() {
        return postJob(registeredEmployer(), Map.of());
    }

    protected JobSeen postJob(UUID employer, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "employerId", employer, "title", "Welder", "description", "Welds", "employmentType", "FULL_TIME"));
        body.putAll(more);
        return seen(post("/api/jobs", body), 201);
    }

    /** Lets somebody apply at application-service, waits until the job has counted that many, and answers the id. */
    protected UUID apply(JobSeen job, UUID applicant, int count) {
        JobApplicationReceived application = applied(job, applicant);
        publish(application);
        awaitApplications(job.id(), count);
        return application.getApplicationId();
    }

    protected void publish(JobApplicationReceived application) {
        log.publish("application-events", application.getApplicationId(), application);
    }

    protected void awaitApplications(UUID job, int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> job(job).applicationCount() == count);
    }

    protected JobSeen changeStatus(UUID job, String status) {
        return seen(put("/api/jobs/" + job + "/status", Map.of("status", status)), 200);
    }

    protected JobSeen job(UUID id) {
        return seen(get("/api/jobs/" + id), 200);
    }

    private static JobSeen seen(RestTestClient.ResponseSpec answer, int status) {
        return Objects.requireNonNull(answer.expectStatus()
                .isEqualTo(status)
                .expectBody(JobSeen.class)
                .returnResult()
                .getResponseBody());
    }

    static UserCreated userCreated(UUID id, long version, UserType type) {
        return UserCreated.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setUsername("user-" + id)
                .setEmail(id + "@example.com")
                .setUserType(type)
                .setCreatedAt(NOW)
                .build();
    }

    static JobApplicationReceived applied(JobSeen job, UUID applicant) {
        return JobApplicationReceived.newBuilder()
                .setApplicationId(UUID.randomUUID())
                .setVersion(1)
                .setJobId(job.id())
                .setApplicantId(applicant)
                .setCompanyId(job.companyId())
                .setEmployerId(job.employerId())
                .setJobTitle("Welder")
                .setApplicationCount(1)
                .setCoverLetter("I weld well.")
                .setAppliedAt(NOW)
                .build();
    }

    static UserDeleted userDeleted(UUID id, long version, UserType type) {
        return UserDeleted.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setUserType(type)
                .setDeletedAt(NOW)
                .build();
    }

    /** What these tests read of a company. */
    record CompanySeen(UUID id, long version, UUID ownerId, String name, String contactEmail) {}

    /** A page of them. */
    record CompaniesSeen(List<CompanySeen> items) {}

    /** What these tests read of a job. */
    record JobSeen(UUID id, long version, UUID companyId, UUID employerId, String status, int applicationCount) {}
}
