package jobplatform.containers;

import static jobplatform.containers.ComposeFile.list;
import static jobplatform.containers.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus and Grafana of the compose set watch what runs there, and every alert is explained. */
@Tag("fast")
class MonitoringTest {

    private static final ComposeFile COMPOSE = ComposeFile.read();

    @Test
    void prometheusMeasuresEveryServiceOfTheStack() {
        Map<String, Object> services = job("services");

        assertThat(services.get("metrics_path")).isEqualTo("/actuator/prometheus");
        assertThat(map(list(services.get("static_configs")).get(0)).get("targets"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrderElementsOf(StackDefinition.of(ComposeFile.REPOSITORY).components().stream()
                        .filter(component -> component.database().isPresent())
                        .map(component ->
                                component.name() + ":" + component.ports().get(component.name()))
                        .toList());
    }

    @Test
    void prometheusMeasuresOurRegistryWhereItRuns() {
        Map<String, Object> found =
                map(list(job("registry").get("dns_sd_configs")).get(0));
        Component registry = StackDefinition.of(ComposeFile.REPOSITORY).components().stream()
                .filter(component -> component.name().equals("registry"))
                .findFirst()
                .orElseThrow();

        assertThat(found.get("names")).isEqualTo(List.of("avenant-registry"));
        assertThat(COMPOSE.services()).containsKey("avenant-registry");
        assertThat(found.get("port")).isEqualTo(registry.ports().get("registry"));
    }

    @Test
    void whatIsMountedIsThere() {
        for (String name : COMPOSE.services().keySet()) {
            for (Object volume : list(COMPOSE.service(name).getOrDefault("volumes", List.of()))) {
                String source = String.valueOf(volume).split(":", 2)[0];
                if (source.startsWith(".")) {
                    assertThat(ComposeFile.REPOSITORY.resolve(source)).as(name).isDirectory();
                    assertThat(String.valueOf(volume)).as(name).endsWith(":ro");
                } else {
                    assertThat(map(COMPOSE.content().get("volumes"))).as(name).containsKey(source);
                }
            }
        }
        assertThat(prometheus().get("rule_files")).isEqualTo(List.of("/etc/prometheus/rules.yml"));
    }

    @Test
    void everyAlertSaysHowGraveItIsAndWhatToDo() throws IOException {
        String page = Files.readString(ComposeFile.REPOSITORY.resolve("docs/containers.md"));
        Set<String> names = new HashSet<>();

        for (Map<String, Object> rule : Monitoring.rules()) {
            String name = String.valueOf(rule.get("alert"));
            assertThat(names.add(name)).as("%s once", name).isTrue();
            assertThat(String.valueOf(map(rule.get("labels")).get("severity")))
                    .as(name)
                    .isIn("critical", "warning");
            assertThat(map(rule.get("annotations"))).as(name).containsOnlyKeys("summary", "description");
            assertThat(Monitoring.metricsOf(String.valueOf(rule.get("expr"))))
                    .as(name)
                    .isNotEmpty();
            assertThat(page).contains("| `" + name + "` |");
        }
        assertThat(names).isNotEmpty();
    }

    /** Prometheus' own tool does it, which is where the containers are built. */
    @ParameterizedTest
    @CsvSource({"compose/prometheus/rules.yml, rules-test.yml", "docs/monitoring/alerts.yml, alerts-test.yml"})
    void everyAlertIsTriedWithWhatBringsItAboutAndWithWhatDoesNotYet(Path rules, String tests) throws IOException {
        Map<String, Object> tried =
                ComposeFile.yaml(ComposeFile.REPOSITORY.resolve(rules).resolveSibling(tests));
        List<String> names = list(tried.get("tests")).stream()
                .map(test -> String.valueOf(map(test).get("name")))
                .toList();

        assertThat(tried.get("rule_files"))
                .isEqualTo(List.of(rules.getFileName().toString()));
        assertThat(names)
                .containsExactlyElementsOf(Monitoring.rules(ComposeFile.REPOSITORY.resolve(rules)).stream()
                        .map(rule -> String.valueOf(rule.get("alert")))
                        .toList());
        assertThat(list(tried.get("tests"))).allSatisfy(test -> {
            String name = String.valueOf(map(test).get("name"));
            List<?> questions = list(map(test).get("promql_expr_test"));
            assertThat(questions)
                    .as(name)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(question -> assertThat(map(question).get("expr"))
                            .isEqualTo("ALERTS{alertname=\"" + name + "\", alertstate=\"firing\"}"));
            assertThat(map(questions.get(0))).as(name).doesNotContainKey("exp_samples");
            assertThat(map(questions.get(questions.size() - 1))).as(name).containsKey("exp_samples");
        });
        assertThat(Files.readString(ComposeFile.REPOSITORY.resolve(".github/workflows/containers.yml")))
                .containsPattern("test rules \\S+/" + tests);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avenant_outbox_age_seconds",
                "avenant_consumer_lag_records",
                "avenant_dead_letters_total",
                "avenant_circuit_breaker_open",
                "avenant_partition_waiting_age_seconds",
                "schema_registry_leader",
                "jvm_memory_used_bytes"
            })
    void anAlertJudgesWhatADashboardShows(String metric) {
        assertThat(Monitoring.rules())
                .anySatisfy(rule -> assertThat(Monitoring.metricsOf(String.valueOf(rule.get("expr"))))
                        .contains(metric));
        assertThat(Monitoring.dashboards())
                .anySatisfy(dashboard -> assertThat(dashboard.findValuesAsText("expr"))
                        .anySatisfy(expression ->
                                assertThat(Monitoring.metricsOf(expression)).contains(metric)));
    }

    @Test
    void theStartersMetricsAreThoseThatItsDocumentationNames() throws IOException {
        String page = Files.readString(ComposeFile.REPOSITORY.resolve("docs/messaging.md"));

        assertThat(Monitoring.metrics())
                .filteredOn(metric -> metric.startsWith("avenant_") && !metric.startsWith("avenant_registry_"))
                .isNotEmpty()
                // A timer is documented without the ends that Prometheus gives to its numbers.
                .allSatisfy(metric -> assertThat(page)
                        .contains("| `" + metric.replaceAll("_seconds_(sum|count)$", "_seconds") + "` |"));
    }

    @Test
    void everyPanelAsksThePrometheusThatIsProvisioned() {
        Map<String, Object> source =
                map(list(ComposeFile.yaml(Monitoring.FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml"))
                                .get("datasources"))
                        .get(0));
        Set<String> ids = new HashSet<>();

        assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
        for (JsonNode dashboard : Monitoring.dashboards()) {
            String title = dashboard.get("title").asText();
            assertThat(ids.add(dashboard.get("uid").asText())).as(title).isTrue();
            assertThat(dashboard.get("panels")).as(title).isNotEmpty();
            assertThat(dashboard.get("panels"))
                    .as(title)
                    .allSatisfy(panel -> assertThat(
                                    panel.get("datasource").get("uid").asText())
                            .isEqualTo(source.get("uid")));
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void findsTheMetricsOfAnExpression() {
        assertThat(Monitoring.metricsOf("""
                        sum by (service) (increase(one_total{name="other", b=~"x.*"}[10m])) / two_seconds > 0.05
                        or three unless on (topic) four:five offset 10m""")).containsExactly("four:five", "one_total", "three", "two_seconds");
    }

    private static Map<String, Object> prometheus() {
        return ComposeFile.yaml(Monitoring.FOLDER.resolve("prometheus/prometheus.yml"));
    }

    private static Map<String, Object> job(String name) {
        return list(prometheus().get("scrape_configs")).stream()
                .map(ComposeFile::map)
                .filter(job -> name.equals(job.get("job_name")))
                .findFirst()
                .orElseThrow();
    }
}
