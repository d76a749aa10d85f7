package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus finds at a service that has handled, skipped and dead-lettered events, and of which a partition waits. */
@Tag("broker")
class MetricsTest {

    private static final Path DOCS = Path.of("..", "..", "docs");

    /** A line of the table: the metric, its tags, and its name for Prometheus. */
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^\\| `(avenant\\.[a-z.]+)` \\| ([^|]*)\\| `(avenant_[a-z_]+)` \\|");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(avenant_[a-z_]+)(?:\\{(.*)})? (\\S+)$");

    /** What follows the name of a timer. */
    private static final String OF_A_TIMER = "(_active)?_seconds_(count|sum|max|bucket)$";

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static String topic;
    private static String waiting;
    private static String group;
    private static TestService service;

    @BeforeAll
    static void handleAllKindsOfEvents() {
        topic = stack.newTopic(1);
        waiting = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.circuit-breaker.failure-share", 1)
                .publication(Publication.to(topic).of(OrderPlaced.class, OrderCancelled.class))
                .publication(Publication.to(waiting).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (event.getSequence() == 2) {
                        throw new EventRefusedException("no");
                    }
                }))
                .subscription(Subscription.to(waiting).on(OrderPlaced.class, (event, context) -> {
                    throw new RetryLaterException("not yet");
                }));
        group = setup.group();
        service = setup.start();
        service.publish(
                order(topic, 1),
                order(topic, 2),
                new OutboundEvent(
                        topic, "1", OrderCancelled.newBuilder().setOrderId("1").build()));
        service.publish(order(waiting, 1));
        await().untilAsserted(() -> assertThat(samples())
                .containsEntry(lag("records", topic), 0.0)
                .hasEntrySatisfying(
                        lag("records", waiting), records -> assertThat(records).isPositive()));
    }

    private static OutboundEvent order(String topic, long sequence) {
        return new OutboundEvent(
                topic,
                "1",
                OrderPlaced.newBuilder().setOrderId("1").setSequence(sequence).build());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void areThoseThatTheDocumentationListsWithTheirTags() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        documented().forEach(row -> documented.put(row.group(3), tags(row.group(2), "`([a-z]+)`(?: \\([^)]*\\))?")));

        Map<String, Set<String>> found = new TreeMap<>();
        SAMPLE.matcher(scrape())
                .results()
                .filter(sample -> !sample.group(1).contains("_active_"))
                .forEach(sample -> {
                    Set<String> tags = tags(sample.group(2) == null ? "" : sample.group(2), "([a-z]+)=\"");
                    tags.removeAll(Set.of("error", "le"));
                    found.put(sample.group(1).replaceAll(OF_A_TIMER, "_seconds"), tags);
                });

        assertThat(found).containsExactlyEntriesOf(documented);
    }

    @Test
    void areNamedForPrometheusAsItsRegistryNamesThem() throws IOException {
        List<String> names = documented().stream().map(row -> row.group(1)).toList();

        Set<String> meters = service.bean(PrometheusMeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("avenant.") && !name.endsWith(".active"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(meters).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void holdAllThatTheAlertRulesAskFor() throws IOException {
        String rules = Files.readString(DOCS.resolve("monitoring/alerts.yml"));
        Set<String> asked = matches(Pattern.compile("\\b(avenant_[a-z_]+)\\b"), rules);

        assertThat(samples().keySet().stream().map(sample -> sample.replaceAll("\\{.*", "")))
                .containsAll(asked);
        assertThat(asked)
                .contains(
                        "avenant_outbox_age_seconds",
                        "avenant_outbox_stalled_seconds",
                        "avenant_outbox_refused",
                        "avenant_partition_waiting_age_seconds",
                        "avenant_dead_letters_total",
                        "avenant_circuit_breaker_open",
                        "avenant_consumer_lag_seconds",
                        "avenant_listener_running");
    }

    /** Prometheus itself adds job and instance. A label that a metric has not would put all of its series together. */
    @Test
    void haveTheLabelsThatTheAlertRulesGroupThemBy() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        SAMPLE.matcher(scrape())
                .results()
                .forEach(sample -> found.put(
                        sample.group(1), tags(sample.group(2) == null ? "" : sample.group(2), "([a-z]+)=\"")));
        List<MatchResult> groupings = Pattern.compile("by \\(([^)]*)\\) \\([^)]*?(avenant_[a-z_]+)")
                .matcher(Files.readString(DOCS.resolve("monitoring/alerts.yml")))
                .results()
                .toList();

        assertThat(groupings).hasSizeGreaterThan(10).allSatisfy(grouping -> {
            Set<String> labels = tags(grouping.group(1), "([a-z]+)");
            labels.removeAll(Set.of("job", "instance"));
            assertThat(found.get(grouping.group(2))).as(grouping.group()).containsAll(labels);
        });
    }

    @Test
    void haveARunbookForEachAlert() throws IOException {
        String rules = Files.readString(DOCS.resolve("monitoring/alerts.yml"));
        Set<String> alerts = matches(Pattern.compile("- alert: (\\w+)"), rules);
        Set<String> headings =
                matches(Pattern.compile("(?m)^## (\\w+)$"), Files.readString(DOCS.resolve("monitoring.md")));

        assertThat(headings).isEqualTo(alerts);
        assertThat(matches(Pattern.compile("runbook: docs/monitoring.md#(\\w+)"), rules))
                .isEqualTo(alerts.stream().map(String::toLowerCase).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void tellHowFarTheGroupIsBehind() {
        assertThat(samples())
                .containsEntry(lag("seconds", topic), 0.0)
                .containsEntry(lag("records", topic + "." + group + ".replay"), 0.0)
                .hasEntrySatisfying(
                        lag("seconds", waiting), seconds -> assertThat(seconds).isPositive());
    }

    @Test
    void tellWhatBecameOfTheEvents() {
        String type = OrderPlaced.getClassSchema().getFullName();

        assertThat(samples())
                .containsEntry("avenant_outbox_relayed_total{topic=\"" + topic + "\"}", 3.0)
                .containsEntry("avenant_events_handled_total{result=\"new\",topic=\"" + topic + "\"}", 1.0)
                .containsEntry(
                        "avenant_dead_letters_total{category=\"HANDLER_REFUSED\",exception=\"EventRefusedException\",topic=\""
                                + topic + "\"}",
                        1.0)
                .containsEntry(
                        "avenant_event_handling_seconds_count{error=\"none\",outcome=\"new\",topic=\"" + topic
                                + "\",type=\"" + type + "\"}",
                        1.0)
                .containsEntry(
                        "avenant_event_handling_seconds_count{error=\"EventRefusedException\",outcome=\"failed\",topic=\""
                                + topic + "\",type=\"" + type + "\"}",
                        1.0)
                .containsEntry(
                        "avenant_event_append_seconds_count{error=\"none\",topic=\"" + topic + "\",type=\"" + type
                                + "\"}",
                        2.0)
                .containsEntry("avenant_listener_running{topic=\"" + topic + "\"}", 1.0)
                .containsEntry("avenant_outbox_stalled_seconds{topic=\"" + topic + "\"}", 0.0)
                .hasEntrySatisfying(
                        "avenant_events_retried_total{category=\"HANDLER_WAITING\",exception=\"RetryLaterException\",topic=\""
                                + waiting + "\"}",
                        tries -> assertThat(tries).isPositive());
    }

    private static List<MatchResult> documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(DOCS.resolve("messaging.md")))
                .results()
                .toList();
    }

    private static String lag(String unit, String topic) {
        return "avenant_consumer_lag_" + unit + "{group=\"" + group + "\",partition=\"0\",topic=\"" + topic + "\"}";
    }

    private static Set<String> tags(String text, String pattern) {
        return matches(Pattern.compile(pattern), text);
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values by name and tags, the latter in the order of their names. */
    private static Map<String, Double> samples() {
        Map<String, Double> samples = new TreeMap<>();
        SAMPLE.matcher(scrape()).results().forEach(sample -> {
            String tags = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
            samples.put(sample.group(1) + tags, Double.valueOf(sample.group(3)));
        });
        return samples;
    }

    private static String scrape() {
        return service.bean(PrometheusMeterRegistry.class).scrape();
    }
}
