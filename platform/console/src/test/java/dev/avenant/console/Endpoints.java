package dev.avenant.console;

import dev.avenant.contracts.report.AddressedSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What there is to ask a console for, as a page and by the REST API, and what each needs to be answered. */
final class Endpoints {

    /** What a request needs to be answered. */
    enum Needs {
        /** Nothing. */
        NOTHING,
        /** To be signed in; the answer has what the user sees and no more. */
        ANY_GRANT,
        /** To see the topic, subject or group that it names. */
        SEEING,
        /** To be an operator of the topic that it names. */
        ACTING,
        /** To be an admin. */
        ADMIN
    }

    /**
     * Something to ask for.
     *
     * @param path with the topic, {@code granted} or {@code withheld}, in the place of T, and its schema id in that of ID
     * @param body a form of fields or JSON; empty for none
     */
    record Row(Needs needs, String path, String body) {

        boolean isApi() {
            return path.startsWith("/api/");
        }
    }

    private static final String INT = AddressedSchema.encode("\"int\"");

    /** What has no twin of the same address in the REST API, when it is looked at. */
    private static final Set<String> PAGES_ALONE = Set.of(
            "/sign-in", "/", "/subjects/{subject}/check", "/topics/{topic}/tail", "/topics/{topic}/tail/records");

    /** What is of all clusters together. */
    static final Set<String> OF_NO_CLUSTER = Set.of("/sign-in", "/api/v1/clusters");

    static final Map<String, Row> ROWS = rows();

