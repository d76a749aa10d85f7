package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of applications, jobs and users follows everywhere, as one sees it through the REST APIs and the mail server. */
@ResourceLock("platform")
@Tag("process")
class FlowsIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Duration SOON = Duration.ofSeconds(60);

    private final PlatformClient client = PLATFORM.client();
    private PlatformClient administrator;
    private Answer employer;
    private PlatformClient asEmployer;
    private Answer applicant;
    private PlatformClient asApplicant;

    @BeforeEach
    void anEmployerAndAnApplicant() {
        administrator = client.signedInAsAdministrator();
        employer = client.registerEmployer("flow");
        asEmployer = client.signedIn(employer);
        applicant = client.registerSeeker("flow");
        asApplicant = client.signedIn(applicant);
        await().atMost(SOON)
                .until(() -> client.companiesOf(employer.id()).get("total").asInt() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "SHORTLISTED, APPLICATION_SHORTLISTED, You are on the shortlist: Flow",
        "SHORTLISTED ACCEPTED, APPLICATION_ACCEPTED, Your application was accepted: Flow",
        "REJECTED, APPLICATION_REJECTED, Your application was not successful: Flow",
        "SHORTLISTED REJECTED, APPLICATION_REJECTED, Your application was not successful: Flow"
    })
    void whatTheEmployerDecidesTheApplicantIsToldInTheApplicationAndByMail(
            String decisions, String notice, String subject) {
        Answer application = apply(post("Flow"));
        String last = "";
        for (String decision : decisions.split(" ", -1)) {
            assertThat(become(asEmployer, application, decision).status()).isEqualTo(200);
            last = decision;
        }

        assertThat(asApplicant
                        .get("application-service", "/api/applications/" + application.id())
                        .body()
                        .get("status")
                        .asText())
                .isEqualTo(last);
        awaitNotice(asApplicant, applicant, notice);
        awaitMail(addressOf(applicant), "Subject: " + subject);
        assertThat(become(asEmployer, application, "RECEIVED").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"''", "SHORTLISTED"})
    void whatTheApplicantWithdrawsTheEmployerIsToldInTheApplicationAndByMail(String before) {
        Answer application = apply(post("Flow"));
        awaitNotice(asEmployer, employer, "APPLICATION_RECEIVED");
        if (!before.isEmpty()) {
            become(asEmployer, application, before);
        }

        assertThat(become(asApplicant, application, "WITHDRAWN").status()).isEqualTo(200);

        awaitNotice(asEmployer, employer, "APPLICATION_WITHDRAWN");
        awaitMail(addressOf(employer), "Subject: An application was withdrawn: Flow");
        assertThat(become(asEmployer, application, "ACCEPTED").status()).isEqualTo(409);
    }

    @Test
    void aDraftIsNobodysUntilItIsOpened() {
        Answer draft = asEmployer.post("job-service", "/api/jobs", job("Draft", true));
        assertThat(draft.status()).isEqualTo(201);
        assertThat(client.get("job-service", "/api/jobs/" + draft.id()).status())
                .isEqualTo(404);
        await().atMost(SOON)
                .until(() -> asEmployer
                                .get("application-service", "/api/jobs/" + draft.id() + "/applications")
                                .status()
                        == 200);
        assertThat(tryToApply(draft).status()).isEqualTo(404);
        assertThat(isFound(draft, "Draft")).isFalse();

        changeStatus(draft, "OPEN");

        await().atMost(SOON).until(() -> isFound(draft, "Draft"));
        assertThat(client.get("job-service", "/api/jobs/" + draft.id()).status())
                .isEqualTo(200);
        assertThat(apply(draft).status()).isEqualTo(201);
    }

    @Test
    void whatAJobBecomesFollowsEverywhere() {
        Answer job = post("Before");
        await().atMost(SOON).until(() -> isFound(job, "Before"));

        asEmployer.put("job-service", "/api/jobs/" + job.id(), revised(1, "Afterwards"));

        await().atMost(SOON).until(() -> isFound(job, "Afterwards") && !isFound(job, "Before"));
        await().atMost(SOON)
                .until(() -> administrator
                        .get("analytics-service", "/api/audit/job/" + job.id())
                        .body()
                        .at("/state/title")
                        .asText()
                        .equals("Afterwards"));
        Answer application = apply(job);
        assertThat(application.body().get("jobTitle").asText()).isEqualTo("Afterwards");
        awaitMail(addressOf(applicant), "Subject: Your application: Afterwards");

        changeStatus(job, "CLOSED");

        await().atMost(SOON).until(() -> !isFound(job, "Afterwards"));
        awaitStatistics(1, 0);
        Answer late = client.registerSeeker("late");
        PlatformClient asLate = client.signedIn(late);
        await().atMost(SOON)
                .until(
                        () -> asLate.post("application-service", "/api/jobs/" + job.id() + "/applications", Map.of())
                                .status(),
                        status -> status == 409);

        changeStatus(job, "OPEN");

        await().atMost(SOON).until(() -> isFound(job, "Afterwards"));
        awaitStatistics(1, 1);

        asEmployer.delete("job-service", "/api/jobs/" + job.id());

        await().atMost(SOON).until(() -> !isFound(job, "Afterwards"));
        await().atMost(SOON)
                .until(() -> asApplicant
                                .get("application-service", "/api/applications/" + application.id())
                                .status()
                        == 404);
        assertThat(client.get("job-service", "/api/jobs/" + job.id()).status()).isEqualTo(404);
    }

    @Test
    void aChangedProfileFollowsEverywhere() {
        String address = "moved-" + addressOf(employer);
        await().atMost(SOON).until(() -> client.mailsTo(addressOf(employer)).size() == 1);

        assertThat(asEmployer
                        .patch(
                                "user-service",
                                "/api/users/" + employer.id(),
                                Map.of("email", address, "fullName", "Flora Flow", "companyName", "Flow Ltd"))
                        .status())
                .isEqualTo(200);

        await().atMost(SOON)
                .until(() -> asEmployer
                        .companiesOf(employer.id())
                        .at("/items/0/contactEmail")
                        .asText()
                        .equals(address));
        assertThat(client.companiesOf(employer.id()).at("/items/0/name").asText())
                .isEqualTo("Flow Ltd");
        Answer job = post("Flow");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.text("search-service", "/api/search/jobs?size=100&q=Flow+Ltd"))
                        .contains(job.id().toString()));
        become(asApplicant, apply(job), "WITHDRAWN");
        awaitMail(address, "Subject: An application was withdrawn: Flow");
    }

    @Test
    void ofAnApplicantWhoLeavesNothingPersonalIsLeftAnywhere() {
        Answer job = post("Flow");
        Answer application = apply(job);
        awaitMail(addressOf(applicant), "Subject: Your application: Flow");
        String trail = "/api/audit/application/" + application.id();
        await().atMost(SOON)
                .until(() -> administrator.text("analytics-service", trail).contains("I flow well."));
        await().atMost(SOON).until(() -> applicationCount(job) == 1);

        assertThat(asApplicant
                        .delete("user-service", "/api/users/" + applicant.id())
                        .status())
                .isEqualTo(204);

        assertThat(administrator
                        .get("user-service", "/api/users/" + applicant.id())
                        .status())
                .isEqualTo(404);
        await().atMost(SOON)
                .until(() -> administrator
                                .get("application-service", "/api/applications/" + application.id())
                                .status()
                        == 404);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertErased(administrator.text("job-service", "/api/jobs/" + job.id() + "/applications")));
        await().atMost(SOON)
                .untilAsserted(() -> assertErased(
                        administrator.text("notification-service", "/api/outbox?userId=" + applicant.id())));
        await().atMost(SOON).untilAsserted(() -> {
            assertErased(administrator.text("analytics-service", trail));
            assertErased(administrator.text("analytics-service", "/api/audit/user/" + applicant.id()));
        });
        assertThat(applicationCount(job)).as("that somebody applied").isEqualTo(1);
    }

    @Test
    void ofAnEmployerWhoLeavesNoJobIsOpenAndNoNameIsLeft() {
        asEmployer.patch("user-service", "/api/users/" + employer.id(), Map.of("companyName", "Flow and Sons"));
        await().atMost(SOON)
                .until(() -> client.companiesOf(employer.id())
                        .at("/items/0/name")
                        .asText()
                        .equals("Flow and Sons"));
        Answer job = post("Flow");
        await().atMost(SOON).until(() -> isFound(job, "Flow"));
        String trail = "/api/audit/job/" + job.id();
        await().atMost(SOON)
                .until(() -> administrator.text("analytics-service", trail).contains("Flow and Sons"));

        assertThat(asEmployer
                        .delete("user-service", "/api/users/" + employer.id())
                        .status())
                .isEqualTo(204);

        await().atMost(SOON).until(() -> !isFound(job, "Flow"));
        await().atMost(SOON)
                .until(() -> client.get("job-service", "/api/jobs/" + job.id()).status() == 404);
        await().atMost(SOON).until(() -> tryToApply(job).status(), status -> status == 409);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                administrator.companiesOf(employer.id()).toString())
                        .contains("Unnamed company")
                        .doesNotContain("Flow and Sons", addressOf(employer)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(administrator.text("analytics-service", trail))
                        .contains("\"erased\":true")
                        .doesNotContain("Flow and Sons"));
    }

    private void assertErased(String text) {
        assertThat(text).doesNotContain(addressOf(applicant), "I flow well.", nameOf(applicant));
    }

    private static String addressOf(Answer user) {
        return user.body().get("email").asText();
    }

    private static String nameOf(Answer user) {
        return user.body().get("username").asText();
    }

    private Answer post(String title) {
        Answer job = asEmployer.post("job-service", "/api/jobs", job(title, false));
        assertThat(job.status()).as("%s", job.body()).isEqualTo(201);
        return job;
    }

    private static Map<String, Object> job(String title, boolean isDraft) {
        return Map.of("title", title, "description", "Flows", "employmentType", "FULL_TIME", "draft", isDraft);
    }

    private static Map<String, Object> revised(int version, String title) {
        return Map.of("version", version, "title", title, "description", "Flows", "employmentType", "FULL_TIME");
    }

    private void changeStatus(Answer job, String status) {
        assertThat(asEmployer
                        .put("job-service", "/api/jobs/" + job.id() + "/status", Map.of("status", status))
                        .status())
                .isEqualTo(200);
    }

    /** Applies as soon as application-service has heard of the job and of who applies. */
    private Answer apply(Answer job) {
        return await().atMost(SOON).until(() -> tryToApply(job), answer -> answer.status() == 201);
    }

    private Answer tryToApply(Answer job) {
        return asApplicant.post(
                "application-service",
                "/api/jobs/" + job.id() + "/applications",
                Map.of("coverLetter", "I flow well."));
    }

    private static Answer become(PlatformClient asked, Answer application, String status) {
        return asked.put(
                "application-service", "/api/applications/" + application.id() + "/status", Map.of("status", status));
    }

    private static void awaitNotice(PlatformClient asUser, Answer user, String kind) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(asUser.text("user-service", "/api/users/" + user.id() + "/notifications"))
                                .contains("\"kind\":\"" + kind + "\""));
    }

    private void awaitMail(String address, String content) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.mailsTo(address))
                        .anySatisfy(mail -> assertThat(mail).contains(content)));
    }

    private void awaitStatistics(int posted, int open) {
        await().atMost(SOON).untilAsserted(() -> {
            Answer figures = asEmployer.get("user-service", "/api/users/" + employer.id() + "/employer-statistics");
            assertThat(figures.body().get("jobsPosted").asInt()).isEqualTo(posted);
            assertThat(figures.body().get("jobsOpen").asInt()).isEqualTo(open);
        });
    }

    private int applicationCount(Answer job) {
        return client.get("job-service", "/api/jobs/" + job.id())
                .body()
                .get("applicationCount")
                .asInt();
    }

    private boolean isFound(Answer job, String q) {
        List<UUID> found = Stream.of(client.get("search-service", "/api/search/jobs?size=100&q=" + q)
                        .body()
                        .get("items"))
                .flatMap(items -> items.valueStream())
                .map(item -> UUID.fromString(item.get("id").asText()))
                .toList();
        return found.contains(job.id());
    }
}
