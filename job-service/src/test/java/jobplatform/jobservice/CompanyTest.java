package jobplatform.jobservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserUpdated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class CompanyTest extends JobServiceTestBase {

    @Test
    void isMadeOnceForAnEmployerHoweverOftenTheEventComes() {
        UUID employer = UUID.randomUUID();
        UserCreated created = UserCreated.newBuilder(userCreated(employer, 1, UserType.EMPLOYER))
                .setCompanyName("Acme Ltd")
                .build();

        log.publish("user-events", employer, created, "first-" + employer);
        log.publish("user-events", employer, created, "first-" + employer);
        log.publish("user-events", employer, created, "again-" + employer);
        awaitContact(employer, 2, "behind@example.com");

        assertThat(companiesOf(employer))
                .singleElement()
                .satisfies(company -> assertThat(company.name()).isEqualTo("Acme Ltd"));
    }

    @Test
    void saysNothingOfItsOwnerUntilSomebodyNamesIt() {
        UUID employer = registeredEmployer();
        CompanySeen company = companiesOf(employer).get(0);
        assertThat(company.name()).isEqualTo("Unnamed company");
        put("/api/companies/" + company.id(), Map.of("version", 1, "name", "Unnamed company", "description", "Welds"))
                .expectStatus()
                .isOk();

        log.publish("user-events", employer, named(employer, 2, "Acme Ltd"));
        awaitName(employer, "Acme Ltd");
        log.publish("user-events", employer, named(employer, 3, "Acme Holding"));
        awaitContact(employer, 4, "fourth@example.com");

        assertThat(companiesOf(employer).get(0).name())
                .as("who has named the company names it from then on at the company")
                .isEqualTo("Acme Ltd");
    }

    @Test
    void keepsTheNameThatItsOwnerGaveIt() {
        UUID employer = registeredEmployer();
        CompanySeen company = companiesOf(employer).get(0);
        put("/api/companies/" + company.id(), Map.of("version", 1, "name", "Acme Works"))
                .expectStatus()
                .isOk();

        log.publish("user-events", employer, named(employer, 2, "Acme Ltd"));
        awaitContact(employer, 3, "third@example.com");

        assertThat(companiesOf(employer).get(0).name()).isEqualTo("Acme Works");
    }

    @Test
    void hasNothingLeftOfWhatItToldWhenItsOwnerIsGone() {
        UUID employer = registeredEmployer();
        CompanySeen company = companiesOf(employer).get(0);
        put(
                        "/api/companies/" + company.id(),
                        Map.of(
                                "version", 1,
                                "name", "Ann Lee Welding",
                                "description", "Ann Lee welds",
                                "website", "https://ann-lee.example",
                                "location", "Ann's garage"))
                .expectStatus()
                .isOk();

        log.publish("user-events", employer, userDeleted(employer, 2, UserType.EMPLOYER));

        awaitName(employer, "Unnamed company");
        get("/api/companies/" + company.id())
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContainIgnoringCase("ann"));
    }

    @Test
    void isNotMadeForAJobSeeker() {
        UUID seeker = UUID.randomUUID();

        log.publish("user-events", seeker, userCreated(seeker, 1, UserType.JOB_SEEKER));
        log.publish("user-events", seeker, userCreated(seeker, 1, UserType.UNSPECIFIED));
        UUID behind = employerBehind(seeker);

        assertThat(companiesOf(behind)).hasSize(1);
        assertThat(companiesOf(seeker)).isEmpty();
    }

    @Test
    void followsTheContactAndIgnoresAnOlderOne() {
        UUID employer = registeredEmployer();

        awaitContact(employer, 3, "third@example.com");
        log.publish("user-events", employer, userUpdated(employer, 2, "second@example.com"));
        awaitContact(employer, 4, "fourth@example.com");

        assertThat(companiesOf(employer))
                .singleElement()
                .satisfies(company -> assertThat(company.version())
                        .as("one version for each contact taken")
                        .isEqualTo(3));
    }

    @Test
    void forgetsTheContactOfADeletedOwnerAndIsNotMadeAfterwards() {
        UUID employer = registeredEmployer();
        UUID late = UUID.randomUUID();

        log.publish("user-events", employer, userDeleted(employer, 2, UserType.EMPLOYER));
        log.publish("user-events", late, userDeleted(late, 2, UserType.EMPLOYER));
        log.publish("user-events", late, userCreated(late, 1, UserType.EMPLOYER));
        UUID behind = employerBehind(late);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> companiesOf(employer).get(0).contactEmail() == null);
        assertThat(companiesOf(behind)).hasSize(1);
        assertThat(companiesOf(late)).isEmpty();
    }

    @Test
    void presentsItselfAsItsOwnerSays() {
        CompanySeen company = companiesOf(registeredEmployer()).get(0);

        var answer = put(
                "/api/companies/" + company.id(),
                Map.of("version", 1, "name", "Acme Works", "website", "https://acme.example"));

        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Acme Works")
                .jsonPath("$.website")
                .isEqualTo("https://acme.example")
                .jsonPath("$.contactEmail")
                .isEqualTo(company.contactEmail())
                .jsonPath("$.version")
                .isEqualTo(2);
        put("/api/companies/" + company.id(), Map.of("version", 1, "name", "Too Late"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("version: is 1, but the company is at version 2; read it again and repeat the change");
    }

    /** Registers an employer behind what was published for that key, on the same partition, and waits for the company. */
    private UUID employerBehind(UUID key) {
        UUID behind = UUID.randomUUID();
        log.publish("user-events", key, userCreated(behind, 1, UserType.EMPLOYER));
        awaitCompanies(behind, 1);
        return behind;
    }

    private void awaitContact(UUID employer, long version, String email) {
        log.publish("user-events", employer, userUpdated(employer, version, email));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> companiesOf(employer).stream().anyMatch(company -> email.equals(company.contactEmail())));
    }

    private void awaitName(UUID employer, String name) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> companiesOf(employer).get(0).name().equals(name));
    }

    private static UserUpdated named(UUID id, long version, String companyName) {
        return UserUpdated.newBuilder(userUpdated(id, version, id + "@example.com"))
                .setCompanyName(companyName)
                .build();
    }

    private static UserUpdated userUpdated(UUID id, long version, String email) {
        return UserUpdated.newBuilder()
                .setUserId(id)
                .setVersion(version)
                .setChangedFields(List.of("email"))
                .setUsername("user-" + id)
                .setEmail(email)
                .setUserType(UserType.EMPLOYER)
                .setUpdatedAt(NOW)
                .build();
    }
}
