package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A topic that was taken over can hold JSON Schema and Protocol Buffers: they are served, and no more are taken. */
@Tag("fast")
class OtherSchemaTypesTest {

    private static final String OBJECT = "{\\\"type\\\":\\\"object\\\"}";
    private static final String PROTO = "syntax = \\\"proto3\\\";\\nmessage M {\\n}\\n";

    private static LogRecord record(String subject, int id, String type, String schema) {
        return new LogRecord(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"" + subject + "\",\"version\":1,\"id\":" + id + ",\"schemaType\":\"" + type
                        + "\",\"schema\":\"" + schema + "\",\"deleted\":false}");
    }

    private static LogRecord referring(LogRecord record, String reference) {
        String value = Objects.requireNonNull(record.value());
        return new LogRecord(record.key(), value.replace("{", "{\"references\":[" + reference + "],"));
    }

    private static SchemaRegistry takenOver() {
        return takenOver(record("j", 3, "JSON", OBJECT), record("p", 4, "PROTOBUF", PROTO));
    }

    private static SchemaRegistry takenOver(LogRecord... records) {
        InMemoryLog log = new InMemoryLog();
        SchemaRegistry registry =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory(), log, new FaultLatch(), new RegistryMetrics());
        log.append(List.of(records), 0);
        return registry;
    }

    private static String send(SchemaRegistry registry, String method, String path, @Nullable String body)
            throws IOException {
        RawHttp.Reply reply = RawHttp.send(
                registry.url(),
                method,
                path,
                Map.of("Content-Type", "application/json"),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        return reply.status() + " " + reply.body().replaceAll("\"ts\":\\d+", "\"ts\":0");
    }

    @Test
    void servesWhatTheTopicHolds() throws IOException {
        String json = "\"schemaType\":\"JSON\",\"schema\":\"" + OBJECT + "\"";
        try (SchemaRegistry registry = takenOver()) {
            assertThat(send(registry, "GET", "/subjects", null)).isEqualTo("200 [\"j\",\"p\"]");
            assertThat(send(registry, "GET", "/subjects/j/versions/latest", null))
                    .startsWith("200 {\"subject\":\"j\",\"version\":1,\"id\":3,")
                    .endsWith(json + ",\"ts\":0,\"deleted\":false}");
            assertThat(send(registry, "GET", "/schemas/ids/4", null))
                    .contains("\"schemaType\":\"PROTOBUF\",\"schema\":\"" + PROTO + "\"");
            assertThat(send(registry, "GET", "/schemas/ids/4?format=resolved&findTags=*", null))
                    .contains("\"schema\":\"" + PROTO + "\"");
            assertThat(send(registry, "GET", "/schemas/ids/3/schema", null)).isEqualTo("200 {\"type\":\"object\"}");
            assertThat(send(registry, "POST", "/subjects/j", "{" + json + "}"))
                    .startsWith("200 {\"subject\":\"j\",\"version\":1,\"id\":3,");
            assertThat(send(registry, "POST", "/subjects/j/versions", "{" + json + "}"))
                    .startsWith("200 {\"id\":3,\"version\":1,");
        }
    }

    @Test
    void takesNoMoreOfThemAndNumbersOnBehindThem() throws IOException {
        String other = "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}";
        try (SchemaRegistry registry = takenOver()) {
            assertThat(send(registry, "POST", "/subjects/j/versions", other))
                    .isEqualTo("422 {\"error_code\":42201,\"message\":\"Invalid schema type JSON\"}");
            assertThat(send(registry, "POST", "/subjects/j", other))
                    .isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
            assertThat(send(registry, "POST", "/subjects/j/versions", "{\"schema\":\"\\\"string\\\"\"}"))
                    .isEqualTo("409 {\"error_code\":40901,\"message\":\"Schema being registered is incompatible with an"
                            + " earlier schema for subject \\\"j\\\", details: [Incompatible because of different schema"
                            + " type, {validateFields: 'false', compatibility: 'BACKWARD'}]\"}");
            assertThat(send(registry, "POST", "/subjects/a/versions", "{\"schema\":\"\\\"string\\\"\"}"))
                    .startsWith("200 {\"id\":5,\"version\":1,");
        }
    }

    @Test
    void servesThoseThatReferToOthersAsTheyAre() throws IOException {
        LogRecord used = record("used.proto", 1, "PROTOBUF", PROTO);
        LogRecord user = record("p", 2, "PROTOBUF", "import \\\"used.proto\\\";");
        String reference = "{\"name\":\"used.proto\",\"subject\":\"used.proto\",\"version\":1}";
        try (SchemaRegistry registry = takenOver(used, referring(user, reference))) {
            assertThat(send(registry, "GET", "/subjects/p/versions/1?format=resolved", null))
                    .startsWith("200 {\"subject\":\"p\",\"version\":1,\"id\":2,")
                    .contains("\"schemaType\":\"PROTOBUF\",\"references\":[" + reference + "]")
                    .contains("\"schema\":\"import \\\"used.proto\\\";\"");
            assertThat(send(registry, "GET", "/subjects/used.proto/versions/1/referencedby", null))
                    .isEqualTo("200 [2]");
        }
    }

    @Test
    void takesNoneForAvroThoughItsTextIsAvroToo() throws IOException {
        String avro = "{\"schema\":\"\\\"int\\\"\"}";
        String incompatible = "409 {\"error_code\":40901,\"message\":\"Schema being registered is incompatible with an"
                + " earlier schema for subject \\\"j\\\", details: [Incompatible because of different schema type,"
                + " {validateFields: 'false', compatibility: 'BACKWARD'}]\"}";
        try (SchemaRegistry registry = takenOver(record("j", 3, "JSON", "\\\"int\\\""))) {
            assertThat(send(registry, "POST", "/subjects/j", avro))
                    .isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
            assertThat(send(registry, "POST", "/subjects/j/versions", avro)).isEqualTo(incompatible);
            assertThat(send(
                            registry,
                            "POST",
                            "/subjects/j/versions",
                            avro.replace("{", "{\"propagateSchemaTags\":true,")))
                    .isEqualTo(incompatible);
            assertThat(send(registry, "POST", "/subjects/j/versions", "{\"metadata\":{\"properties\":{\"a\":\"b\"}}}"))
                    .isEqualTo("422 {\"error_code\":42201,\"message\":\"Empty schema\"}");
            assertThat(send(registry, "POST", "/compatibility/subjects/j/versions?explain=true", avro))
                    .startsWith("200 {\"is_compatible\":false,");
        }
    }

    @Test
    void deletesThemForEverLikeOthers() throws IOException {
        try (SchemaRegistry registry = takenOver()) {
            assertThat(send(registry, "DELETE", "/subjects/p", null)).isEqualTo("200 [1]");
            assertThat(send(registry, "DELETE", "/subjects/p?permanent=true", null))
                    .isEqualTo("200 [1]");
            assertThat(send(registry, "GET", "/subjects?deleted=true", null)).isEqualTo("200 [\"j\"]");
        }
    }
}
