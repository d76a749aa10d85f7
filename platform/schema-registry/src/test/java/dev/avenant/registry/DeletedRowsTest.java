package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What softly deleted versions tell of their time, which recordings do not compare. */
@Tag("fast")
class DeletedRowsTest {

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void stop() {
        registry.close();
    }

    private long timeOf(String subject) throws IOException {
        String path = "/subjects/" + subject + "/versions/1?deleted=true";
        RawHttp.Reply reply = RawHttp.send(registry.registry().url(), "GET", path, Map.of(), null);
        return new ObjectMapper().readTree(reply.body()).path("ts").asLong();
    }

    /** Registers a schema, and returns when another time would be told of what is written next. */
    private long register(String subject) throws IOException {
        registry.post("/subjects/" + subject + "/versions", schema("\"int\""));
        long registered = timeOf(subject);
        await().until(() -> System.currentTimeMillis() > registered);
        return registered;
    }

    @Test
    void keepTheTimeOfTheirRegistrationWhenTheirSubjectIsDeleted() throws IOException {
        long registered = register("s");

        registry.delete("/subjects/s");

        assertThat(timeOf("s")).isEqualTo(registered);
    }

    @Test
    void tellTheTimeOfTheirOwnDeletion() throws IOException {
        long registered = register("v");

        registry.delete("/subjects/v/versions/1");

        assertThat(timeOf("v")).isGreaterThan(registered);
    }
}
