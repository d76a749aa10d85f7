package jobplatform.search;

import static org.awaitility.Awaitility.await;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import dev.avenant.testing.TestTokens;
import dev.avenant.testing.openapi.DocumentedTraffic;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import jobplatform.types.UserType;
import jobplatform.user.events.UserDeleted;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * The running service, reached over HTTP and over Kafka. Tests share it, so the jobs of each have a skill of their own,
 * by which it tells them from those of others.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DocumentedTraffic.class)
abstract class SearchServiceTestBase {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    @LocalServerPort
    private int port;

    /** Asks as an administrator, who may ask everything. */
    protected RestTestClient http;

    protected TestTokens tokens;
    protected EventLog log;

    /** What all jobs of the test ask for, and no other's. */
    protected String mark;

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
        mark = "mark" + UUID.randomUUID().toString().replace("-", "");
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

    protected RestTestClient.ResponseSpec get(String path) {
        return http.get().uri(URI.create(address(path))).exchange();
    }

    /** An open job that was posted the given number of minutes ago; tests change what they are about. */
    protected JobCreated.Builder job(String title, int minutesAgo) {
        return JobCreated.newBuilder()
                .setJobId(UUID.randomUUID())
                .setVersion(1)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(UUID.randomUUID())
                .setTitle(title)
                .setDescription("Nothing else is said.")
                .setLocation(null)
                .setEmploymentType(EmploymentType.FULL_TIME)
                .setSalary(null)
                .setSkills(List.of(mark))
                .setStatus(JobStatus.OPEN)
                .setCreatedAt(NOW.minus(Duration.ofMinutes(minutesAgo)))
                .setRemote(false)
                .setCompanyName("Acme");
    }

    protected JobCreated publish(JobCreated.Builder job) {
        JobCreated event = job.build();
        publish(event.getJobId(), event);
        return event;
    }

    protected void publish(UUID jobId, SpecificRecord event) {
        log.publish("job-events", jobId, event);
    }

    protected static JobUpdated updated(JobCreated job, long version, String title) {
        return JobUpdated.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setChangedFields(List.of("title"))
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setTitle(title)
                .setDescription(job.getDescription())
                .setLocation(null)
                .setEmploymentType(job.getEmploymentType())
                .setSalary(null)
                .setSkills(job.getSkills())
                .setStatus(job.getStatus())
                .setRemote(job.getRemote())
                .setUpdatedAt(NOW)
                .build();
    }

    protected static JobStatusChanged statusChanged(JobCreated job, long version, JobStatus status) {
        return JobStatusChanged.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setPreviousStatus(JobStatus.UNSPECIFIED)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }

    protected static JobDeleted deleted(JobCreated job, long version) {
        return JobDeleted.newBuilder()
                .setJobId(job.getJobId())
                .setVersion(version)
                .setCompanyId(job.getCompanyId())
                .setEmployerId(job.getEmployerId())
                .setDeletedAt(NOW)
                .build();
    }

    protected static UserDeleted departed(UUID employer) {
        return UserDeleted.newBuilder()
                .setUserId(employer)
                .setVersion(2)
                .setUserType(UserType.EMPLOYER)
                .setDeletedAt(NOW)
                .build();
    }

    /** Searches among the jobs of this test. */
    protected PageSeen search(String q, String... more) {
        StringBuilder path = new StringBuilder("/api/search/jobs?skill=" + mark);
        path.append("&q=").append(encode(q));
        for (String each : more) {
            path.append('&').append(each);
        }
        return Objects.requireNonNull(get(path.toString())
                .expectStatus()
                .isOk()
                .expectBody(PageSeen.class)
                .returnResult()
                .getResponseBody());
    }

    protected List<String> titles(String q, String... more) {
        return search(q, more).items().stream().map(HitSeen::title).toList();
    }

    protected PageSeen awaitSearch(String q, Predicate<PageSeen> condition) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> search(q), condition);
    }

    protected void awaitTotal(int total) {
        awaitSearch("", page -> page.total() == total);
    }

    protected static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What these tests read of a page. */
    record PageSeen(
            List<HitSeen> items,
            long total,
            @Nullable FacetsSeen facets,
            @Nullable String nextCursor) {}

    record HitSeen(UUID id, String title, @Nullable String companyName, Instant postedAt, HighlightsSeen highlights) {}

    record HighlightsSeen(String title, String description) {}

    record FacetsSeen(
            List<CountSeen> employmentType,
            List<CountSeen> location,
            List<CountSeen> skill,
            List<CountSeen> remote,
            List<BandSeen> salary) {}

    record CountSeen(String value, int count) {}

    record BandSeen(String currency, int from, @Nullable Integer to, int count) {}
}
