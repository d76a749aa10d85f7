package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.testing.AccessMatrix;
import dev.avenant.testing.AccessScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Everything, asked as everybody. */
@Tag("broker")
class AccessTest extends JobServiceTestBase {

    private @Nullable UUID employer;

    @TestFactory
    Stream<DynamicNode> isAsTheDocumentSays(@Autowired ApplicationContext service) {
        return AccessMatrix.tests(
                Path.of("..", "docs", "access.md"),
                List.of("Every service", "job-service"),
                service,
                URI.create(address("/")),
                tokens,
                this::scene);
    }

    @Test
    void listsTheOpenJobsAndForAnEmployerTheOwnOnesInAnyState() {
        // Given
        UUID owner = employer();
        UUID open = postJob(owner, Map.of()).id();
        UUID draft = postJob(owner, Map.of("draft", true)).id();
        String list = "/api/jobs?size=100&employerId=" + owner;

        // When
        String forEverybody =
                body(RestTestClient.bindToServer().baseUrl(address("")).build(), list);
        String forAnother = body(as(tokens.of(UUID.randomUUID(), "EMPLOYER")), list);
        String forTheOwner = body(as(tokens.of(owner, "EMPLOYER")), list);

        // Then
        for (String others : List.of(forEverybody, forAnother)) {
            assertThat(others).contains(open.toString()).doesNotContain(draft.toString(), "DRAFT", "CLOSED");
        }
        assertThat(forTheOwner).contains(open.toString(), draft.toString());
    }

    @Test
    void showsWhomToAskAtACompanyToItsOwnerAndAdministratorsAlone() {
        // Given
        UUID owner = employer();
        CompanySeen company = companiesOf(owner).get(0);
        RestTestClient nobody =
                RestTestClient.bindToServer().baseUrl(address("")).build();
        RestTestClient another = as(tokens.of(UUID.randomUUID(), "EMPLOYER"));
        RestTestClient seeker = as(tokens.of(UUID.randomUUID(), "JOB_SEEKER"));
        RestTestClient own = as(tokens.of(owner, "EMPLOYER"));

        for (String path : List.of("/api/companies?ownerId=" + owner, "/api/companies/" + company.id())) {
            for (RestTestClient client : List.of(nobody, another, seeker)) {
                // When
                String answer = body(client, path);

                // Then
                assertThat(answer).contains(company.name()).doesNotContain(company.contactEmail(), "contact");
            }
            for (RestTestClient client : List.of(own, http)) {
                assertThat(body(client, path)).contains("\"contactEmail\":\"" + company.contactEmail() + "\"");
            }
        }
    }

    private static String body(RestTestClient client, String path) {
        return String.valueOf(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void takesWhoPostsFromTheToken() {
        UUID owner = employer();

        JobSeen job = Objects.requireNonNull(as(tokens.of(owner, "EMPLOYER"))
                .post()
                .uri("/api/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("title", "Welder", "description", "Welds", "employmentType", "FULL_TIME"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JobSeen.class)
                .returnResult()
                .getResponseBody());

        assertThat(job.employerId()).isEqualTo(owner);
    }

    private AccessScene scene(String row) {
        if (row.startsWith("GET /api/companies") || row.equals("GET /api/jobs")) {
            return new AccessScene(
                    Map.of(), Map.of("id", companiesOf(employer()).get(0).id()), null);
        }
        if (row.startsWith("PUT /api/companies")) {
            CompanySeen company = companiesOf(employer()).get(0);
            return ofEmployer(company.id(), Map.of("version", company.version(), "name", "Acme"));
        }
        if (row.startsWith("POST /api/jobs for")) {
            return ofEmployer(UUID.randomUUID(), posting(row.endsWith("company")));
        }
        JobSeen job = postJob(employer(), Map.of("draft", row.endsWith("a draft")));
        if (row.endsWith("closed")) {
            changeStatus(job.id(), "CLOSED");
        }
        return ofEmployer(job.id(), change(row, job));
    }

    private AccessScene ofEmployer(UUID id, @Nullable Object body) {
        return new AccessScene(Map.of("EMPLOYER", employer()), Map.of("id", id, "jobId", id), body);
    }

    private UUID employer() {
        UUID known = employer == null ? registeredEmployer() : employer;
        employer = known;
        return known;
    }

    private Object posting(boolean isForTheCompany) {
        Map<String, Object> posting =
                new HashMap<>(Map.of("title", "Welder", "description", "Welds", "employmentType", "FULL_TIME"));
        if (isForTheCompany) {
            posting.put("companyId", companiesOf(employer()).get(0).id());
        } else {
            posting.put("employerId", employer());
        }
        return posting;
    }

    private static @Nullable Object change(String row, JobSeen job) {
        if (row.startsWith("GET") || row.startsWith("DELETE")) {
            return null;
        }
        return row.startsWith("PUT /api/jobs/{id}/status")
                ? Map.of("status", "CLOSED")
                : Map.of(
                        "version", job.version(),
                        "title", "Welder",
                        "description", "Welds well",
                        "employmentType", "FULL_TIME");
    }
}
