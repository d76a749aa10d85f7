package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Nothing is done that the topic of actions cannot keep: here there is no such topic. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.audit.topic=unrecorded-actions")
class UnrecordedActionTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        LocalUser.add(properties, LocalUser.of("ada", "p", "role=admin"));
    }

    @AfterAll
    static void deleteTopics() throws Exception {
        topics.deleteAll();
    }

    @Test
    void anActionThatCannotBeRecordedDoesNotBegin() throws Exception {
        topics.create(1, "unrecorded.books.dlt", "unrecorded.books.replay");
        topics.send(List.of(LetterTopics.own("unrecorded", 0, "k", "HANDLER_FAILED", "x".getBytes(UTF_8))));
        String address = "/api/v1/dead-letters/unrecorded.books.dlt/replay";
        String listed = new JsonMapper()
                .readTree(ask("GET", address, "").html())
                .path("listed")
                .asText();

        Page answer = ask("POST", address, "{\"listed\":\"" + listed + "\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(detail(answer))
                .startsWith(
                        "The audit record could not be written to the topic unrecorded-actions, so nothing was done: ");
        assertThat(topics.read("unrecorded.books.replay")).isEmpty();
    }

    private static String detail(Page answer) throws JsonProcessingException {
        return new JsonMapper().readTree(answer.html()).path("detail").asText();
    }

    private Page ask(String method, String path, String body) {
        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        return Visitor.of(port).send(method, path, body, headers).page();
    }
}
