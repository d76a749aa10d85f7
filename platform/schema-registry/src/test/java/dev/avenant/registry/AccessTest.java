package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.security.ApiKeys;
import dev.avenant.registry.security.PasswordFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class AccessTest {

    private static final String SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";

    @TempDir
    Path folder;

    @Test
    void letsEachPrincipalDoWhatItsRolesSayAndNothingElse() throws IOException {
        Path passwords = Files.write(
                folder.resolve("passwords"),
                List.of(PasswordFile.line("ada", "correct horse"), PasswordFile.line("eve", "battery staple")));
        Path keys = Files.write(folder.resolve("keys"), List.of(ApiKeys.line("ci", "k-123")));
        Path roles =
                Files.write(folder.resolve("roles"), List.of("ada orders- read,write", "ci * admin", "# eve has none"));
        SchemaRegistryConfig config = SchemaRegistryConfig.inMemory()
                .with("avenant.auth.basic.file", passwords.toString())
                .with("avenant.auth.api.keys.file", keys.toString())
                .with("avenant.auth.roles.file", roles.toString());
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            Map<String, String> ada = basic("ada", "correct horse");
            Map<String, String> eve = basic("eve", "battery staple");
            Map<String, String> ci = Map.of("X-API-Key", "k-123");

            assertThat(status(registry, "GET", "/subjects", Map.of())).isEqualTo(401);
            assertThat(status(registry, "GET", "/subjects", basic("ada", "wrong")))
                    .isEqualTo(401);
            assertThat(status(registry, "GET", "/subjects", Map.of("X-API-Key", "k-124")))
                    .isEqualTo(401);
            assertThat(status(registry, "POST", "/subjects/orders-value/versions", eve))
                    .isEqualTo(403);
            assertThat(status(registry, "POST", "/subjects/users-value/versions", ada))
                    .isEqualTo(403);
            assertThat(status(registry, "POST", "/subjects/orders-value/versions", ada))
                    .isEqualTo(200);
            assertThat(status(registry, "DELETE", "/subjects/orders-value", ada))
                    .isEqualTo(403);
            assertThat(status(registry, "PUT", "/config", ada)).isEqualTo(403);
            assertThat(status(registry, "POST", "/subjects/users-value/versions", ci))
                    .isEqualTo(200);
            assertThat(send(registry, "GET", "/subjects", ada).body()).isEqualTo("[\"orders-value\"]");
            assertThat(send(registry, "GET", "/subjects", ci).body()).isEqualTo("[\"orders-value\",\"users-value\"]");
            assertThat(status(registry, "GET", "/schemas/ids/1", eve)).isEqualTo(403);
            assertThat(status(registry, "GET", "/schemas/ids/1", ada)).isEqualTo(200);
            assertThat(status(registry, "DELETE", "/subjects/orders-value", ci)).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyThatIsTooLargeAndASchemaThatIsTooDeep() throws IOException {
        try (SchemaRegistry registry =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().with("avenant.max.request.bytes", "40000"))) {
            byte[] large = ("{\"schema\":\"" + "x".repeat(40_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            byte[] deep = ("{\"schema\":\"" + "[".repeat(600) + "\"}").getBytes(StandardCharsets.UTF_8);

            RawHttp.Reply tooLarge = RawHttp.send(registry.url(), "POST", "/subjects/a/versions", Map.of(), large);
            RawHttp.Reply tooDeep = RawHttp.send(registry.url(), "POST", "/subjects/a/versions", Map.of(), deep);

            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooDeep.status()).isEqualTo(422);
            assertThat(tooDeep.body()).contains("at most 500 objects and arrays inside each other");
        }
    }

    private static Map<String, String> basic(String user, String password) {
        return Map.of(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    private static int status(SchemaRegistry registry, String method, String path, Map<String, String> headers)
            throws IOException {
        return send(registry, method, path, headers).status();
    }

    private static RawHttp.Reply send(SchemaRegistry registry, String method, String path, Map<String, String> headers)
            throws IOException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        byte[] body = method.equals("POST") || method.equals("PUT") ? SCHEMA.getBytes(StandardCharsets.UTF_8) : null;
        return RawHttp.send(registry.url(), method, path, all, body);
    }
}
