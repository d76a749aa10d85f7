package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.Endpoints.Needs;
import dev.avenant.console.Endpoints.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not see a topic does not by another way to write its address, or by another method. */
class DisguisedAddressesTest extends GrantedConsole {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private static List<String> disguises(String path) {
        String encoded = path.replace("withheld", "%77ithheld");
        String twice = path.replace("withheld", "%2577ithheld");
        return List.of(
                path,
                path + "/",
                path + ";a=b",
                path.replace("withheld", "withheld;a=b"),
                path.replaceFirst("/", "//"),
                path.replaceFirst("/", "/./"),
                path.replaceFirst("/", "/sign-in/../"),
                path.replaceFirst("/", "/console.css/..%2f"),
                path.replaceFirst("/", "/webjars/..;/"),
                path.replaceFirst("/", "/actuator/health/..%2f..%2f"),
                encoded,
                twice,
                path.replaceFirst("/", "/%2e/"),
                path.replace("withheld", "WITHHELD"),
                path + "%20",
                path + "%00",
                path + "?topic=granted",
                path + ".json");
    }

    /** What begins with the address of a cluster is disguised behind it, and the cluster is too. */
    private static List<String> disguisesIn(String cluster, String path) {
        return cluster.isEmpty()
                ? disguises(path)
                : Stream.concat(
                                disguises(path).stream().map(disguised -> in(cluster, disguised)),
                                Stream.of(
                                        in(cluster, path).replace(cluster, "%6dirror"),
                                        in(cluster, path).replace(cluster, cluster + ";a=b"),
                                        in(cluster, path).replace(cluster, cluster + "/"),
                                        in(cluster, path).replace(cluster, cluster + "/../" + cluster),
                                        in(cluster, path).replace(cluster, cluster + "%2f"),
                                        in(cluster, in(cluster, path)),
                                        in(cluster, path).replace("/clusters/", "/%63lusters/")))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void noOtherWayToWriteAnAddressLeadsPastThat(String cluster) {
        tryToGetPast(cluster, List.of("GET", "POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    @Tag("long")
    void noOtherWayLeadsPastThatWithAnyMethod(String cluster) {
        tryToGetPast(cluster, METHODS);
    }

    /** @param disguised with which methods an address is asked for that is written in another way */
    private void tryToGetPast(String cluster, List<String> disguised) {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        for (String user : List.of("", VIEWER)) {
            Visitor visitor = visitor(user);
            for (Row row : Endpoints.ROWS.values()) {
                if (row.needs() != Needs.SEEING && row.needs() != Needs.ACTING) {
                    continue;
                }
                String plain = filled(row.path(), "withheld").replaceFirst("\\?.*", "");
                for (String path : disguisesIn(cluster, plain)) {
                    for (String method : path.equals(in(cluster, plain)) ? METHODS : disguised) {
                        Map<String, String> headers = new HashMap<>(Map.of(
                                "X-HTTP-Method", "POST",
                                "X-HTTP-Method-Override", "POST",
                                "X-Original-URL", "/sign-in",
                                "X-Rewrite-URL", "/sign-in",
                                "X-Forwarded-For", "127.0.0.1",
                                "X-Forwarded-Prefix", "/sign-in",
                                "Content-Type", "application/json"));
                        if (row.isApi() && !user.isEmpty()) {
                            headers.putAll(Visitor.basic(user, "p"));
                        }
                        Visitor.Answer answer = visitor.send(method, path, filled(row.body(), "withheld"), headers);
                        boolean isAnswered = answer.status() < 300 && !method.equals("OPTIONS");
                        if (isAnswered || answer.page().html().contains("key-of-withheld") || answer.status() >= 500) {
                            wrong.add("'" + user + "' " + method + " " + path + ": " + answer.status());
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(written()).isEqualTo(before);
    }
}
