package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.console.Endpoints.Needs;
import dev.avenant.console.Endpoints.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Everybody asks for everything, as a page and by the REST API. What there is to ask for is read from the console itself, so
 * that nothing is added without saying here who may.
 */
class AccessMatrixTest extends GrantedConsole {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    @SuppressWarnings("NullAway.Init")
    private RequestMappingHandlerMapping mappings;

    /** What the console says that there is to ask for. */
    private Set<String> endpoints() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.avenant."))
                .flatMap(entry -> methods(entry.getKey().getMethodsCondition().getMethods())
                        .flatMap(method ->
                                entry.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methods(Set<RequestMethod> methods) {
        return methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
    }

    @Test
    void everyEndpointHasARow() {
        assertThat(endpoints()).isEqualTo(new TreeSet<>(Endpoints.ROWS.keySet()));
    }

    /** What is said to somebody who may; something else is said to who may not. */
    private static int expected(Row row, String user, String topic) {
        if (row.needs() == Needs.NOTHING) {
            return 200;
        }
        if (user.isEmpty()) {
            return row.isApi() ? 401 : 302;
        }
        boolean isSeen = sees(user, topic);
        return switch (row.needs()) {
            case NOTHING, ANY_GRANT -> 200;
            case ADMIN -> user.equals(ADMIN) ? 200 : 403;
            case SEEING -> isSeen ? 200 : 404;
            case ACTING ->
                !isSeen ? 404 : Objects.requireNonNull(ACTED_ON.get(user)).contains(topic) ? 200 : 403;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MIRROR})
    void everybodyMayWhatTheyAreGrantedAndNoMore(String cluster) {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> before = written();
        for (boolean isAllowedTurn : new boolean[] {false, true}) {
            for (String user : Stream.concat(Stream.of(""), USERS.stream()).toList()) {
                Visitor visitor = visitor(user);
                String token = user.isEmpty() ? "none" : visitor.at("/").token();
                Endpoints.ROWS.forEach((endpoint, row) -> {
                    String method = endpoint.substring(0, endpoint.indexOf(' '));
                    for (String topic : TOPICS) {
                        int expected = expected(row, user, topic);
                        boolean isOfCluster = cluster.isEmpty() || !Endpoints.OF_NO_CLUSTER.contains(row.path());
                        if ((expected == 200) == isAllowedTurn && isOfCluster) {
                            String path = in(cluster, filled(row.path(), topic));
                            Visitor.Answer answer = ask(visitor, user, token, method, row, path, topic);
                            String asked = "'" + user + "' " + method + " " + path;
                            if (!isAsExpected(answer, expected, method)) {
                                wrong.add(asked + ": expected " + expected + " but was " + answer.status() + " "
                                        + answer.page().header("Location"));
                            }
                            if (!user.isEmpty()
                                    && row.needs() == Needs.ANY_GRANT
                                    && !user.equals(ADMIN)
                                    && mentionsUnseen(answer, user)) {
                                wrong.add(asked + ": tells of what is not seen: "
                                        + answer.page().html());
                            }
                        }
                    }
                });
            }
            if (!isAllowedTurn) {
                assertThat(written()).isEqualTo(before);
            }
        }

        assertThat(wrong).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(written()).containsEntry("granted.replay", 1).containsEntry("withheld.replay", 1));
    }

    /** Nobody who is not signed in gets further than the sign-in, or than a form without its token. */
    private static boolean isAsExpected(Visitor.Answer answer, int expected, String method) {
        if (expected == 302) {
            return method.equals("POST")
                    ? answer.status() == 403
                    : answer.status() == 302 && answer.page().header("Location").endsWith("/sign-in");
        }
        // A page leads on when it did something, another one may be at work, and who is signed in is led away from
        // there.
        return expected == 200
                ? Set.of(200, 202, 204, 302, 409).contains(answer.status())
                        && !answer.page().header("Location").contains("/sign-in")
                : answer.status() == expected;
    }

    private static boolean mentionsUnseen(Visitor.Answer answer, String user) {
        return TOPICS.stream()
                .filter(topic -> !sees(user, topic))
                .anyMatch(topic -> answer.page().html().contains(topic));
    }
}
