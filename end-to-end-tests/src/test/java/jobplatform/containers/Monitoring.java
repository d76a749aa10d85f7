package jobplatform.containers;

import static jobplatform.containers.ComposeFile.list;
import static jobplatform.containers.ComposeFile.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus judges and Grafana shows in the compose set: the rules and the dashboards. */
public final class Monitoring {

    static final Path FOLDER = ComposeFile.REPOSITORY.resolve("compose");

    /** What holds no names of metrics: texts, labels that are picked, spans of time, and labels that are grouped by. */
    private static final Pattern NO_METRICS =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private Monitoring() {}

    /** The metrics that rules and dashboards read, but {@code up}, which Prometheus itself makes. */
    public static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Stream.concat(
                        rules().stream().map(rule -> String.valueOf(rule.get("expr"))),
                        dashboards().stream().flatMap(dashboard -> expressions(dashboard).stream()))
                .forEach(expression -> names.addAll(metricsOf(expression)));
        names.remove("up");
        return names;
    }

    /** The metrics that an expression of PromQL reads. */
    static Set<String> metricsOf(String expression) {
        Set<String> names = new TreeSet<>();
        // A span of time behind offset is no name either: it begins with a digit.
        Matcher matcher = NAME.matcher(NO_METRICS.matcher(expression).replaceAll(" "));
        matcher.results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add);
        return names;
    }

    /** The alert rules of all groups. */
    static List<Map<String, Object>> rules() {
        return rules(FOLDER.resolve("prometheus/rules.yml"));
    }

    static List<Map<String, Object>> rules(Path file) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Object group : list(ComposeFile.yaml(file).get("groups"))) {
            for (Object rule : list(map(group).get("rules"))) {
                rules.add(map(rule));
            }
        }
        return rules;
    }

    static List<JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("grafana/dashboards"))) {
            List<JsonNode> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(new ObjectMapper().readTree(file.toFile()));
            }
            return dashboards;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the dashboards", unreadable);
        }
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>();
        dashboard
                .get("panels")
                .forEach(panel -> panel.get("targets")
                        .forEach(target -> expressions.add(target.get("expr").asText())));
        return expressions;
    }
}
