package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the list shows, and in which order. Each test looks in a place of its own. */
@Tag("broker")
class UserListTest extends UserServiceTestBase {

    private final String place = newName("Place");

    @Test
    void showsThoseWhoMeetAllCriteriaWhateverTheCase() {
        String baker = seeker("baker", List.of("Baking", "Java"));
        seeker("miller", List.of("Milling"));
        seeker("writer", List.of("JavaScript"));
        String boss = employer("boss", List.of("java"));

        assertThat(usernames("skill=JAVA")).containsExactly(baker, boss);
        assertThat(usernames("skill=java&userType=EMPLOYER")).containsExactly(boss);
        assertThat(usernames("skill=%25")).isEmpty();
        assertThat(usernames("skill=Java&size=1&page=1")).containsExactly(boss);
    }

    @Test
    void sortsByWhatIsAskedForBothWays() {
        String b = seeker("b", List.of());
        String c = seeker("c", List.of());
        String a = seeker("A", List.of());

        assertThat(usernames("")).containsExactly(b, c, a);
        assertThat(usernames("sort=createdAt")).containsExactly(b, c, a);
        assertThat(usernames("sort=-createdAt")).containsExactly(a, c, b);
        assertThat(usernames("sort=username")).containsExactly(a, b, c);
        assertThat(usernames("sort=-username")).containsExactly(c, b, a);
        assertThat(usernames("sort=username&size=1&page=2")).containsExactly(c);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sort=email      | sort: must be one of createdAt, -createdAt, username, -username
                    sort=           | sort: must be one of createdAt, -createdAt, username, -username
                    userType=ADMIN  | userType: must be one of JOB_SEEKER, EMPLOYER, ADMINISTRATOR
                    skills=Java     | skills: is not a known parameter; known are location, page, size, skill, sort, userType
                    """)
    void refusesWhatItDoesNotKnow(String query, String detail) {
        var answer = http.get().uri("/api/users?" + query).exchange();

        answer.expectStatus().isBadRequest().expectBody().jsonPath("$.detail").isEqualTo(detail);
    }

    private String seeker(String name, List<String> skills) {
        return user(name, "JOB_SEEKER", skills);
    }

    private String employer(String name, List<String> skills) {
        return user(name, "EMPLOYER", skills);
    }

    private String user(String stem, String type, List<String> skills) {
        String name = newName(stem);
        UUID id = register(Map.of(
                "username", name, "email", name + "@example.com", "password", "correct horse", "userType", type));
        patch("/api/users/" + id, Map.of("skills", skills, "location", "Near " + place))
                .expectStatus()
                .isOk();
        return name;
    }

    private List<String> usernames(String query) {
        return Objects.requireNonNull(http.get()
                        .uri("/api/users?location=" + place.toLowerCase(java.util.Locale.ROOT) + "&" + query)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(Listed.class)
                        .returnResult()
                        .getResponseBody())
                .items()
                .stream()
                .map(Named::username)
                .toList();
    }

    /** What these tests read of an answer. */
    record Listed(List<Named> items) {}

    record Named(String username) {}
}
