package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which resource uses which subject. */
@Tag("fast")
class AssociationsTest {

    private static final String INT = "\"schema\":{\"schema\":\"\\\"int\\\"\"}";

    private final RegistryTester registry = RegistryTester.begin();

    @BeforeEach
    void registerSharedSubjects() {
        registry.post("/subjects/shared/versions", schema("\"int\""));
        registry.post("/subjects/:.other:shared/versions", schema("\"long\""));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static String request(String name, String... associations) {
        return "{\"resourceName\":\"" + name + "\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-" + name
                + "\",\"resourceType\":\"topic\",\"associations\":[" + String.join(",", associations) + "]}";
    }

    private static String conflict(int code, String message) {
        return "409 {\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    private static String invalid(String property, String detail) {
        return "422 {\"error_code\":42212,\"message\":\"The association specified an invalid value for property: '"
                + property + "', detail: " + detail + "\"}";
    }

    @Test
    void givesAResourceItsOwnSubjectWhereNoneIsNamed() {
        String made = registry.post("/associations", request("t", "{" + INT + "}"));

        assertThat(made)
                .startsWith(
                        "200 {\"resourceName\":\"t\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-t\","
                                + "\"resourceType\":\"topic\",\"associations\":[{\"subject\":\":.ns:t-value\","
                                + "\"associationType\":\"value\",\"lifecycle\":\"STRONG\",\"schema\":{\"subject\":\":.ns:t-value\"");
        assertThat(registry.get("/subjects/:.ns:t-value/versions")).isEqualTo("200 [1]");
    }

    @Test
    void takesSubjectsOfTheNamedContext() {
        registry.post("/associations?context=.other", request("t", "{\"subject\":\"shared\"}"));

        assertThat(registry.get("/associations/subjects/shared")).isEqualTo("200 []");
        assertThat(registry.get("/associations/subjects/:.other:shared"))
                .startsWith("200 [{\"subject\":\":.other:shared\",");
        assertThat(registry.get("/contexts/.other/associations/subjects/shared"))
                .startsWith("200 [{\"subject\":\":.other:shared\",");
    }

    @Test
    void takesTheContextOfThePathOverThatOfTheQuery() {
        String request = request("t", "{\"subject\":\"shared\"}");

        assertThat(registry.post("/contexts/.other/associations?context=.none", request))
                .contains("\"subject\":\":.other:shared\"");
    }

    @Test
    void areThoseOfTheSubjectThatAnAliasLeadsTo() {
        registry.post("/associations", request("t", "{\"subject\":\"shared\"}"));
        registry.put("/config/other-name", "{\"alias\":\"shared\"}");

        assertThat(registry.get("/associations/subjects/other-name"))
                .isEqualTo(registry.get("/associations/subjects/shared"))
                .startsWith("200 [{\"subject\":\"shared\",");
    }

    @Test
    void takesTheResourceOfThePathAndNoOther() {
        String request = request("t", "{\"subject\":\"shared\"}");

        assertThat(registry.put("/associations/resources/id-u", request))
                .isEqualTo(invalid(
                        "resourceId",
                        "Resource ID in the path parameter does not match the resource ID in the request body"));
        assertThat(registry.put("/associations/resources/id-t", request.replace("\"resourceId\":\"id-t\",", "")))
                .startsWith("200 {\"resourceName\":\"t\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-t\",");
        assertThat(registry.get("/associations/resources/id-t")).startsWith("200 [{\"subject\":\"shared\",");
    }

    @Test
    void endsWhatIsFrozenOnlyWithItsSubject() {
        registry.post("/associations", request("own", "{" + INT + "}"));
        String path = "/associations/resources/id-own";
        String frozen = conflict(40908, "The association of type  'value' is frozen for subject ':.ns:own-value'");

        assertThat(registry.delete(path)).isEqualTo(frozen);
        assertThat(registry.delete(path + "?dryRun=true")).isEqualTo(frozen);
        assertThat(registry.delete(path + "?cascadeLifecycle=true&dryRun=true")).isEqualTo("204");
        assertThat(registry.get("/subjects/:.ns:own-value/versions")).isEqualTo("200 [1]");
        assertThat(registry.delete(path + "?cascadeLifecycle=true")).isEqualTo("204");
        assertThat(registry.get(path)).isEqualTo("200 []");
        assertThat(registry.get("/subjects/:.ns:own-value/versions?deleted=true"))
                .startsWith("404 {\"error_code\":40401,");
    }

    @Test
    void onlyChecksInADryRun() {
        assertThat(registry.post("/associations?dryRun=true", request("t", "{" + INT + "}")))
                .isEqualTo("200 {\"resourceName\":\"t\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-t\","
                        + "\"resourceType\":\"topic\"}");
        assertThat(registry.post("/associations?dryRun=true", request("t", "{\"subject\":\"none\"}")))
                .isEqualTo(conflict(40907, "No active (non-deleted) version exists for subject 'none'"));
        assertThat(registry.get("/associations/resources/id-t")).isEqualTo("200 []");
        assertThat(registry.get("/subjects/:.ns:t-value/versions")).startsWith("404 ");
    }

    @Test
    void sharesASubjectOnlyAmongThoseThatDoNotOwnIt() {
        registry.post("/associations", request("one", "{\"subject\":\"shared\"}"));
        registry.post("/associations", request("own", "{" + INT + "}"));

        assertThat(registry.post("/associations", request("two", "{\"subject\":\"shared\"}")))
                .contains("\"associations\":[{\"subject\":\"shared\",");
        assertThat(registry.post("/associations", request("three", "{\"subject\":\":.ns:own-value\"}")))
                .isEqualTo(conflict(40905, "A strong association already exists for subject ':.ns:own-value'"));
        assertThat(registry.post("/associations", request("one", "{\"subject\":\":.other:shared\"}")))
                .isEqualTo(conflict(40903, "An association of type 'value' already exists for resource 'one'"));
    }

    @Test
    void givesNobodyASubjectForItsOwnThatAnotherUses() {
        registry.post("/subjects/:.ns:t-value/versions", schema("\"int\""));
        registry.post("/associations", request("other", "{\"subject\":\":.ns:t-value\"}"));

        assertThat(registry.post("/associations", request("t", "{\"lifecycle\":\"STRONG\"}")))
                .isEqualTo(conflict(40904, "An association already exists for subject ':.ns:t-value'"));
        assertThat(registry.get("/associations/resources/id-t")).isEqualTo("200 []");
    }

    @Test
    void changesNothingOfWhatAnAssociationSaysOfItself() {
        registry.post("/associations", request("t", "{\"subject\":\"shared\"}"));
        registry.post("/associations", request("own", "{" + INT + "}"));
        String before = registry.get("/associations/resources/id-t");

        String strong = registry.put("/associations/resources/id-t", request("t", "{\"lifecycle\":\"STRONG\"}"));
        String frozen = registry.put("/associations/resources/id-t", request("t", "{\"frozen\":true}"));
        String weak = registry.put("/associations/resources/id-own", request("own", "{\"lifecycle\":\"WEAK\"}"));
        String same = registry.put("/associations/resources/id-own", request("own", "{}"));

        assertThat(strong).isEqualTo(invalid("frozen", "association with lifecycle of STRONG cannot be frozen=false"));
        assertThat(frozen).isEqualTo(invalid("frozen", "frozen attribute of association cannot be changed"));
        assertThat(weak)
                .isEqualTo(conflict(40908, "The association of type  'value' is frozen for subject ':.ns:own-value'"));
        assertThat(same)
                .isEqualTo("200 {\"resourceName\":\"own\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-own\","
                        + "\"resourceType\":\"topic\"}");
        assertThat(registry.get("/associations/resources/id-t")).isEqualTo(before);
    }

    @Test
    void registersTheNextSchemaOfASubjectThatIsTheResourcesOwn() {
        registry.post("/associations", request("own", "{" + INT + "}"));

        String updated =
                registry.put("/associations/resources/id-own", request("own", "{" + INT.replace("int", "long") + "}"));

        assertThat(updated).contains("\"subject\":\":.ns:own-value\",\"version\":2,");
        assertThat(registry.get("/subjects/:.ns:own-value/versions")).isEqualTo("200 [1,2]");
    }

    @Test
    void keepsTheLastVersionOfASubjectThatAResourceUses() {
        registry.post("/associations", request("t", "{\"subject\":\"shared\"}"));

        assertThat(registry.delete("/subjects/shared/versions/1"))
                .isEqualTo(conflict(40904, "An association already exists for subject 'shared'"));
        registry.delete("/associations/resources/id-t");
        assertThat(registry.delete("/subjects/shared/versions/1")).isEqualTo("200 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subject\":\"\"} | subject | must not be empty",
                "{\"subject\":\"shared\",\"associationType\":\"header\"} | associationType | must be either 'key' or 'value'",
                "{\"subject\":\"shared\",\"lifecycle\":\"WEAK\",\"frozen\":true} | frozen | association with lifecycle of WEAK cannot be frozen",
                "{\"subject\":\":.ns:t-value\",\"lifecycle\":\"WEAK\"} | subject | WEAK associations cannot use subject ':.ns:t-value'",
                "{\"subject\":\"shared\",\"lifecycle\":\"STRONG\"} | subject | frozen associations must use subject ':.ns:t-value'"
            })
    void refusesWhatMakesNoSense(String association, String property, String detail) {
        assertThat(registry.post("/associations", request("t", association))).isEqualTo(invalid(property, detail));
    }

    @Test
    void refusesRulesThatNoClientCouldCarryOut() {
        String unsound = INT.replace("}", ",\"ruleSet\":{\"domainRules\":[{\"name\":\"1st\",\"type\":\"CEL\"}]}}");

        assertThat(registry.post("/associations", request("t", "{" + unsound + "}")))
                .isEqualTo("422 {\"error_code\":42210,\"message\":\"Illegal initial character in rule name: 1st\"}");
        assertThat(registry.get("/associations/resources/id-t")).isEqualTo("200 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-orders", "-orders", ".orders", "_orders", "orders.v1"})
    void takesTopicsByWhateverNamesTheyMayHave(String topic) {
        assertThat(registry.post("/associations", request(topic, "{\"subject\":\"shared\"}")))
                .startsWith("200 {\"resourceName\":\"" + topic + "\",");
    }

    @Test
    void refusesResourcesWithoutAProperName() {
        String shared = "{\"subject\":\"shared\"}";

        assertThat(registry.post("/associations", request("", shared)))
                .isEqualTo(invalid("resourceName", "cannot be null or empty"));
        assertThat(registry.post("/associations", request("t".repeat(257), shared)))
                .isEqualTo(invalid("resourceName", "exceeds max length of 256"));
        assertThat(registry.post("/associations", request("t/x", shared)))
                .isEqualTo(invalid("resourceName", "illegal character '/'"));
        assertThat(registry.post("/associations", request("t", shared).replace("\"topic\"", "\"queue\"")))
                .isEqualTo(invalid("resourceType", "must be 'topic'"));
        assertThat(registry.post("/associations", request("t", shared, shared)))
                .isEqualTo(invalid("associationType", "is there twice: 'value'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD", "strong", ""})
    void areNotListedByALifecycleThatThereIsNot(String lifecycle) {
        String missing = "404 {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}";

        assertThat(registry.get("/associations/resources/-/-?lifecycle=" + lifecycle))
                .isEqualTo(missing);
        assertThat(registry.get("/schemas?lifecycle=WEAK&lifecycle=" + lifecycle))
                .isEqualTo(missing);
    }

    @Test
    void refusesABodyWithALifecycleOrAnOperationThatThereIsNot() {
        String shared = "{\"subject\":\"shared\"}";
        String created = "{\"subject\":\"shared\",\"opType\":\"CREATE\"}";

        assertThat(registry.post("/associations", request("t", "{\"subject\":\"shared\",\"lifecycle\":\"weak\"}")))
                .isEqualTo(
                        "400 {\"error_code\":400,\"message\":\"Cannot deserialize value of type `LifecyclePolicy` from"
                                + " String \\\"weak\\\": not one of the values accepted for Enum class: [WEAK, STRONG]\"}");
        assertThat(registry.post(
                        "/associations:batchMutate",
                        "{\"requests\":[" + request("t", created) + "," + request("u", shared) + "]}"))
                .isEqualTo("400 {\"error_code\":400,\"message\":\"Could not resolve subtype of `AssociationOp`: missing"
                        + " type id property 'opType' (for POJO property 'associations')\"}");
        assertThat(registry.post(
                        "/associations:batchMutate",
                        "{\"requests\":[" + request("t", created, created.replace("CREATE", "create")) + "]}"))
                .isEqualTo(
                        "400 {\"error_code\":400,\"message\":\"Could not resolve type id 'create' as a subtype of"
                                + " `AssociationOp`: known type ids = [CREATE, DELETE, UPSERT] (for POJO property 'associations')\"}");
        assertThat(registry.get("/associations/subjects/shared")).isEqualTo("200 []");
    }

    @Test
    void answersABatchOneByOneAndWithSchemasForWhoWantsThem() {
        String mutated = registry.post(
                "/associations:batchMutate",
                "{\"requests\":[" + request("one", "{\"subject\":\"shared\",\"opType\":\"CREATE\"}") + ","
                        + request("two", "{\"subject\":\"none\",\"opType\":\"CREATE\"}") + "]}");
        String plain = registry.post("/associations:batchGet", "{\"requests\":[{\"resourceId\":\"id-one\"}]}");
        String full = registry.post(
                "/associations:batchGet?includeSchemas=true", "{\"requests\":[{\"resourceId\":\"id-one\"}]}");

        assertThat(mutated)
                .startsWith("207 {\"results\":[{\"result\":{\"resourceName\":\"one\",")
                .endsWith("{\"error\":{\"error_code\":40907,\"message\":"
                        + "\"No active (non-deleted) version exists for subject 'none'\"}}]}");
        assertThat(plain)
                .startsWith("207 {\"results\":[{\"result\":{\"resourceId\":\"id-one\"")
                .doesNotContain("int");
        assertThat(full).contains("\"schema\":{\"subject\":\"shared\",\"version\":1,\"id\":1,");
    }

    @Test
    void filtersByTypeAndLifecycle() {
        registry.post("/associations", request("t", "{\"subject\":\"shared\",\"associationType\":\"key\"}"));
        registry.post("/associations", request("own", "{" + INT + "}"));

        assertThat(registry.get("/associations/resources/ns/-?associationType=key"))
                .contains("\"associationType\":\"key\"")
                .doesNotContain("\"associationType\":\"value\"");
        assertThat(registry.get("/associations/resources/-/-?lifecycle=STRONG"))
                .contains("\"associationType\":\"value\"")
                .doesNotContain("\"associationType\":\"key\"");
        assertThat(registry.get("/associations/resources/id-t?resourceType=queue"))
                .isEqualTo("200 []");
        assertThat(registry.get("/schemas?subjectPrefix=:*:&lifecycle=STRONG"))
                .startsWith("200 [{\"subject\":\":.ns:own-value\",");
        assertThat(registry.get("/schemas?associationType=key&resourceType=topic"))
                .startsWith("200 [{\"subject\":\"shared\",");
        registry.post("/subjects/nobodys/versions", schema("\"long\""));
        assertThat(registry.get("/schemas?resourceType=topic"))
                .startsWith("200 [{\"subject\":\"shared\",")
                .contains("\"associations\":[{\"subject\":\"shared\",")
                .doesNotContain("nobodys");
        assertThat(registry.get("/schemas?resourceType=queue")).isEqualTo("200 []");
    }
}
