package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

@Tag("broker")
class BadInputTest extends SearchServiceTestBase {

    private static final int PATIENCE_MILLIS = 20_000;

    private static final String NO_CURSOR =
            "cursor: is not one that this search answered; it goes with the q and the filters of the page that it came"
                    + " with, so leave it out to begin again";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jobs?wage=5                   | wage: is not a known parameter; known are currency, cursor, employmentType, location, q, remote, salary, size, skill
                    jobs?q=a&page=2               | page: is not a known parameter; known are currency, cursor, employmentType, location, q, remote, salary, size, skill
                    jobs?employmentType=GIG       | employmentType[0]: must be one of FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY
                    jobs?remote=maybe             | remote: must be true or false
                    jobs?size=0                   | size: must be at least 1
                    jobs?size=101                 | size: must be at most 100
                    jobs?size=many                | size: must be a whole number
                    jobs?salary=60000             | currency: must be given with a salary, such as EUR
                    jobs?salary=-1&currency=EUR   | salary: must not be negative
                    jobs?salary=1.005&currency=EUR | salary: must have at most two decimal places
                    jobs?salary=5&currency=euro   | currency: must be an ISO 4217 code, such as EUR
                    jobs?skill=+                  | skill[0]: must not be blank
                    jobs?q=a%00b                  | The query must not contain the character U+0000 (%00)
                    suggestions                   | q: must be given
                    suggestions?q=a&size=21       | size: must be at most 20
                    suggestions?p=a               | p: is not a known parameter; known are q, size
                    """)
    void namesTheParameterAndWhatWasExpected(String path, String detail) {
        get("/api/search/" + path)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%F0%9F%A6%84", "AAAA", "null", "%20", "=="})
    void saysThatACursorIsNone(String cursor) {
        get("/api/search/jobs?cursor=" + cursor)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(NO_CURSOR);
    }

    @Test
    void saysThatACursorIsOfAnotherSearchOrWasChanged() {
        publish(job("Engineer one", 1));
        publish(job("Engineer two", 2));
        awaitTotal(2);
        String cursor = String.valueOf(search("engineer", "size=1").nextCursor());
        char first = cursor.charAt(0) == 'A' ? 'B' : 'A';

        get("/api/search/jobs?q=engineer&skill=" + mark + "&cursor=" + cursor)
                .expectStatus()
                .isOk();
        get("/api/search/jobs?q=other&skill=" + mark + "&cursor=" + cursor)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(NO_CURSOR);
        get("/api/search/jobs?q=engineer&skill=" + mark + "&cursor=" + first + cursor.substring(1))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void refusesAQueryOfMoreThanTwoHundredCharacters() {
        get("/api/search/jobs?q=" + "a".repeat(201))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("q: must have at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/search/jobs?q=%zz HTTP/1.1|",
                "GET /api/search/jobs?q=%ff HTTP/1.1|",
                "GET /api/search/jobs?q=1;size=<> HTTP/1.1|",
                "GET /api/search/%00 HTTP/1.1|",
                "GET /api/search/..;/..;/secrets HTTP/1.1|",
                "BREW /api/search/jobs HTTP/1.1|",
                "TRACE /api/search/jobs HTTP/1.1|",
                "POST /api/search/jobs HTTP/1.1|Content-Type: application/json\nContent-Length: 2\n\n{}",
                "DELETE /api/search/jobs HTTP/1.1|",
                "GET /api/search/jobs HTTP/9.9|",
                "GET /api/search/jobs HTTP/1.1|Accept: not a media type"
            })
    void areTheCallersFault(String request) throws IOException {
        String answer = send(request.replace("|", "\nHost: localhost\nConnection: close\n"));

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
        assertThat(answer).doesNotContain("Exception", "\tat ", "Apache Tomcat/");
    }

    private String send(String lines) throws IOException {
        String request = lines.contains("\n\n") ? lines : lines + "\n\n";
        URI service = URI.create(address("/"));
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
