package dev.avenant.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a service answers when it does not do what it was asked. */
@Tag("broker")
@SpringBootTest(
        classes = TestService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.service.max-body=1KB")
class ProblemDetailsTest {

    private static final String PROBLEM = " application/problem+json ";
    private static final String FORM = "application/x-www-form-urlencoded";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/nothing | 404 | There is nothing at this address",
                "/api/things/changed | 409 | Somebody changed this at the same time; read it again and repeat",
                "/api/things?page=x | 400 | page: must be a whole number",
                "/api/things?page=0x1 | 400 | page: must be a whole number",
                "/api/things?page=1&page=2 | 400 | page: must be given once, but is given 2 times",
                "/api/things%2F1 | 400 | The request cannot be read or is not served: Bad Request",
                "/api/things?size=101 | 400 | size: must be at most 100",
                "/api/things?page=-1 | 400 | page: must be at least 0",
                "/api/things?pages=1&size=2 | 400 | pages: is not a known parameter; known are page, size",
                "/api/things/made?name=x&nam=y | 400 | nam: is not a known parameter; known are name",
                "/api/things/stored?q= | 400 | q: is not a known parameter; there are none here",
                "/api/things?q=a%00b | 400 | The query must not contain the character U+0000 (%00)",
                "/api/things?=x | 400 | The query has a parameter without a name or one that is not URL-encoded UTF-8, or too many of them",
                "/api/things?q=%ff | 400 | The query has a parameter without a name or one that is not URL-encoded UTF-8, or too many of them"
            })
    void saysWhatIsWrong(String path, int status, String detail) throws Exception {
        assertThat(HttpProbe.problem(new HttpProbe(port).get(path))).isEqualTo(status + PROBLEM + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/things?pages=1 | '' | pages: is not a known parameter; known are page, size",
                "POST | /api/things/signed?nam=x | name=x | nam: is not a known parameter; known are name",
                "POST | /api/things/signed?n%61m=x | name=x | nam: is not a known parameter; known are name",
                "POST | /api/things/signed?%ff=x | name=x | The query has a parameter without a name or one that is not URL-encoded UTF-8, or too many of them"
            })
    void refusesAnUnknownParameterWhateverTheBodySaysThatItIs(String method, String path, String body, String detail)
            throws Exception {
        HttpResponse<String> answer = new HttpProbe(port).send(method, path, FORM, body);

        assertThat(HttpProbe.problem(answer)).isEqualTo("400" + PROBLEM + detail);
    }

    @Test
    void leavesTheFieldsOfAFormToTheMethod() throws Exception {
        HttpResponse<String> answer =
                new HttpProbe(port).send("POST", "/api/things/signed?n%61me=a", FORM, "name=b&other=c");

        assertThat(answer.body()).isEqualTo("a,b");
    }

    @Test
    void saysWhatAnAddressServesAlsoWhenItHasParameters() throws Exception {
        HttpResponse<String> answer = new HttpProbe(port).send("OPTIONS", "/api/things?page=0", "application/json", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow").orElse("none").split(","))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    }

    @Test
    void saysWhatAParameterThatIsNoObjectMustBe() throws Exception {
        String thing = "{\"name\":\"x\",\"count\":1}";

        assertThat(HttpProbe.problem(new HttpProbe(port).post("/api/things/made?fail=maybe", thing)))
                .isEqualTo("400" + PROBLEM + "fail: must be true or false");
        assertThat(HttpProbe.problem(new HttpProbe(port).post("/api/things/made/status?status=ok", thing)))
                .isEqualTo("400" + PROBLEM + "status: must be a whole number");
    }

    @Test
    void doesNothingForWhoAcceptsNoAnswerThatItHas() throws Exception {
        String thing = "{\"name\":\"unaccepted\",\"count\":1}";

        HttpResponse<String> refused = new HttpProbe(port).postAccepting("image/png", "/api/things/made", thing);
        HttpResponse<String> unreadable = new HttpProbe(port).postAccepting(";;;", "/api/things/made", thing);

        assertThat(HttpProbe.problem(refused))
                .isEqualTo("406" + PROBLEM + "Acceptable representations: [application/json].");
        assertThat(HttpProbe.problem(unreadable))
                .isEqualTo(
                        "400" + PROBLEM + "The header Accept must be a list of media types, such as application/json");
        assertThat(new HttpProbe(port).get("/api/things/made?name=unaccepted").body())
                .isEqualTo("0");
    }

    @Test
    void readsNothingButJson() throws Exception {
        HttpResponse<String> answer =
                new HttpProbe(port).send("POST", "/api/things", "application/yaml", "{\"name\":\"x\",\"count\":1}");

        assertThat(HttpProbe.problem(answer))
                .isEqualTo("415" + PROBLEM + "Content-Type 'application/yaml' is not supported.");
    }

    @Test
    void tellsNothingOfItsInsideWhenItFails() throws Exception {
        HttpResponse<String> answer = new HttpProbe(port).get("/api/things/broken");

        assertThat(HttpProbe.problem(answer)).isEqualTo("500" + PROBLEM + "The service failed; its log says why");
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                new HttpProbe(port).post("/api/things", "{\"name\":\"" + "a".repeat(1024) + "\",\"count\":1}");

        assertThat(HttpProbe.problem(answer)).isEqualTo("413" + PROBLEM + "The body must have at most 1024 bytes");
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws Exception {
        byte[] large = ("{\"name\":\"" + "a".repeat(1024) + "\",\"count\":1}").getBytes(UTF_8);

        HttpResponse<String> answer = new HttpProbe(port)
                .post("/api/things", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(HttpProbe.problem(answer)).isEqualTo("413" + PROBLEM + "The body must have at most 1024 bytes");
    }

    @Test
    void answersAPageOfAListWithAndWithoutALastSlash() throws Exception {
        String page = "{\"items\":[1,2,3],\"page\":0,\"size\":20,\"total\":3}";

        assertThat(new HttpProbe(port).get("/api/things").body()).isEqualTo(page);
        assertThat(new HttpProbe(port).get("/api/things/").body()).isEqualTo(page);
    }
}