    private Endpoints() {}

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        String letters = "/dead-letters/{topic}";
        String letter = letters + "/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}";
        rows.put("GET /sign-in", new Row(Needs.NOTHING, "/sign-in", ""));
        rows.put("GET /", new Row(Needs.ANY_GRANT, "/", ""));
        rows.put("GET /overview", new Row(Needs.ANY_GRANT, "/overview", ""));
        rows.put("GET /search", new Row(Needs.ANY_GRANT, "/search?q=e", ""));
        rows.put("GET /subjects", new Row(Needs.ANY_GRANT, "/subjects", ""));
        rows.put("GET /subjects/{subject}", new Row(Needs.SEEING, "/subjects/T-Event", ""));
        rows.put("GET /subjects/{subject}/diff", new Row(Needs.SEEING, "/subjects/T-Event/diff?from=1&to=2", ""));
        rows.put("GET /subjects/{subject}/check", new Row(Needs.SEEING, "/subjects/T-Event/check", ""));
        rows.put("POST /subjects/{subject}/check", new Row(Needs.SEEING, "/subjects/T-Event/check", "schema=\"int\""));
        rows.put("GET /subjects/{subject}/usage", new Row(Needs.SEEING, "/subjects/T-Event/usage", ""));
        rows.put("GET /changes/{subject}/{from}..{to}", new Row(Needs.SEEING, "/changes/T-Event/1..2", ""));
        rows.put(
                "GET /changes/{subject}/proposed",
                new Row(Needs.SEEING, "/changes/T-Event/proposed?schema=" + INT, ""));
        rows.put("GET /schemas/{id}", new Row(Needs.SEEING, "/schemas/ID", ""));
        rows.put("GET /topics", new Row(Needs.ANY_GRANT, "/topics", ""));
        rows.put("GET /topics/{topic}", new Row(Needs.SEEING, "/topics/T", ""));
        rows.put(
                "GET /topics/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}",
                new Row(Needs.SEEING, "/topics/T/0/0", ""));
        rows.put("GET /contracts", new Row(Needs.ANY_GRANT, "/contracts", ""));
        rows.put("GET /contracts/lineage", new Row(Needs.ANY_GRANT, "/contracts/lineage", ""));
        rows.put("GET /contracts/drift", new Row(Needs.ANY_GRANT, "/contracts/drift", ""));
        rows.put("GET /contracts/topics/{topic}", new Row(Needs.SEEING, "/contracts/topics/T", ""));
        rows.put("GET /topics/{topic}/tail", new Row(Needs.SEEING, "/topics/T/tail", ""));
        rows.put("GET /topics/{topic}/tail/records", new Row(Needs.SEEING, "/topics/T/tail/records?seconds=0", ""));
        rows.put("GET /topics/{topic}/produce", new Row(Needs.ACTING, "/topics/T/produce?subject=T-Event", ""));
        rows.put(
                "POST /topics/{topic}/produce",
                new Row(Needs.ACTING, "/topics/T/produce", "subject=T-Event&action=check&key=k&v.text=x"));
        rows.put("GET /correlation", new Row(Needs.ANY_GRANT, "/correlation?id=e-1", ""));
        rows.put("GET /groups", new Row(Needs.ANY_GRANT, "/groups", ""));
        rows.put("GET /groups/{group}", new Row(Needs.SEEING, "/groups/T-readers", ""));
        rows.put("GET /groups/{group}/reset", new Row(Needs.ACTING, "/groups/T-readers/reset?to=earliest", ""));
        rows.put("POST /groups/{group}/reset", new Row(Needs.ACTING, "/groups/T-readers/reset", "listed=T:0:1:1"));
        rows.put("POST /groups/{group}/pause", new Row(Needs.ACTING, "/groups/T-readers/pause", "topic="));
        rows.put("POST /groups/{group}/resume", new Row(Needs.ACTING, "/groups/T-readers/resume", "topic="));
        rows.put("GET /dead-letters", new Row(Needs.ANY_GRANT, "/dead-letters", ""));
        rows.put("GET " + letters, new Row(Needs.SEEING, "/dead-letters/T.billing.dlt", ""));
        rows.put("GET " + letter, new Row(Needs.SEEING, "/dead-letters/T.billing.dlt/0/0", ""));
        rows.put("GET " + letters + "/replay", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/replay", ""));
        rows.put("POST " + letters + "/replay", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/replay", "rate="));
        rows.put("GET " + letters + "/drop", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop", ""));
        rows.put(
                "POST " + letters + "/drop",
                new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop?key=nobodys", "reason=none"));
        rows.put(
                "POST " + letters + "/{action:replay|drop}/stop",
                new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/drop/stop", "x=y"));
        rows.put("GET " + letter + "/edit", new Row(Needs.ACTING, "/dead-letters/T.billing.dlt/0/0/edit", ""));
        rows.put(
                "POST " + letter + "/edit",
                new Row(
                        Needs.ACTING,
                        "/dead-letters/T.billing.dlt/0/0/edit",
                        "subject=T-Event&version=1&value={\"text\":\"x\"}"));
        rows.put("GET /audit", new Row(Needs.ADMIN, "/audit", ""));
        Map<String, String> bodies = new HashMap<>(Map.of(
                "POST /subjects/{subject}/check",
                "{\"schema\":\"\\\"int\\\"\"}",
                "POST /topics/{topic}/produce",
                "{\"subject\":\"T-Event\",\"key\":\"k\",\"value\":\"{\\\"text\\\":\\\"x\\\",\\\"more\\\":\\\"\\\"}\"}",
                "POST /groups/{group}/reset",
                "{\"listed\":\"T:0:1:1\"}",
                "POST " + letters + "/replay",
                "{\"listed\":\"00000000-0000-0000-0000-000000000000,0:0\"}",
                "POST " + letters + "/drop",
                "{\"listed\":\"00000000-0000-0000-0000-000000000001,0:0\",\"reason\":\"x\"}",
                "POST " + letters + "/{action:replay|drop}/stop",
                "{}",
                "POST " + letter + "/edit",
                "{\"subject\":\"T-Event\",\"version\":1,\"value\":\"{\\\"text\\\":\\\"x\\\"}\"}"));
        bodies.put("POST /groups/{group}/pause", "{}");
        bodies.put("POST /groups/{group}/resume", "{}");
        Map<String, Row> all = new LinkedHashMap<>(rows);
        rows.forEach((endpoint, row) -> {
            String path = endpoint.substring(endpoint.indexOf(' ') + 1);
            if (!PAGES_ALONE.contains(path) || endpoint.startsWith("POST")) {
                String api = row.path().startsWith("/topics/T/0/0") ? "/topics/T/records/0/0" : row.path();
                String pattern = path.startsWith("/topics/{topic}/{partition")
                        ? "/topics/{topic}/records/{partition}/{offset}"
                        : path;
                all.put(
                        endpoint.substring(0, endpoint.indexOf(' ')) + " /api/v1" + pattern,
                        new Row(row.needs(), "/api/v1" + api, bodies.getOrDefault(endpoint, "")));
            }
        });
        all.put(
                "GET /api/v1/topics/{topic}/records/live",
                new Row(Needs.SEEING, "/api/v1/topics/T/records/live?seconds=0", ""));
        all.put(
                "GET /api/v1/subjects/{subject}/versions",
                new Row(Needs.SEEING, "/api/v1/subjects/T-Event/versions", ""));
        all.put("GET /api/v1/clusters", new Row(Needs.ANY_GRANT, "/api/v1/clusters", ""));
        all.put("GET /api/v1/topics/{topic}/records", new Row(Needs.SEEING, "/api/v1/topics/T/records", ""));
        return all;
    }
}
