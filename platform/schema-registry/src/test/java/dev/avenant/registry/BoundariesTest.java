package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avenant.registry.security.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What somebody with rights on {@code orders-} tries, who has none on {@code secret} and on a whole context. */
@Tag("fast")
@Isolated("reads the audit log, of which a process has one")
class BoundariesTest {

    private static final String DENIED =
            "403 {\"error_code\":40301,\"message\":\"User is denied operation on this server.\"}";
    private static final String SECRET =
            "{\"type\":\"record\",\"name\":\"Secret\",\"namespace\":\"s\",\"fields\":[{\"name\":\"hidden\",\"type\":\"int\"}]}";

    @TempDir
    Path folder;

    private RegistryTester registry;
    private RegistryTester root;
    private RegistryTester ada;

    @BeforeEach
    void begin() throws IOException {
        Path keys = Files.write(
                folder.resolve("keys"),
                List.of(ApiKeys.line("root", "r"), ApiKeys.line("ada", "a"), ApiKeys.line("nobody", "n")));
        Path roles = Files.write(
                folder.resolve("roles"),
                List.of("root * admin", "ada orders- read,write,delete,admin", "ada :.ada: read,write,delete,admin"));
        registry = RegistryTester.begin(SchemaRegistryConfig.inMemory()
                .with("avenant.auth.api.keys.file", keys.toString())
                .with("avenant.auth.roles.file", roles.toString()));
        root = registry.as(Map.of("X-API-Key", "r"));
        ada = registry.as(Map.of("X-API-Key", "a"));
        root.post("/subjects/secret/versions", schema(SECRET));
        root.post("/subjects/:.c:orders-x/versions", schema(SECRET));
        root.post("/subjects/orders-a/versions", schema("\"int\""));
        root.post("/subjects/:.ada:mine/versions", schema("\"string\""));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subjects/secret/versions",
                "/subjects/secret/versions/1",
                "/subjects/%73ecret/versions/1",
                "/subjects/secret;x=orders-/versions/1",
                "/subjects/:.:secret/versions/1",
                "/contexts/./subjects/secret/versions/1",
                "/contexts/:.:/subjects/secret/versions/1",
                "/contexts/.ada/subjects/:.:secret/versions/1",
                "/contexts/orders-/subjects/:.:secret/versions/1",
                "/subjects/:.c:orders-x/versions/1",
                "/contexts/.c/subjects/orders-x/versions/1",
                "/contexts/c/subjects/orders-x/versions/1",
                "/subjects/:.c:orders-x/versions/1/schema",
                "/subjects/secret/versions/1/referencedby",
                "/subjects/secret/metadata",
                "/schemas/ids/1",
                "/schemas/ids/1?subject=secret",
                "/schemas/ids/1?subject=orders-a",
                "/schemas/ids/1/schema",
                "/schemas/ids/1/schema?subject=:.c:",
                "/contexts/.c/schemas/ids/1",
                "/config/secret",
                "/mode/secret",
                "/contexts/.c/config",
                "/contexts/.c/mode",
                "/config/:.c:",
                "/associations/subjects/secret"
            })
    void readsNothingOfOthersByAnyPath(String path) {
        assertThat(ada.get(path)).isEqualTo(DENIED);
        assertThat(root.get(path)).isNotEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subjects/orders-x/versions/1", "/subjects/orders-x/versions/1/schema"})
    void looksIntoNoOtherContextForASubjectOfTheSameName(String path) {
        assertThat(ada.get(path)).isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'orders-x' not found.\"}");
        assertThat(ada.post("/subjects/orders-x", schema(SECRET)))
                .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'orders-x' not found.\"}");
        assertThat(root.get(path)).startsWith("200 ");
        assertThat(ada.post("/subjects/orders-x/versions/1/tags", "{}")).startsWith("404 ");
    }

    @Test
    void readsAnIdThroughTheContextAndSubjectThatItMayRead() {
        assertThat(ada.get("/schemas/ids/2")).startsWith("200 {\"subject\":\"orders-a\",");
        assertThat(ada.get("/contexts/.ada/schemas/ids/1")).startsWith("200 {\"subject\":\":.ada:mine\",");
        root.post("/subjects/zz/versions", schema("\"int\""));
        assertThat(ada.get("/schemas/ids/2?subject=zz")).startsWith("200 {\"subject\":\"orders-a\",");
        assertThat(ada.get("/schemas/ids/2/subjects")).isEqualTo("200 [\"orders-a\"]");
        assertThat(ada.get("/schemas/ids/2/versions")).isEqualTo("200 [{\"subject\":\"orders-a\",\"version\":1}]");
    }

    @Test
    void readsAGuidOnlyOfWhatItMayRead() {
        String secret = guidOf(root.get("/subjects/secret/versions/1"));
        String own = guidOf(root.get("/subjects/orders-a/versions/1"));

        assertThat(ada.get("/schemas/guids/" + secret)).isEqualTo(DENIED);
        assertThat(ada.get("/schemas/guids/" + secret + "/ids")).isEqualTo("200 []");
        assertThat(ada.get("/schemas/guids/" + own)).startsWith("200 ");
        assertThat(ada.get("/schemas/guids/" + own + "/ids")).isEqualTo("200 [{\"context\":\".\",\"id\":2}]");
    }

    private static String guidOf(String answer) {
        var matcher = Pattern.compile("\"guid\":\"([^\"]+)\"").matcher(answer);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void refersToNothingThatItMayNotRead() {
        String user = "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"s\",\"type\":\"s.Secret\"}]}";
        String reference = "\"references\":[{\"name\":\"s.Secret\",\"subject\":\"secret\",\"version\":1}]";

        assertThat(ada.post("/subjects/orders-u/versions", schema(user, reference)))
                .isEqualTo(DENIED);
        assertThat(ada.post("/subjects/orders-a", schema(user, reference))).isEqualTo(DENIED);
        assertThat(ada.post("/compatibility/subjects/orders-a/versions?explain=true", schema(user, reference)))
                .isEqualTo(DENIED);
        assertThat(ada.post("/subjects/:.ada:u/versions", schema(user, reference)))
                .endsWith("No schema reference found for subject \\\":.ada:secret\\\" and version 1\"}");
        assertThat(root.post("/subjects/orders-u/versions", schema(user, reference)))
                .startsWith("200 ");
    }

    @Test
    void reachesNobodyElsesSubjectThroughAnAlias() {
        assertThat(ada.put("/config/orders-alias", "{\"alias\":\"secret\"}")).startsWith("200 ");

        assertThat(ada.get("/subjects/orders-alias/versions/1")).isEqualTo(DENIED);
        assertThat(ada.post("/subjects/orders-alias/versions", schema("\"int\"")))
                .isEqualTo(DENIED);
        assertThat(ada.delete("/subjects/orders-alias")).isEqualTo(DENIED);
        assertThat(ada.post("/compatibility/subjects/orders-alias/versions", schema("\"int\"")))
                .isEqualTo(DENIED);
        assertThat(ada.get("/schemas/ids/1?subject=orders-alias")).isEqualTo(DENIED);
        assertThat(ada.get("/schemas?aliases=true&subjectPrefix=orders-alias")).isEqualTo("200 []");
    }

    @Test
    void listsOnlyWhatItMayRead() {
        root.post(
                "/associations",
                "{\"resourceName\":\"t\",\"resourceNamespace\":\"n\",\"resourceId\":\"i\",\"associations\":["
                        + "{\"subject\":\"secret\"},{\"subject\":\"orders-a\",\"associationType\":\"key\"}]}");

        assertThat(ada.get("/subjects")).isEqualTo("200 [\":.ada:mine\",\"orders-a\"]");
        assertThat(ada.get("/schemas?subjectPrefix=:*:")).doesNotContain("Secret");
        assertThat(ada.get("/contexts")).isEqualTo("200 [\".\",\".ada\"]");
        assertThat(root.get("/contexts")).isEqualTo("200 [\".\",\".ada\",\".c\"]");
        assertThat(ada.get("/associations/resources/i")).contains("orders-a").doesNotContain("secret");
        assertThat(ada.post("/associations:batchGet?includeSchemas=true", "{\"requests\":[{\"resourceId\":\"i\"}]}"))
                .contains("orders-a")
                .doesNotContain("ecret");
    }

    @Test
    void changesNothingThatIsEverybodys() {
        assertThat(ada.put("/config", "{\"compatibility\":\"NONE\"}")).isEqualTo(DENIED);
        assertThat(ada.put("/config/:.:", "{\"compatibility\":\"NONE\"}")).isEqualTo(DENIED);
        assertThat(ada.put("/config/:.__GLOBAL:", "{\"compatibility\":\"NONE\"}"))
                .isEqualTo(DENIED);
        assertThat(ada.put("/contexts/./mode", "{\"mode\":\"READONLY\"}")).isEqualTo(DENIED);
        assertThat(ada.put("/mode/:.c:", "{\"mode\":\"READONLY\"}")).isEqualTo(DENIED);
        assertThat(ada.delete("/contexts/.c")).isEqualTo(DENIED);
        assertThat(ada.post("/associations", "{}")).isEqualTo(DENIED);
        assertThat(ada.post("/associations:batchMutate", "{}")).isEqualTo(DENIED);
        assertThat(ada.put("/contexts/.ada/config", "{\"compatibility\":\"NONE\"}"))
                .startsWith("200 ");
        assertThat(ada.put("/config/:.ada:", "{\"compatibility\":\"FULL\"}")).startsWith("200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subjects",
                "/schemas",
                "/schemas/types",
                "/schemas/ids/1",
                "/contexts",
                "/config",
                "/mode",
                "/",
                "/v1/metadata/id",
                "/associations/resources/i"
            })
    void letsNobodyInWithoutARole(String path) {
        RegistryTester nobody = registry.as(Map.of("X-API-Key", "n"));

        assertThat(nobody.get(path)).isEqualTo(DENIED);
        assertThat(registry.get(path)).isEqualTo("401 {\"error_code\":401,\"message\":\"Unauthorized\"}");
        assertThat(registry.as(Map.of("X-API-Key", "a", "X-HTTP-Method-Override", "DELETE"))
                        .get(path))
                .isEqualTo(ada.get(path));
    }

    @Test
    void showsItsHealthToEverybodyAndItsMetricsToWhoIsKnown() {
        assertThat(registry.get("/-/ready")).isEqualTo("200 {\"status\":\"ready\"}");
        assertThat(registry.get("/-/metrics")).isEqualTo("401 {\"error_code\":401,\"message\":\"Unauthorized\"}");
        assertThat(ada.get("/-/metrics")).startsWith("200 ");
    }

    @Test
    void writesDownEveryWriteAndEveryRefusal() {
        Logger audit = (Logger) LoggerFactory.getLogger("dev.avenant.registry.audit");
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        written.start();
        Level before = audit.getLevel();
        audit.setLevel(Level.INFO);
        audit.addAppender(written);
        try {
            ada.post("/subjects/orders-b/versions", schema("\"int\""));
            ada.post("/subjects/orders-b/versions", schema("{"));
            ada.get("/subjects/orders-b/versions");
            ada.get("/schemas/ids/1");
            ada.delete("/subjects/secret");
            registry.get("/subjects");
            ada.post(
                    "/subjects/orders-b/versions",
                    schema("\"int\"", "\"references\":[{\"name\":\"s\",\"subject\":\"secret\",\"version\":1}]"));
        } finally {
            audit.detachAppender(written);
            audit.setLevel(before);
        }

        assertThat(written.list.stream().map(ILoggingEvent::getFormattedMessage))
                .containsExactly(
                        "write principal=ada method=POST path=/subjects/orders-b/versions status=200",
                        "write principal=ada method=POST path=/subjects/orders-b/versions status=422",
                        "refusal principal=ada method=GET path=/schemas/ids/1 status=403",
                        "refusal principal=ada method=DELETE path=/subjects/secret status=403",
                        "refusal principal=- method=GET path=/subjects status=401",
                        "refusal principal=ada method=POST path=/subjects/orders-b/versions status=403");
    }

    @Test
    void loadsNoClassThatASchemaNames() {
        String hostile =
                "{\"type\":\"string\",\"java-class\":\"java.lang.Runtime\",\"java-key-class\":\"java.io.File\"}";

        assertThat(ada.post("/subjects/orders-h/versions", schema(hostile))).startsWith("200 ");
        assertThat(ada.get("/subjects/orders-h/versions/1/schema")).isEqualTo("200 " + hostile);
    }
}
