package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that go with every answer, as {@code response.http.headers.config} says. */
@Tag("fast")
class ResponseHeadersTest {

    private static HttpHeaders headers(String config, String path) throws IOException, InterruptedException {
        SchemaRegistryConfig settings = SchemaRegistryConfig.inMemory().with("response.http.headers.config", config);
        try (SchemaRegistry registry = SchemaRegistry.start(settings)) {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(registry.url().resolve(path)).build(), BodyHandlers.discarding())
                    .headers();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subjects", "/subjects/none/versions", "/none", "/-/ready"})
    void areSetOnceAndAddedEachTimeWhateverTheAnswerIs(String path) throws Exception {
        HttpHeaders headers = headers(
                "set X-Once: a, set X-Once: b, add X-Each: a, add X-Each: b, \"set Cache-Control: no-cache, no-store\"",
                path);

        assertThat(headers.allValues("X-Once")).containsExactly("b");
        assertThat(headers.allValues("X-Each")).containsExactly("a", "b");
        assertThat(headers.allValues("Cache-Control")).containsExactly("no-cache, no-store");
    }

    @Test
    void tellTheTimeSoManyMillisecondsFromTheAnswer() throws Exception {
        HttpHeaders headers = headers("setDate Expires: 3600000, addDate X-Earlier: -3600000", "/subjects");

        Instant now = Instant.now();
        Duration minute = Duration.ofMinutes(1);
        assertThat(timeOf(headers, "Expires")).isBetween(now.plusSeconds(3600).minus(minute), now.plusSeconds(3600));
        assertThat(timeOf(headers, "X-Earlier"))
                .isBetween(now.minusSeconds(3600).minus(minute), now.minusSeconds(3600));
    }

    private static Instant timeOf(HttpHeaders headers, String name) {
        String value = headers.firstValue(name).orElseThrow();
        return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Once: a", "put X-Once: a", "set X-Once a", "setDate Expires: soon"})
    void areRefusedAtTheStartWhenTheyAreNotWrittenSo(String config) {
        SchemaRegistryConfig settings = SchemaRegistryConfig.inMemory().with("response.http.headers.config", config);

        assertThatThrownBy(() -> SchemaRegistry.start(settings))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage(
                        "response.http.headers.config has '" + config + "', but every part must be set, add, setDate"
                                + " or addDate, a name, a colon and a value, such as \"add Cache-Control: no-cache, no-store\""
                                + " (in double quotes where it has a comma)");
    }
}
