package jobplatform.analytics.figures;

import static jobplatform.analytics.PlatformEvents.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import jobplatform.analytics.AnalyticsServiceTestBase;
import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

/** What is answered while the database does not hold all that the topics hold. */
@Tag("broker")
class FirstReadingTest extends AnalyticsServiceTestBase {

    @Autowired
    private JdbcClient database;

    @Autowired
    private FirstReading reading;

    @Autowired
    private ResultListener listener;

    @Test
    void figuresOfADatabaseThatWasLostAreRefusedUntilTheyAreWholeAgain() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        application(job, hours(1));
        String funnel = "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10);
        await200(funnel, Map.of("$.counts.posted", 1, "$.counts.applied", 1));

        listener.stop();
        reading.stop();
        database.sql("truncate hour_figures, job_figures, result_offsets, whole_figures")
                .update();
        reading.start();

        await().atMost(SOON).untilAsserted(() -> {
            assertRefused(get(funnel), 503, "The figures are being counted for the first time; try again");
            get(funnel).expectHeader().valueEquals("Retry-After", "5");
            get("/actuator/health")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectBody()
                    .jsonPath("$.components.figures.details.isWhole")
                    .isEqualTo(false);
        });
        listener.start();
        await().atMost(SOON)
                .untilAsserted(() -> get(funnel)
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.counts.applied")
                        .isEqualTo(1));
    }

    @Test
    void figuresOfADatabaseThatCameFromABackupWhileTheServiceRanCatchUp() {
        UUID employer = UUID.randomUUID();
        JobCreated job = openJob(employer, "Berlin", hours(0));
        application(job, hours(1));
        String funnel = "/api/analytics/employers/" + employer + "?from=" + hours(0) + "&to=" + hours(10);
        await200(funnel, Map.of("$.counts.posted", 1, "$.counts.applied", 1));

        database.sql("truncate hour_figures, job_figures, result_offsets").update();
        application(job, hours(2));

        await200(funnel, Map.of("$.counts.posted", 1, "$.counts.applied", 2));
    }

    @Test
    void theTopicsOfTheResultsKeepTheirPartitionsWhateverIsSetLater(
            @Autowired ResultTopics topics, @Autowired KafkaAdmin admin) {
        FigureProperties five = new FigureProperties(Path.of("."), 5, 1, -1, Duration.ZERO, 5, DataSize.ofMegabytes(1));

        assertThatThrownBy(() -> new ResultTopicsMaker(topics, admin, five).makeWhatIsMissing())
                .hasMessage(
                        "[topic " + topics.hours() + "] expected 5 partitions, as jobplatform.figures.partitions says,"
                                + " but found 3; set it to 3, for it cannot be changed once there are figures");

        assertThat(admin.describeTopics(topics.hours()).values())
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }
}
