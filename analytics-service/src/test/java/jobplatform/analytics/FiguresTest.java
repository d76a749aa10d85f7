package jobplatform.analytics;

import static jobplatform.analytics.PlatformEvents.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.serde.streams.SpecificAvroSerde;
import dev.avenant.serde.subject.TopicRecordNameStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import jobplatform.analytics.figures.FigureProperties;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobApplicationStatus;
import jobplatform.types.JobStatus;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** What the service tells of the events on the topics. */
@Tag("broker")
class FiguresTest extends AnalyticsServiceTestBase {

    @Test
    void anEmployerSeesTheFunnelAndHowSoonSomebodyApplied() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        JobApplicationReceived first = application(job, hours(2));
        JobApplicationReceived second = application(job, hours(3));
        publish(PlatformEvents.decided(first, 2, JobApplicationStatus.SHORTLISTED, hours(4)));
        publish(PlatformEvents.decided(first, 3, JobApplicationStatus.ACCEPTED, hours(5)));
        publish(PlatformEvents.decided(second, 2, JobApplicationStatus.REJECTED, hours(5)));

        await200(
                "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10),
                Map.of(
                        "$.counts.posted", 1,
                        "$.counts.applied", 2,
                        "$.counts.shortlisted", 1,
                        "$.counts.accepted", 1,
                        "$.counts.rejected", 1,
                        "$.counts.withdrawn", 0,
                        "$.timeToFirstApplication.jobs", 1,
                        "$.timeToFirstApplication.medianSeconds", 7200));
    }

    @Test
    void thePeriodDecidesWhatIsCounted() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        application(job, hours(2));
        application(job, hours(6));

        await200(
                "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10),
                Map.of("$.counts.applied", 2));
        await200(
                "/api/analytics/employers/" + employer + "?from=" + hours(3) + "&to=" + hours(10),
                Map.of("$.counts.applied", 1, "$.counts.posted", 0, "$.timeToFirstApplication.jobs", 0));
    }

    @Test
    void theHoursOfAPlaceAreThoseInWhichSomethingHappened() {
        String place = "Place " + UUID.randomUUID();
        JobCreated job = openJob(UUID.randomUUID(), place, hours(0));
        application(job, hours(2).plusSeconds(1799));
        application(job, hours(2));

        await200(
                "/api/analytics/hours?place=" + place.toUpperCase(Locale.ROOT) + "&from=" + hours(0) + "&to="
                        + hours(10),
                Map.of(
                        "$.total.applied", 2,
                        "$.hours.length()", 2,
                        "$.hours[0].hour", hours(0).toString(),
                        "$.hours[0].counts.posted", 1,
                        "$.hours[1].hour", hours(2).toString(),
                        "$.hours[1].counts.applied", 2));
    }

    @Test
    void placesAndSkillsAreListedByTheirApplications() {
        String skill = "skill-" + UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Instant longAgo = hours(-100);
        JobCreated job =
                PlatformEvents.posted(id, UUID.randomUUID(), JobStatus.OPEN, "Town " + id, List.of(skill), longAgo);
        publish(job);
        JobApplicationReceived application = application(job, longAgo);

        String period = "?from=" + longAgo + "&to=" + hours(-99);
        await200(
                "/api/analytics/skills" + period,
                Map.of("$.total", 1, "$.items[0].name", skill, "$.items[0].counts.applied", 1));
        await200("/api/analytics/places" + period, Map.of("$.total", 1, "$.items[0].name", "town " + id, "$.page", 0));
        publish(PlatformEvents.decided(application, 2, JobApplicationStatus.REJECTED, hours(-98)));
        await200(
                "/api/analytics/skills?from=" + hours(-98) + "&to=" + hours(-97),
                Map.of("$.total", 1, "$.items[0].name", skill, "$.items[0].counts.rejected", 1));
    }

    @Test
    void anEventThatComesAgainUnderAnotherIdCountsOnce() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        JobApplicationReceived application = application(job, hours(1));
        publish(application);
        publish(job);
        publish(PlatformEvents.decided(application, 2, JobApplicationStatus.ACCEPTED, hours(2)));

        await200(
                "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10),
                Map.of("$.counts.accepted", 1));
        await200(
                "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10),
                Map.of("$.counts.posted", 1, "$.counts.applied", 1));
    }

    @Test
    void anEventThatIsTooLateLeavesItsHourAsItWasAlsoOnceTheStreamWasRestarted(
            @Autowired StreamsBuilderFactoryBean stream) {
        UUID employer = UUID.randomUUID();
        Instant longAgo = hours(0).minus(Duration.ofDays(40));
        JobCreated job = openJob(employer, "Berlin", hours(0));
        String funnel = "/api/analytics/employers/" + employer + "?from=" + longAgo + "&to=" + hours(10);
        await200(funnel, Map.of("$.counts.posted", 1));

        stream.stop();
        stream.start();
        application(job, longAgo);
        application(job, hours(1));

        await().atMost(SOON)
                .untilAsserted(() -> get("/api/analytics/employers/" + employer + "?from=" + hours(0))
                        .expectBody()
                        .jsonPath("$.counts.applied")
                        .isEqualTo(1));
        await200(funnel, Map.of("$.counts.applied", 1));
    }

    @Test
    void whatWasInFilesThatAreDamagedIsReadBackFromKafka(
            @Autowired StreamsBuilderFactoryBean stream, @Autowired FigureProperties figures) throws IOException {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        String funnel = "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10);
        await200(funnel, Map.of("$.counts.posted", 1));

        stream.stop();
        assertThat(damage(figures.stateDirectory())).isPositive();
        stream.start();
        publish(job);
        application(job, hours(1));

        await200(funnel, Map.of("$.counts.posted", 1, "$.counts.applied", 1));
        await200("/actuator/health", Map.of("$.components.figures.details.state", "RUNNING"));
    }

    /** How many of RocksDB's files, each of which names the others of its store, hold something else now. */
    private static int damage(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> current = files.filter(file -> file.endsWith("CURRENT")).toList();
            for (Path file : current) {
                Files.writeString(file, "damaged");
            }
            return current.size();
        }
    }

    @Test
    void anEventThatIsNoAvroIsDeadLetteredAndCountsOnceItIsMendedAndReplayed() {
        UUID employer = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        byte[] junk = ("this is no Avro " + id).getBytes(StandardCharsets.UTF_8);
        log.publishBytes(JOB_EVENTS, id.toString(), junk);
        openJob(employer, "Berlin", hours(0));

        assertThat(log.recordsOf("job-events.analytics-service.dlt", id.toString(), 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk));
        String funnel = "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10);
        await200(funnel, Map.of("$.counts.posted", 1));
        JobCreated mended = PlatformEvents.posted(id, employer, JobStatus.OPEN, "Berlin", List.of(), hours(1));

        log.publishBytes("job-events.analytics-service.replay", id.toString(), bytesOf(mended));

        await200(funnel, Map.of("$.counts.posted", 2));
        await200("/api/audit/job/" + id, Map.of("$.state.location", "Berlin"));
    }

    private static byte[] bytesOf(SpecificRecord event) {
        try (SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>()) {
            serde.configure(
                    Map.of(
                            "schema.registry.url",
                            environment.registryUrl(),
                            "value.subject.name.strategy",
                            TopicRecordNameStrategy.class.getName()),
                    false);
            return Objects.requireNonNull(serde.serializer().serialize(JOB_EVENTS, event));
        }
    }
}
