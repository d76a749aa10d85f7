package jobplatform.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service tells of itself, and what it refuses. */
@Tag("broker")
class ManagementTest extends AnalyticsServiceTestBase {

    @Test
    void isWellOnceTheStreamRuns() {
        await200("/actuator/health", Map.of("$.status", "UP", "$.components.figures.details.state", "RUNNING"));
    }

    @Test
    void describesTheApiToPrograms() {
        get("/v3/api-docs")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/analytics/hours'].get.summary")
                .isEqualTo("Read postings, applications and what became of them, by hour")
                .jsonPath("$.paths['/api/audit/{type}/{id}'].get.summary")
                .isEqualTo("Read the trail of a user, a job or an application, and its state");
        get("/swagger-ui/index.html").expectStatus().isOk();
    }

    @Test
    void givesPrometheusWhatBecomesOfTheStream() {
        get("/actuator/prometheus")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics)
                        .contains(
                                "jobplatform_figures_running 1.0",
                                "jobplatform_figures_late_total ",
                                "jobplatform_figures_restarts_total "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/analytics/hours?plac=Berlin             | plac: is not a known parameter; known are from, place, skill, to
            /api/analytics/hours?place=Berlin&skill=Java | skill: cannot be given together with place
            /api/analytics/hours?from=yesterday          | from: must be a time in UTC, such as 2026-03-01T10:00:00Z
            /api/analytics/places?size=1000              | size: must be at most 100
            /api/analytics/skills?from=2026-03-01T10:00:00Z&to=2026-03-01T10:59:59Z | to: must be an hour later than from, at least
            /api/analytics/employers/42                  | id: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
            /api/audit/job/42                            | id: must be a UUID, such as 7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11
            """)
    void namesTheParameterAndWhatWasExpected(String path, String detail) {
        assertRefused(get(path), 400, detail);
    }

    @Test
    void saysWhatThereIsNothingOf() {
        UUID id = UUID.randomUUID();
        assertRefused(get("/api/analytics/employers/" + id), 404, "There are no figures of an employer " + id);
        assertRefused(get("/api/audit/job/" + id), 404, "No event of the job " + id + " is known");
        assertRefused(
                get("/api/audit/company/" + id),
                404,
                "Nothing has a trail that is called company; what has one is user, job, application");
    }
}
