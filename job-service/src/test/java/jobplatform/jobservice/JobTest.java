package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

@Tag("broker")
class JobTest extends JobServiceTestBase {

    @Test
    void isPostedWithAllThatItOffers() {
        UUID employer = registeredEmployer();

        var answer = post("/api/jobs", """
                {"employerId":"%s","title":"Welder","description":"Welds","employmentType":"PART_TIME",
                 "location":"Kiel","salary":{"minimum":30000,"maximum":42000.50,"currency":"EUR"},
                 "skills":["TIG","MIG"],"remote":true}
                """.formatted(employer));

        String location = String.valueOf(answer.expectStatus()
                .isCreated()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location"));
        get(location)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.employerId")
                .isEqualTo(employer.toString())
                .jsonPath("$.companyId")
                .isEqualTo(companiesOf(employer).get(0).id().toString())
                .jsonPath("$.employmentType")
                .isEqualTo("PART_TIME")
                .jsonPath("$.location")
                .isEqualTo("Kiel")
                .jsonPath("$.salary.maximum")
                .isEqualTo(42000.50)
                .jsonPath("$.skills[1]")
                .isEqualTo("MIG")
                .jsonPath("$.remote")
                .isEqualTo(true)
                .jsonPath("$.status")
                .isEqualTo("OPEN")
                .jsonPath("$.version")
                .isEqualTo(1);
    }

    @Test
    void isPostedOnceWhenTheRequestComesTwice() {
        // Given
        UUID employer = registeredEmployer();
        Map<String, Object> body = Map.of(
                "employerId", employer, "title", "Welder", "description", "Welds", "employmentType", "FULL_TIME");
        String key = UUID.randomUUID().toString();

        // When
        for (int request = 0; request < 2; request++) {
            http.post()
                    .uri("/api/jobs")
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("Idempotency-Key", key)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        // Then
        get("/api/jobs?employerId=" + employer).expectBody().jsonPath("$.total").isEqualTo(1);
    }

    @Test
    void isPostedForACompanyToo() {
        CompanySeen company = companiesOf(registeredEmployer()).get(0);

        var answer = post(
                "/api/jobs",
                Map.of(
                        "companyId",
                        company.id(),
                        "title",
                        "Welder",
                        "description",
                        "Welds",
                        "employmentType",
                        "CONTRACT"));

        answer.expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.employerId")
                .isEqualTo(company.ownerId().toString());
    }

    @Test
    void isNotPostedForSomebodyWithoutACompany() {
        UUID nobody = UUID.randomUUID();

        var answer = post(
                "/api/jobs",
                Map.of("employerId", nobody, "title", "Welder", "description", "Welds", "employmentType", "CONTRACT"));

        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("employerId: has no company profile: " + nobody
                        + "; an employer gets one moments after registering, a job seeker gets none");
    }

    @Test
    void isNotPostedForTheCompanyOfAnother() {
        CompanySeen company = companiesOf(registeredEmployer()).get(0);
        UUID other = registeredEmployer();

        var answer = post(
                "/api/jobs",
                Map.of(
                        "companyId",
                        company.id(),
                        "employerId",
                        other,
                        "title",
                        "Welder",
                        "description",
                        "Welds",
                        "employmentType",
                        "CONTRACT"));

        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("employerId: is not the owner of the company " + company.id());
    }

    @Test
    void isEditedAtTheVersionThatWasRead() {
        JobSeen job = openJob();
        Map<String, Object> revision =
                Map.of("version", 1, "title", "Master welder", "description", "Welds", "employmentType", "FULL_TIME");

        put("/api/jobs/" + job.id(), revision)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Master welder")
                .jsonPath("$.version")
                .isEqualTo(2);

        put("/api/jobs/" + job.id(), revision)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("version: is 1, but the job is at version 2; read it again and repeat the change");
    }

    @Test
    void isClosedAndOpenedAgain() {
        JobSeen job = openJob();

        JobSeen closed = changeStatus(job.id(), "CLOSED");
        JobSeen closedAgain = changeStatus(job.id(), "CLOSED");
        JobSeen opened = changeStatus(job.id(), "OPEN");

        assertThat(closed.status()).isEqualTo("CLOSED");
        assertThat(closedAgain.version()).as("nothing changed").isEqualTo(closed.version());
        assertThat(opened.status()).isEqualTo("OPEN");
        assertThat(opened.version()).isEqualTo(3);
    }

    @Test
    void isADraftUntilItIsOpened() {
        JobSeen draft = postJob(registeredEmployer(), Map.of("draft", true));

        JobSeen opened = changeStatus(draft.id(), "OPEN");

        assertThat(draft.status()).isEqualTo("DRAFT");
        assertThat(opened.status()).isEqualTo("OPEN");
    }

    @Test
    void isRemovedWithItsApplications() {
        JobSeen job = openJob();
        apply(job, UUID.randomUUID(), 1);

        http.delete().uri("/api/jobs/" + job.id()).exchange().expectStatus().isNoContent();

        get("/api/jobs/" + job.id())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is no job " + job.id());
    }

    @Test
    void isFoundByWhatItOffers() {
        UUID employer = registeredEmployer();
        postJob(employer, Map.of("title", "100% Rust_developer", "location", "Kiel", "remote", true));
        postJob(employer, Map.of("title", "Gardener", "skills", List.of("Roses", "Lawns"), "draft", true));
        String jobs = "/api/jobs?employerId=" + employer;

        assertThat(titles(jobs)).containsExactly("Gardener", "100% Rust_developer");
        assertThat(titles(jobs + "&q=rust_DEV")).containsExactly("100% Rust_developer");
        assertThat(titles(jobs + "&q=rustXdev")).isEmpty();
        assertThat(titles(jobs + "&q=roses")).containsExactly("Gardener");
        assertThat(titles(jobs + "&location=kiel&remote=true&status=OPEN&employmentType=FULL_TIME"))
                .containsExactly("100% Rust_developer");
        assertThat(titles(jobs + "&status=DRAFT")).containsExactly("Gardener");
        assertThat(titles(jobs + "&page=1&size=1")).containsExactly("100% Rust_developer");
    }

    @Test
    void isFoundByASkillAndBySalariesOfOneCurrency() {
        UUID employer = registeredEmployer();
        postJob(
                employer,
                Map.of("title", "Baker", "skills", List.of("Bread", "Cakes"), "salary", euros(20_000, 30_000)));
        postJob(employer, Map.of("title", "Brewer", "skills", List.of("Breadmaking"), "salary", euros(25_000, 45_000)));
        postJob(
                employer,
                Map.of("title", "Banker", "salary", Map.of("minimum", 90_000, "maximum", 99_000, "currency", "CHF")));
        postJob(employer, Map.of("title", "Beekeeper"));
        String jobs = "/api/jobs?sort=title&employerId=" + employer;

        assertThat(titles(jobs + "&skill=bread")).containsExactly("Baker");
        assertThat(titles(jobs + "&salary=30000.00&currency=EUR")).containsExactly("Baker", "Brewer");
        assertThat(titles(jobs + "&salary=30000.01&currency=EUR")).containsExactly("Brewer");
        assertThat(titles(jobs + "&currency=CHF")).containsExactly("Banker");
    }

    @Test
    void isListedInTheOrderThatIsAskedFor() {
        UUID employer = registeredEmployer();
        postJob(employer, Map.of("title", "cook", "salary", euros(10_000, 30_000)));
        postJob(employer, Map.of("title", "Barista", "salary", euros(20_000, 25_000)));
        postJob(employer, Map.of("title", "Dairy farmer", "salary", euros(15_000, 28_000)));
        String jobs = "/api/jobs?employerId=" + employer;

        assertThat(titles(jobs + "&sort=createdAt")).containsExactly("cook", "Barista", "Dairy farmer");
        assertThat(titles(jobs + "&sort=-createdAt")).containsExactly("Dairy farmer", "Barista", "cook");
        assertThat(titles(jobs + "&sort=title")).containsExactly("Barista", "cook", "Dairy farmer");
        assertThat(titles(jobs + "&sort=-title")).containsExactly("Dairy farmer", "cook", "Barista");
        assertThat(titles(jobs + "&sort=salary&currency=EUR")).containsExactly("Barista", "Dairy farmer", "cook");
        assertThat(titles(jobs + "&sort=-salary&currency=EUR")).containsExactly("cook", "Dairy farmer", "Barista");
        assertThat(titles(jobs + "&sort=-salary&currency=EUR&page=1&size=1")).containsExactly("Dairy farmer");
    }

    private static Map<String, Object> euros(int minimum, int maximum) {
        return Map.of("minimum", minimum, "maximum", maximum, "currency", "EUR");
    }

    private List<String> titles(String address) {
        Found found = get(address)
                .expectStatus()
                .isOk()
                .expectBody(Found.class)
                .returnResult()
                .getResponseBody();
        return java.util.Objects.requireNonNull(found).items().stream()
                .map(Titled::title)
                .toList();
    }

    record Titled(String title) {}

    record Found(List<Titled> items) {}
}
