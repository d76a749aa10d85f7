package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends requests that are nearly right, or not at all: none may end in a 5xx or without an answer. 2,000 by default;
 * {@code -Davenant.fuzz=100000} for the long form, {@code -Davenant.seed=…} for other requests.
 */
@Tag("fast")
class FuzzedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("avenant.fuzz", 2_000);
    private static final long SEED = Long.getLong("avenant.seed", 8681690265405L);

    private static final List<String> METHODS = List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD");
    private static final List<String> SEGMENTS = List.of(
            "subjects",
            "versions",
            "schemas",
            "ids",
            "config",
            "mode",
            "contexts",
            "compatibility",
            "associations",
            "resources",
            "referencedby",
            "schema",
            "metadata",
            "guids",
            "types",
            "tags",
            "a",
            "b",
            ":.c:a",
            ":.c:",
            ":*:",
            "latest",
            "-1",
            "1",
            "2",
            "0",
            "2147483647",
            "99999999999",
            "%2F",
            "%00",
            "%ZZ",
            "%C3%A9",
            "..",
            "",
            "a;b",
            "associations:batchGet",
            "associations:batchMutate",
            "__GLOBAL",
            "v1",
            "id",
            ":.__GLOBAL:",
            ":.c",
            "a:b",
            "+");
    private static final List<String> TEMPLATES = List.of(
            "/subjects/%s/versions",
            "/subjects/%s",
            "/subjects/%s/versions/%s",
            "/subjects/%s/versions/%s/tags",
            "/compatibility/subjects/%s/versions/%s",
            "/config/%s",
            "/mode/%s",
            "/schemas/ids/%s",
            "/schemas/ids/%s/%s",
            "/schemas/guids/%s",
            "/contexts/%s/subjects/%s/versions",
            "/subjects/%s/versions/%s/referencedby",
            "/subjects/%s/metadata",
            "/associations",
            "/associations/resources/%s",
            "/config",
            "/mode",
            "/schemas",
            "/subjects",
            "/contexts",
            "/associations:batchGet",
            "/associations:batchMutate",
            "/associations/subjects/%s",
            "/associations/resources/%s/%s",
            "/contexts/%s/config",
            "/contexts/%s/mode/%s",
            "/contexts/%s/schemas/ids/%s",
            "/contexts/%s");
    private static final List<String> QUERIES = List.of(
            "deleted=true",
            "permanent=true",
            "verbose=true",
            "explain=true",
            "normalize=true",
            "force=true",
            "offset=-1",
            "limit=x",
            "limit=2",
            "format=resolved",
            "findTags=*",
            "subject=a",
            "subject=%",
            "key=a&value=b",
            "%ZZ=1",
            "subjectPrefix=:*:",
            "fetchMaxId=true",
            "recursive=true",
            "&&=&",
            "lifecycle=BAD",
            "aliases=true",
            "subjectPrefix=a:",
            "deletedOnly=true",
            "deletedAsNegative=true",
            "latestOnly=true",
            "ruleType=T",
            "associationType=value",
            "resourceType=topic",
            "context=.c",
            "context=a:b",
            "contextPrefix=.",
            "includeSchemas=true",
            "cascadeLifecycle=true",
            "referenceFormat=qualified",
            "defaultToGlobal=true",
            "limit=2147483647&offset=2147483647",
            "dryRun=true");
    private static final List<String> SCHEMAS = List.of(
            "\\\"string\\\"",
            "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[]}",
            "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[{\\\"name\\\":\\\"x\\\",\\\"type\\\":\\\"A\\\"}]}",
            "{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"E\\\",\\\"symbols\\\":[\\\"A\\\"],\\\"default\\\":1}",
            "{\\\"type\\\":\\\"bytes\\\",\\\"logicalType\\\":\\\"decimal\\\",\\\"precision\\\":-1}",
            "{\\\"type\\\":\\\"string\\\",\\\"java-class\\\":\\\"java.lang.Runtime\\\"}",
            "[\\\"null\\\",{\\\"type\\\":\\\"array\\\",\\\"items\\\":[]}]",
            "{\\\"type\\\":{}}",
            "",
            "{",
            "null",
            "[]",
            "5",
            "{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"F\\\",\\\"size\\\":2147483647}",
            "{\\\"type\\\":\\\"array\\\",\\\"items\\\":".repeat(2_000));
    private static final List<String> BODIES = List.of(
            "{\"schema\":\"$\"}",
            "{\"schema\":\"$\",\"id\":3}",
            "{\"schema\":\"$\",\"version\":2}",
            "{\"schema\":\"$\",\"references\":[{\"name\":\"A\",\"subject\":\"a\",\"version\":1}]}",
            "{\"schema\":\"$\",\"references\":[null,{}]}",
            "{\"schema\":\"$\",\"metadata\":{\"properties\":{\"a\":null}}}",
            "{\"schema\":\"$\",\"metadata\":{\"tags\":{\"a\":null},\"sensitive\":[null]}}",
            "{\"schema\":\"$\",\"ruleSet\":{\"domainRules\":[null,{\"name\":null}]}}",
            "{\"schema\":\"$\",\"schemaType\":\"JSON\"}",
            "{\"compatibility\":\"FULL\",\"normalize\":true}",
            "{\"compatibility\":\"NONE\"}",
            "{\"compatibility\":{}}",
            "{\"mode\":\"IMPORT\"}",
            "{\"mode\":\"READWRITE\"}",
            "{\"mode\":7}",
            "{\"mode\":[]}",
            "[]",
            "null",
            "",
            "{\"a\":",
            "{\"alias\":\"a\"}",
            "{\"alias\":\":.c:b\",\"compatibilityGroup\":\"\",\"validateFields\":true}",
            "{\"compatibilityGroup\":\"k\",\"overrideMetadata\":{\"properties\":{\"confluent:reserved\":\",x,\"}}}",
            "{\"defaultRuleSet\":{\"domainRules\":[{\"name\":\"r\",\"type\":\"T\"}]}}",
            "{\"schema\":\"$\",\"schemaTagsToAdd\":[{\"schemaEntity\":{\"entityPath\":\"A.x\"},\"tags\":[\"T\"]}]}",
            "{\"schema\":\"$\",\"schemaTagsToRemove\":[{\"schemaEntity\":{\"entityPath\":\"A\",\"entityType\":\"sr_record\"},\"tags\":[null]}],\"version\":-1}",
            "{\"schema\":\"$\",\"propagateSchemaTags\":true}",
            "{\"schema\":\"$\",\"version\":-7,\"id\":-1}",
            "{\"newVersion\":-2147483648,\"rulesToMerge\":{\"domainRules\":[{\"name\":\"r\",\"type\":\"T\"}]},\"rulesToRemove\":[null,\"r\"]}",
            "{\"mode\":\"FORWARD\"}",
            "{\"defaultMetadata\":{\"properties\":{\"k\":\"v\"}}}",
            "{\"requests\":[null,{}]}",
            "{\"requests\":[{\"resourceName\":\"t\",\"resourceNamespace\":\"n\",\"resourceId\":\"i\",\"associations\":[{\"subject\":\"a\"},{}]}]}",
            "{\"resourceName\":\"t\",\"resourceNamespace\":\"n:m\",\"resourceId\":\"i\",\"associations\":[{\"schema\":{\"schema\":\"$\"}}]}",
            "{\"resourceName\":\"t\",\"resourceNamespace\":\"n\",\"resourceId\":\"i\",\"associations\":[null,{\"subject\":\"a\"}]}",
            "{\"tagsToAdd\":[null,{\"schemaEntity\":{\"entityPath\":\"A.x\"},\"tags\":[null,\"PII\"]}]}",
            "\"text\"",
            "1e400",
            "{\"schema\":NaN}",
            "\u0000\u0001");
    private static final List<String> TYPES =
            List.of("application/json", "application/vnd.schemaregistry.v1+json", "text/plain", "junk", "a/b;q=\"");

    @Test
    void answersEveryRequestAndBlamesItselfForNone() throws IOException {
        Random random = new Random(SEED);
        List<String> broken = new ArrayList<>();
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            for (int i = 0; i < REQUESTS; i++) {
                String method = pick(random, METHODS);
                String path = path(random);
                boolean withBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
                String body = withBody ? pick(random, BODIES).replace("$", pick(random, SCHEMAS)) : null;
                Map<String, String> headers = new HashMap<>();
                if (withBody) {
                    headers.put("Content-Type", random.nextInt(10) == 0 ? pick(random, TYPES) : TYPES.get(0));
                }
                RawHttp.Reply reply = RawHttp.send(
                        registry.url(),
                        method,
                        path,
                        headers,
                        body == null ? null : body.getBytes(StandardCharsets.UTF_8));
                if (reply.status() >= 500) {
                    broken.add(reply.status() + " for " + method + " " + path + " "
                            + (body == null || body.length() < 400 ? body : body.substring(0, 400)));
                }
            }
        }
        assertThat(broken).as("seed %s", SEED).isEmpty();
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                path.append('/').append(pick(random, SEGMENTS));
            }
        } else {
            path.append(pick(random, TEMPLATES));
            for (int at = path.indexOf("%s"); at >= 0; at = path.indexOf("%s")) {
                path.replace(at, at + 2, pick(random, SEGMENTS).replace("%s", ""));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append(path.indexOf("?") < 0 ? '?' : '&').append(pick(random, QUERIES));
        }
        return path.toString();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
