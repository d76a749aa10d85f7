package dev.avenant.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of an action, and what may lie in the topic of actions, to which others than the console may write. */
@Tag("fast")
class AuditRecordTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"dev.avenant.console.a\"";
    private static final String TIMED = EVENT + ",\"time\":\"2026-01-01T00:00:00Z\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "{}",
                "\0",
                EVENT + "}",
                EVENT + ",\"time\":\"x\",\"data\":{\"outcome\":\"failed\"}}",
                EVENT + ",\"dataschema\":\"a b\",\"data\":{}}",
                EVENT + ",\"more\":{},\"data\":{}}",
                TIMED + ",\"data\":null}",
                TIMED + ",\"data\":\"\"}",
                TIMED + ",\"data\":[]}",
                TIMED + ",\"data\":{\"outcome\":\"guessed\"}}",
                TIMED + ",\"data_base64\":\"!!\"}",
                TIMED + ",\"data_base64\":\"AA==\"}",
            })
    void whatIsNoRecordOfAnActionIsPassedOver(String text) {
        assertThat(AuditRecord.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void whatTurnsTheDirectionOfWritingIsWrittenOutAndReadBackAsItWas() {
        String name = "a\\\u202egpj.exe\u2066\u2028\n\uDB40\uDC41";
        Actor actor = new Actor(name, "127.0.0.1", "page", null);

        String json = AuditRecord.json(
                AuditEvent.refused("dead-letters.drop", "orders", actor, name, Map.of("reason", name)), Instant.EPOCH);

        assertThat(json)
                .contains("\"actor\":\"a\\\\\\u202egpj.exe\\u2066\\u2028\\n\\uDB40\\uDC41\"")
                .matches("[\\x20-\\x7e]*");
        assertThat(AuditRecord.parse(json.getBytes(StandardCharsets.UTF_8))).hasValueSatisfying(record -> {
            assertThat(record.actor()).isEqualTo(name);
            assertThat(record.problem()).isEqualTo(name);
            assertThat(record.details()).isEqualTo(Map.of("reason", name));
        });
    }
}
