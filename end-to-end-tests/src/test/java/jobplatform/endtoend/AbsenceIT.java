package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One service is killed: the others answer and take what is asked of them, and when it is back it catches up. */
@ResourceLock("platform")
@Tag("process")
class AbsenceIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Duration SOON = Duration.ofSeconds(60);

    /** What each service is asked that changes nothing. */
    private static final Map<String, String> QUESTIONS = Map.of(
            "user-service", "/api/users?size=1",
            "job-service", "/api/jobs?size=1",
            "notification-service", "/api/outbox?size=1",
            "search-service", "/api/search/jobs?q=absent",
            "application-service", "/api/applications?size=1",
            "analytics-service", "/api/analytics/hours");

    private final PlatformClient client = PLATFORM.client();
    private PlatformClient administrator;
    private Answer employer;
    private PlatformClient asEmployer;
    private PlatformClient asSeeker;
    private Answer seeker;
    private Answer job;

    @BeforeEach
    void aJobThatIsKnownToAll() {
        administrator = client.signedInAsAdministrator();
        employer = client.registerEmployer("absent");
        asEmployer = client.signedIn(employer);
        seeker = client.registerSeeker("absent");
        asSeeker = client.signedIn(seeker);
        await().atMost(SOON)
                .until(() -> client.companiesOf(employer.id()).get("total").asInt() == 1);
        job = post();
        await().atMost(SOON).until(() -> isFound(job));
        await().atMost(SOON).until(() -> trailOf(job).status() == 200);
        await().atMost(SOON)
                .until(() -> asEmployer
                                .get("application-service", "/api/jobs/" + job.id() + "/applications")
                                .status()
                        == 200);
        await().atMost(SOON).until(() -> mailsTo(seeker).size() == 1);
    }

    @AfterEach
    void startWhatIsDown() {
        QUESTIONS.keySet().stream()
                .filter(service -> PLATFORM.stack().pid(service).isEmpty())
                .forEach(service -> PLATFORM.stack().start(service));
    }

    @Test
    void userServiceHearsAfterwardsOfJobsAndApplications() {
        without("user-service", () -> {
            assertThat(post().status()).isEqualTo(201);
            assertThat(apply(job).status()).isEqualTo(201);
            await().atMost(SOON).until(() -> mailsTo(seeker).size() == 2);
        });

        await().atMost(SOON)
                .until(() -> asEmployer
                                .get("user-service", "/api/users/" + employer.id() + "/employer-statistics")
                                .body()
                                .get("jobsPosted")
                                .asInt()
                        == 2);
        await().atMost(SOON)
                .until(() -> asEmployer
                        .get("user-service", "/api/users/" + employer.id() + "/notifications")
                        .body()
                        .at("/items/0/kind")
                        .asText()
                        .equals("APPLICATION_RECEIVED"));
    }

    @Test
    void jobServiceMakesCompaniesAndCountsApplicationsAfterwards() {
        UUID[] registered = new UUID[1];
        without("job-service", () -> {
            registered[0] = client.registerEmployer("meanwhile").id();
            assertThat(apply(job).status()).isEqualTo(201);
        });

        await().atMost(SOON)
                .until(() -> client.companiesOf(registered[0]).get("total").asInt() == 1);
        await().atMost(SOON)
                .until(() -> client.get("job-service", "/api/jobs/" + job.id())
                                .body()
                                .get("applicationCount")
                                .asInt()
                        == 1);
    }

    @Test
    void notificationServiceSendsAfterwardsWhatWasMissed() {
        Answer[] registered = new Answer[1];
        without("notification-service", () -> {
            registered[0] = client.registerSeeker("meanwhile");
            assertThat(apply(job).status()).isEqualTo(201);
        });

        await().atMost(SOON).until(() -> mailsTo(registered[0]).size() == 1);
        await().atMost(SOON).until(() -> mailsTo(seeker).size() == 2);
    }

    @Test
    void searchServiceFindsAfterwardsWhatWasPosted() {
        Answer[] posted = new Answer[1];
        without("search-service", () -> {
            posted[0] = post();
            asEmployer.put("job-service", "/api/jobs/" + job.id() + "/status", Map.of("status", "CLOSED"));
        });

        await().atMost(SOON).until(() -> isFound(posted[0]) && !isFound(job));
    }

    @Test
    void applicationServiceTakesApplicationsAfterwardsForWhatWasPosted() {
        Answer[] posted = new Answer[1];
        without("application-service", () -> posted[0] = post());

        await().atMost(SOON).until(() -> apply(posted[0]).status() == 201);
    }

    @Test
    void analyticsServiceHasAfterwardsWhatHappened() {
        Answer[] posted = new Answer[1];
        without("analytics-service", () -> {
            posted[0] = post();
            assertThat(apply(job).status()).isEqualTo(201);
        });

        await().atMost(SOON).until(() -> trailOf(posted[0]).status() == 200);
        await().atMost(SOON).until(() -> {
            Answer funnel = asEmployer.get("analytics-service", "/api/analytics/employers/" + employer.id());
            return funnel.status() == 200
                    && funnel.body().at("/counts/posted").asInt() == 2
                    && funnel.body().at("/counts/applied").asInt() == 1;
        });
    }

    /** Kills a service, sees that all others answer soon, does what is to be done, and starts it again. */
    private void without(String service, Runnable meanwhile) {
        PLATFORM.stack().kill(service);
        try {
            assertThat(List.copyOf(QUESTIONS.entrySet()))
                    .filteredOn(other -> !other.getKey().equals(service))
                    .hasSize(5)
                    .allSatisfy(other -> {
                        assertThat(administrator
                                        .get(other.getKey(), other.getValue())
                                        .status())
                                .isEqualTo(200);
                        assertThat(client.get(other.getKey(), "/actuator/health/readiness")
                                        .status())
                                .isEqualTo(200);
                    });
            meanwhile.run();
        } finally {
            PLATFORM.stack().start(service);
        }
    }

    private Answer post() {
        return asEmployer.post(
                "job-service",
                "/api/jobs",
                Map.of("title", "Absent", "description", "Is away", "employmentType", "FULL_TIME"));
    }

    private Answer apply(Answer to) {
        return asSeeker.post("application-service", "/api/jobs/" + to.id() + "/applications", Map.of());
    }

    private boolean isFound(Answer wanted) {
        return client.text("search-service", "/api/search/jobs?size=100&q=absent")
                .contains(wanted.id().toString());
    }

    private Answer trailOf(Answer wanted) {
        return administrator.get("analytics-service", "/api/audit/job/" + wanted.id());
    }

    private List<String> mailsTo(Answer user) {
        return client.mailsTo(user.body().get("email").asText());
    }
}
