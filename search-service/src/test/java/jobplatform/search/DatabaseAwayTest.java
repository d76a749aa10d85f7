package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A search needs the index and not the database. */
@Tag("process")
class DatabaseAwayTest {

    private static final Duration LATEST = Duration.ofSeconds(60);

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void searchesGoOnAndHealthIsDownWhileItIsGone() throws Exception {
        UUID job = UUID.randomUUID();
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        try (ConfigurableApplicationContext service = start(postgres)) {
            new EventLog(environment).publish("job-events", job, created(job));
            await().atMost(LATEST)
                    .until(() -> get(service, "/api/search/jobs?q=lamplighter")
                            .body()
                            .contains(job.toString()));

            postgres.close();

            HttpResponse<String> answer = get(service, "/api/search/jobs?q=lamplighter");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(job.toString());
            assertThat(get(service, "/actuator/health").statusCode()).isEqualTo(503);
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedPostgres postgres) {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((name, value) -> settings.put(name, value.get()));
        settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("KAFKA_GROUP_ID", "search-service-with-a-database-that-goes-away");
        settings.put("server.port", 0);
        return SpringApplication.run(
                SearchServiceApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        String port = service.getEnvironment().getProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .timeout(LATEST)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JobCreated created(UUID job) {
        return JobCreated.newBuilder()
                .setJobId(job)
                .setVersion(1)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(UUID.randomUUID())
                .setTitle("Lamplighter")
                .setDescription("Lights lamps")
                .setLocation(null)
                .setEmploymentType(EmploymentType.PART_TIME)
                .setSalary(null)
                .setSkills(List.of())
                .setStatus(JobStatus.OPEN)
                .setCreatedAt(SearchServiceTestBase.NOW)
                .setRemote(false)
                .setCompanyName(null)
                .build();
    }
}
