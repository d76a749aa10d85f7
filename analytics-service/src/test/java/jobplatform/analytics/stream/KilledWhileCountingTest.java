package jobplatform.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.testing.EventLog;
import dev.avenant.testing.ServiceTestEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import jobplatform.analytics.AnalyticsServiceApplication;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two processes share the counting, and each is killed while it counts. */
@Tag("process")
class KilledWhileCountingTest {

    @RegisterExtension
    static final ServiceTestEnvironment environment = new ServiceTestEnvironment(Path.of("..", "schemas"));

    private static final Duration LATEST = Duration.ofMinutes(3);
    private static final String COUNTED = """
            select dimension || '/' || value || '@' || to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as cell,
                   posted, applied, shortlisted, accepted, rejected, withdrawn
            from hour_figures where dimension = 'EMPLOYER'
            """;

    @TempDir
    private Path directory;

    private final String name = "analytics_" + UUID.randomUUID().toString().replace("-", "");
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endWhatRuns() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void everyEventIsCountedOnceWhateverIsKilled() throws Exception {
        List<SpecificRecord> events = LongStream.range(100, 105)
                .mapToObj(RandomHistory::of)
                .flatMap(List::stream)
                .toList();
        int part = events.size() / 4;
        createDatabase();
        Process first = start("first");
        publish(events.subList(0, part));
        await().atMost(LATEST).until(() -> !counted(events).isEmpty());
        Process second = start("second");
        publish(events.subList(part, 2 * part));

        first.destroyForcibly().waitFor();
        publish(events.subList(2 * part, 3 * part));
        start("first");
        publish(events.subList(3 * part, events.size() - 1));
        second.destroyForcibly().waitFor();
        publish(events);

        Map<String, Long> expected = ofEmployers(FigureOracle.figuresOf(events));
        await().atMost(LATEST).untilAsserted(() -> assertThat(counted(events)).isEqualTo(expected));
    }

    private void createDatabase() throws Exception {
        try (Connection connection = DriverManager.getConnection(environment.databaseUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
    }

    private String databaseUrl() {
        return environment.databaseUrl().replace("/postgres?", "/" + name + "?");
    }

    private Process start(String instance) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        environment.describeTo((setting, value) -> settings.put(setting, value.get()));
        settings.put("spring.datasource.url", databaseUrl());
        settings.put("spring.kafka.consumer.properties.session.timeout.ms", 6_000);
        settings.put("jobplatform.figures.state-directory", directory.resolve(instance));
        settings.put("KAFKA_GROUP_ID", name);
        settings.put("server.port", 0);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                AnalyticsServiceApplication.class.getName()));
        settings.forEach((setting, value) -> command.add("--" + setting + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(instance + ".log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private void publish(List<SpecificRecord> events) {
        EventLog log = new EventLog(environment);
        for (SpecificRecord event : events) {
            boolean isOfApplication =
                    event instanceof JobApplicationReceived || event instanceof JobApplicationStatusChanged;
            UUID key = idOf(event, isOfApplication ? "applicationId" : "jobId");
            log.publish(isOfApplication ? TestStream.APPLICATION_EVENTS : TestStream.JOB_EVENTS, key, event);
        }
    }

    /** What was counted of the employers of these events, as the oracle says it. */
    private Map<String, Long> counted(List<SpecificRecord> events) {
        Map<String, Long> figures = new HashMap<>();
        try {
            JdbcClient.create(new DriverManagerDataSource(databaseUrl()))
                    .sql(COUNTED)
                    .query(row -> {
                        for (String what :
                                List.of("posted", "applied", "shortlisted", "accepted", "rejected", "withdrawn")) {
                            if (row.getLong(what) != 0) {
                                figures.put(row.getString("cell") + " " + what, row.getLong(what));
                            }
                        }
                    });
        } catch (BadSqlGrammarException notThereYet) {
            return Map.of();
        }
        List<String> employers = events.stream()
                .map(event -> idOf(event, "employerId").toString())
                .toList();
        figures.keySet().removeIf(cell -> employers.stream().noneMatch(cell::contains));
        return figures;
    }

    private static Map<String, Long> ofEmployers(Map<String, Long> figures) {
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith("EMPLOYER/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static UUID idOf(SpecificRecord event, String field) {
        return (UUID) event.get(event.getSchema().getField(field).pos());
    }
}
