package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jobplatform.jobservice.company.CompanyProfiles;
import jobplatform.types.UserType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;

/** Whose account was deleted while an access token was good. */
@Tag("broker")
class DepartedEmployerTest extends JobServiceTestBase {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REFUSAL = "employerId: belongs to an account that was deleted";

    @Test
    void opensNoJobAgain() {
        UUID employer = registeredEmployer();
        JobSeen job = postJob(employer, Map.of());
        leave(employer);
        await().atMost(SOON).until(() -> job(job.id()).status().equals("CLOSED"));

        var byTheEmployer = open(as(tokens.of(employer, "EMPLOYER")), job);
        var byAnAdministrator = open(http, job);

        assertRefused(byTheEmployer, 422, REFUSAL);
        assertRefused(byAnAdministrator, 422, REFUSAL);
        assertThat(job(job.id()).status()).isEqualTo("CLOSED");
    }

    @Test
    void opensNoJobWhileTheAccountIsBeingDeleted(
            @Autowired CompanyProfiles companies,
            @Autowired TransactionOperations transactions,
            @Autowired JdbcClient database) {
        UUID employer = registeredEmployer();
        JobSeen job = postJob(employer, Map.of("draft", true));
        RestTestClient client = as(tokens.of(employer, "EMPLOYER"));

        CompletableFuture<RestTestClient.ResponseSpec> opened =
                Objects.requireNonNull(transactions.execute(deletion -> {
                    companies.forget(employer);
                    var answer = CompletableFuture.supplyAsync(() -> open(client, job));
                    await().atMost(SOON).until(() -> answer.isDone() || isSomebodyWaiting(database));
                    return answer;
                }));

        assertRefused(opened.join(), 422, REFUSAL);
        assertThat(job(job.id()).status()).isEqualTo("DRAFT");
    }

    @Test
    void presentsNoCompanyAnyMore() {
        UUID employer = registeredEmployer();
        CompanySeen company = companiesOf(employer).get(0);
        leave(employer);
        await().atMost(SOON).until(() -> companiesOf(employer).get(0).contactEmail() == null);
        Map<String, Object> body = Map.of("version", company.version() + 1, "name", "Ask me at home");

        var byTheEmployer = present(as(tokens.of(employer, "EMPLOYER")), company, body);

        assertRefused(byTheEmployer, 403, "The company " + company.id() + " belongs to an account that was deleted");
        assertThat(companiesOf(employer).get(0).name()).isEqualTo("Unnamed company");
        present(http, company, body).expectStatus().isOk();
    }

    private void leave(UUID employer) {
        log.publish("user-events", employer, userDeleted(employer, 2, UserType.EMPLOYER));
    }

    private static boolean isSomebodyWaiting(JdbcClient database) {
        return database.sql("""
                        select exists (select from pg_stat_activity
                                       where datname = current_database() and wait_event_type = 'Lock')
                        """).query(Boolean.class).single();
    }

    private static RestTestClient.ResponseSpec open(RestTestClient client, JobSeen job) {
        return client.put()
                .uri("/api/jobs/" + job.id() + "/status")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("status", "OPEN"))
                .exchange();
    }

    private static RestTestClient.ResponseSpec present(
            RestTestClient client, CompanySeen company, Map<String, Object> body) {
        return client.put()
                .uri("/api/companies/" + company.id())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static void assertRefused(RestTestClient.ResponseSpec answer, int status, String detail) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }
}
