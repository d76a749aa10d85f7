package jobplatform.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

@Tag("broker")
class BadInputTest extends UserServiceTestBase {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"username":"ann","email":"a@b.example","password":"longenough","admin":true} | admin: is not a known field; known are companyName, email, fullName, password, userType, username
                    {"username":5,"email":"a@b.example","password":"longenough"}                  | username: must be a text
                    {"username":["ann"],"email":"a@b.example","password":"longenough"}            | username: must be a text
                    {"username":"ann","email":{"at":"b"},"password":"longenough"}                 | email: must be a text
                    {"username":"ann","email":"a@b.example","password":12345678}                  | password: must be a text
                    {"username":"ann","email":"a@b.example","password":{"clearText":"x"}}         | password: must be a text
                    {"username":"ann","email":"a@b.example","password":"longenough","userType":"ADMIN"} | userType: must be one of JOB_SEEKER, EMPLOYER
                    {"username":"ann","email":"a@b.example","password":"longenough","userType":1} | userType: must be one of JOB_SEEKER, EMPLOYER
                    {"email":"a@b.example","password":"longenough"}                               | username: must be given
                    {"username":null,"email":null,"password":null}                                | email: must be given; password: must be given; username: must be given
                    {"username":"ann","email":"a@b.example","password":"short"}                   | password: must have at least 8 characters and at most 72 bytes in UTF-8
                    {"username":"ann","email":"nowhere","password":"longenough"}                  | email: must be an e-mail address of at most 254 characters
                    {"username":"a b","email":"a@b.example","password":"longenough"}              | username: must have 3 to 50 characters, each a letter from a to z, a digit, '.', '_' or '-'
                    {"username":"ann","email":"a@b.example","password":"longenough","fullName":" "} | fullName: must have 1 to 200 characters in one line and must not be blank
                    {"username":"ann","email":"a@b.example","password":"longenough","fullName":"\\u200b"} | fullName: must have 1 to 200 characters in one line and must not be blank
                    {"username":"ann","email":"a@b.example","password":"longenough","companyName":"a\\u2028b"} | companyName: must have 1 to 200 characters in one line and must not be blank
                    {"username":"ann","email":"a@b.example","password":"longenough","companyName":"a\\u0085b"} | companyName: must have 1 to 200 characters in one line and must not be blank
                    {"username":"a\\u0000n","email":"a@b.example","password":"longenough"}        | username: must not contain the character U+0000, but does at position 1
                    {"username":"ann","email":"a@b.example","password":"long\\u0000enough"}       | password: must not contain the character U+0000, but does at position 4
                    {"username":"ann","email":"a@b.example","password":"longenough","fullName":"\\ud800"} | fullName: must be valid Unicode, but has half a surrogate pair at position 0
                    {"username":"ann",                                                            | The body is not valid JSON: line 1, column 19
                    {"username":"ann"} {}                                                         | The body must be one JSON value, with nothing after it
                    [1,2]                                                                         | The body must be an object
                    "text"                                                                        | The body must be an object
                    null                                                                          | The body is missing or cannot be read
                    {"username":"ann","username":"bob"}                                           | The body is not valid JSON: line 1, column 29
                    """)
    void namesTheFieldAndWhatWasExpected(String body, String detail) {
        var answer = post("/api/users", body);

        answer.expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.status")
                .isEqualTo(400)
                .jsonPath("$.trace")
                .doesNotExist();
    }

    @Test
    void refusesAnIdThatIsNoUuid() {
        http.get()
                .uri("/api/users/42")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("id: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11");
    }

    @Test
    void saysThatAnUnknownUserIsUnknown() {
        UUID nobody = UUID.randomUUID();

        http.delete()
                .uri("/api/users/" + nobody)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is no user " + nobody);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/users?page=-1      | page: must be at least 0
                    /api/users?page=abc     | page: must be a whole number
                    /api/users?size=0       | size: must be at least 1
                    /api/users?size=101     | size: must be at most 100
                    /api/users?size=1.5     | size: must be a whole number
                    /api/users?page=99999999999999999999 | page: must be a whole number
                    /api/users?page=%00     | The query must not contain the character U+0000 (%00)
                    """)
    void refusesPagesThatCannotBe(String address, String detail) {
        var answer = http.get().uri(URI.create(address(address))).exchange();

        answer.expectStatus().isBadRequest().expectBody().jsonPath("$.detail").isEqualTo(detail);
    }

    @Test
    void refusesAnotherMediaType() {
        var answer = http.post()
                .uri("/api/users")
                .contentType(MediaType.TEXT_PLAIN)
                .body("username=ann")
                .exchange();

        answer.expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Content-Type 'text/plain' is not supported.");
    }

    @Test
    void refusesAnotherMethod() {
        var answer = http.method(HttpMethod.PUT).uri("/api/users").exchange();

        answer.expectStatus()
                .isEqualTo(405)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Method 'PUT' is not supported.");
    }

    @Test
    void refusesToAnswerInAnotherMediaType() {
        var answer = http.get().uri("/api/users").header("Accept", "image/png").exchange();

        answer.expectStatus().isEqualTo(406).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void saysThatThereIsNothingElsewhere() {
        var answer = http.get().uri("/api/nothing").exchange();

        answer.expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("There is nothing at this address");
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        var answer = post("/api/users", "{\"username\":\"" + "a".repeat(300_000) + "\"}");

        answer.expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The body must have at most 262144 bytes");
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws Exception {
        byte[] body =
                ("{\"username\":\"" + "a".repeat(300_000) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(address("/api/users")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(chunked, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"detail\":\"The body must have at most 262144 bytes\"");
    }

    @Test
    void refusesADeeplyNestedBody() {
        var answer = post("/api/users", "[".repeat(50_000));

        answer.expectStatus().isBadRequest();
    }
}
