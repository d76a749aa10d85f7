package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jobplatform.notification.events.JobSuggestionsDeclined;
import jobplatform.user.events.UserUpdated;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a user can do, where, and what they want to hear of. */
@Tag("broker")
class WorkProfileTest extends UserServiceTestBase {

    private static final String NOTIFICATION_EVENTS = "notification-events";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whoRegistersHasToldNothingAndWantsNothing() {
        UUID id = registerSeeker(newName("plain"));

        http.get()
                .uri("/api/users/" + id)
                .exchange()
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of())
                .jsonPath("$.location")
                .doesNotExist()
                .jsonPath("$.jobSuggestions")
                .isEqualTo(false);
    }

    @Test
    void aPatchKeepsEachSkillOnceWhateverItsCaseAndWithoutSpacesAround() {
        UUID id = registerSeeker(newName("tidy"));

        var answer = patch(
                "/api/users/" + id,
                Map.of("skills", List.of(" Java", "java ", "C++", "Machine   learning", "JAVA"), "location", " Köln "));

        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of("Java", "C++", "Machine learning"))
                .jsonPath("$.location")
                .isEqualTo("Köln")
                .jsonPath("$.jobSuggestions")
                .isEqualTo(false);
    }

    @Test
    void aPatchLeavesWhatItDoesNotNameAndAReplacementClearsIt() {
        String name = newName("clear");
        UUID id = registerSeeker(name);
        patch("/api/users/" + id, Map.of("skills", List.of("Java"), "location", "Berlin", "jobSuggestions", true));

        patch("/api/users/" + id, Map.of("fullName", "Ada Lee"))
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of("Java"))
                .jsonPath("$.location")
                .isEqualTo("Berlin")
                .jsonPath("$.jobSuggestions")
                .isEqualTo(true);
        put("/api/users/" + id, Map.of("version", 3, "username", name, "email", name + "@example.com"))
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of())
                .jsonPath("$.location")
                .doesNotExist()
                .jsonPath("$.jobSuggestions")
                .isEqualTo(false)
                .jsonPath("$.version")
                .isEqualTo(4);
    }

    @Test
    void theEventTellsTheWorkProfileAfterAnyChangeAndNamesItOnlyIfItChanged() {
        EventLog log = new EventLog(environment);
        UUID id = registerSeeker(newName("told"));
        patch("/api/users/" + id, Map.of("skills", List.of("Java"), "location", "Berlin", "jobSuggestions", true));
        patch("/api/users/" + id, Map.of("skills", List.of("Java"), "fullName", "Ada Lee"));

        List<ConsumerRecord<String, byte[]>> records = log.recordsOf("user-events", id.toString(), 3);

        UserUpdated first = (UserUpdated) log.decode(records.get(1));
        assertThat(first.getChangedFields()).containsExactly("workProfile");
        UserUpdated second = (UserUpdated) log.decode(records.get(2));
        assertThat(second.getChangedFields()).containsExactly("fullName");
        assertThat(second.getWorkProfile()).hasValueSatisfying(work -> {
            assertThat(work.getSkills()).containsExactly("Java");
            assertThat(work.getLocation()).contains("Berlin");
            assertThat(work.getJobSuggestions()).isTrue();
        });
    }

    @Test
    void aProcessOfTheReleaseBeforeGoesOnRegisteringAndLeavesTheWorkProfileAlone(@Autowired JdbcClient database) {
        UUID id = registerSeeker(newName("side"));
        patch("/api/users/" + id, Map.of("skills", List.of("Java"), "jobSuggestions", true));
        UUID registeredThere = UUID.randomUUID();
        String name = newName("before");

        database.sql("""
                        insert into users (id, version, username, email, password_hash, user_type, created_at, updated_at)
                        values (:id, 1, :name, :name || '@example.com', '-', 'JOB_SEEKER', now(), now())
                        """).param("id", registeredThere).param("name", name).update();
        database.sql("update users set version = 3, full_name = 'Ada Lee' where id = :id")
                .param("id", id)
                .update();

        http.get()
                .uri("/api/users/" + registeredThere)
                .exchange()
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of());
        http.get()
                .uri("/api/users/" + id)
                .exchange()
                .expectBody()
                .jsonPath("$.skills")
                .isEqualTo(List.of("Java"))
                .jsonPath("$.jobSuggestions")
                .isEqualTo(true);
    }

    @Test
    void whoEndsSuggestionsByALinkHasEndedThemInTheProfileToo() {
        EventLog log = new EventLog(environment);
        UUID id = registerSeeker(newName("tired"));
        patch("/api/users/" + id, Map.of("skills", List.of("Java"), "location", "Berlin", "jobSuggestions", true));

        log.publish(NOTIFICATION_EVENTS, id, declined(id, Instant.now()));
        log.publish(NOTIFICATION_EVENTS, id, declined(id, Instant.now()));

        await().atMost(SOON).until(() -> !wantsSuggestions(id));
        var updated = (UserUpdated)
                log.decode(log.recordsOf("user-events", id.toString(), 3).get(2));
        assertThat(updated.getVersion()).isEqualTo(3);
        assertThat(updated.getChangedFields()).containsExactly("workProfile");
        assertThat(updated.getWorkProfile()).hasValueSatisfying(work -> {
            assertThat(work.getJobSuggestions()).isFalse();
            assertThat(work.getSkills()).containsExactly("Java");
            assertThat(work.getLocation()).hasValue("Berlin");
        });
    }

    @Test
    void whoAskedForSuggestionsAgainSinceGoesOnWantingThemAndWhoIsGoneStaysGone() {
        EventLog log = new EventLog(environment);
        UUID gone = registerSeeker(newName("gone"));
        http.delete().uri("/api/users/" + gone).exchange().expectStatus().isNoContent();
        UUID id = registerSeeker(newName("again"));
        Instant before = Instant.now().minusSeconds(1);
        patch("/api/users/" + id, Map.of("jobSuggestions", true));
        UUID witness = registerSeeker(newName("witness"));
        patch("/api/users/" + witness, Map.of("jobSuggestions", true));

        log.publish(NOTIFICATION_EVENTS, gone, declined(gone, Instant.now()));
        log.publish(NOTIFICATION_EVENTS, id, declined(id, before));
        log.publish(NOTIFICATION_EVENTS, id, declined(witness, Instant.now()));

        await().atMost(SOON).until(() -> !wantsSuggestions(witness));
        assertThat(wantsSuggestions(id)).isTrue();
        http.get().uri("/api/users/" + gone).exchange().expectStatus().isNotFound();
        assertThat(log.recordsOf("user-events", gone.toString(), 2)).hasSize(2);
    }

    private boolean wantsSuggestions(UUID id) {
        return Objects.requireNonNull(http.get()
                        .uri("/api/users/" + id)
                        .exchange()
                        .expectBody(Wishes.class)
                        .returnResult()
                        .getResponseBody())
                .jobSuggestions();
    }

    /** What these tests read of a profile. */
    record Wishes(boolean jobSuggestions) {}

    private static JobSuggestionsDeclined declined(UUID id, Instant at) {
        return JobSuggestionsDeclined.newBuilder()
                .setUserId(id)
                .setDeclinedAt(at)
                .build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"skills":[""]}                | skills[0]: must have 1 to 100 characters in one line, a letter or a digit among them
                    {"skills":["Java","\\u200b"]}  | skills[1]: must have 1 to 100 characters in one line, a letter or a digit among them
                    {"skills":["a\\nb"]}           | skills[0]: must have 1 to 100 characters in one line, a letter or a digit among them
                    {"skills":[null]}              | skills[0]: must have 1 to 100 characters in one line, a letter or a digit among them
                    {"skills":[1]}                 | skills[0]: must be a text
                    {"skills":"Java"}              | skills: must be a list
                    {"location":" "}               | location: must have 1 to 200 characters in one line and must not be blank
                    {"jobSuggestions":"yes"}       | jobSuggestions: must be true or false
                    """)
    void namesTheFieldAndWhatWasExpected(String body, String detail) {
        UUID id = registerSeeker(newName("wrong"));

        var answer = patch("/api/users/" + id, body);

        answer.expectStatus().isBadRequest().expectBody().jsonPath("$.detail").isEqualTo(detail);
    }

    @Test
    void boundsHowManySkillsThereAreAndHowLongTheyAre() {
        UUID id = registerSeeker(newName("bounds"));

        patch("/api/users/" + id, Map.of("skills", java.util.Collections.nCopies(51, "Java")))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("skills: must have at most 50 entries");
        patch("/api/users/" + id, Map.of("skills", List.of("J".repeat(101))))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("skills[0]: must have 1 to 100 characters in one line, a letter or a digit among them");
        patch("/api/users/" + id, Map.of("skills", List.of("J".repeat(100))))
                .expectStatus()
                .isOk();
    }

    private UUID registerSeeker(String name) {
        return register(Map.of("username", name, "email", name + "@example.com", "password", "correct horse"));
    }
}
