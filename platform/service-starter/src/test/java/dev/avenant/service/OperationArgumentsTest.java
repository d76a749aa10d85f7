package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.testing.TestIssuer;
import dev.avenant.testing.TestTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** What an operation of the actuator is given: numbers and booleans are arguments there as texts are, and nowhere else. */
@Tag("broker")
@SpringBootTest(
        classes = TestService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.endpoints.web.exposure.include=letters")
@Import(OperationArgumentsTest.Letters.class)
class OperationArgumentsTest {

    @Endpoint(id = "letters")
    static class Letters {

        record Replay(
                boolean all,
                @Nullable Double rate,
                @Nullable String key) {}

        @WriteOperation
        Replay replay(boolean all, @Nullable Double rate, @Nullable String key) {
            return new Replay(all, rate, key);
        }
    }

    private static final TestIssuer KEYS = TestIssuer.start();

    @LocalServerPort
    private int port;

    @Autowired
    private JsonMapper json;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("avenant.service.access.keys-url", KEYS::keysUrl);
    }

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'all': true, 'rate': 5} | {'all':true,'rate':5.0}",
                "{'all': false, 'rate': 0.25, 'key': 'a'} | {'all':false,'rate':0.25,'key':'a'}",
                "{'all': true, 'rate': 1e2, 'key': 7} | {'all':true,'rate':100.0,'key':'7'}",
                "{'all': true, 'rate': null} | {'all':true}",
                "{'all': 'true', 'rate': '5'} | {'all':true,'rate':5.0}"
            })
    void takesTextsNumbersAndBooleans(String body, String answer) throws Exception {
        HttpResponse<String> given = post(body);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(quoted(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'all': true, 'key': {'a': 1}} | key | must be a text",
                "{'all': true, 'key': ['a']} | key | must be a text",
                "{'all': true, 'key': 'a\\u0000'} | key | must not contain the character U+0000, but does at position 1"
            })
    void refusesWhatIsNoArgument(String body, String field, String message) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(HttpProbe.problem(answer)).isEqualTo("400 application/problem+json " + field + ": " + message);
    }

    record Labelled(Map<String, String> labels) {}

    @Test
    void isAsStrictAsEverWithTheTextsOfABody() {
        assertThatThrownBy(() -> json.readValue("{\"labels\": {\"size\": 5}}", Labelled.class))
                .isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> json.readValue("[{\"size\": 5}]", new TypeReference<List<Map<String, String>>>() {}))
                .isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> json.readValue("5", String.class)).isInstanceOf(MismatchedInputException.class);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        String administrator =
                new TestTokens(KEYS, "the-issuer", "the-audience").of(UUID.randomUUID(), "ADMINISTRATOR");
        return new HttpProbe(port).postWith(administrator, "/actuator/letters", quoted(body));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
