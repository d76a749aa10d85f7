package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The index is built anew from the topics beside the one that answers. */
@Tag("broker")
class RebuildTest extends SearchServiceTestBase {

    @Autowired
    private JdbcClient database;

    @Test
    void bringsBackWhatTheTopicsHoldAndDropsWhatTheyDoNot() {
        publish(job("Lost", 1));
        JobCreated damaged = publish(job("Right", 2));
        JobCreated deleted = publish(job("Deleted", 3));
        awaitTotal(3);
        publish(deleted.getJobId(), deleted(deleted, 2));
        awaitTotal(2);
        damage(damaged.getJobId());
        awaitSearch("wrong", page -> page.total() == 1);

        rebuild();

        awaitSearch("right", page -> page.total() == 1);
        assertThat(titles("")).containsExactly("Lost", "Right");
    }

    @Test
    void answersWhileItGoesOnAndMissesNoEventThatComesMeanwhile() {
        for (int i = 0; i < 30; i++) {
            publish(job("Before " + i, i + 1));
        }
        awaitTotal(30);

        http.post().uri("/actuator/searchindex").exchange().expectStatus().isEqualTo(202);
        for (int i = 0; i < 30; i++) {
            publish(job("Meanwhile " + i, i + 100));
            assertThat(search("before").total()).isEqualTo(30);
        }
        awaitEnd();

        awaitTotal(60);
    }

    private void rebuild() {
        http.post().uri("/actuator/searchindex").exchange().expectStatus().isEqualTo(202);
        ReportSeen report = awaitEnd();
        assertThat(report.state()).isEqualTo("DONE");
        assertThat(report.events()).isPositive();
        assertThat(report.problem()).isNull();
    }

    private ReportSeen awaitEnd() {
        return await().atMost(Duration.ofSeconds(60))
                .until(this::report, report -> !report.state().equals("RUNNING"));
    }

    private ReportSeen report() {
        return Objects.requireNonNull(get("/actuator/searchindex")
                .expectStatus()
                .isOk()
                .expectBody(ReportSeen.class)
                .returnResult()
                .getResponseBody());
    }

    /** As a mistake in the service would have left it: one job changed, one gone. */
    private void damage(UUID job) {
        database.sql("""
                        update jobs set offer = jsonb_set(offer, '{title}', '"Wrong"'), changed_in = pg_current_xact_id()
                        where job_id = ?
                        """).param(job).update();
        database.sql("""
                        update jobs set status = 'CLOSED', changed_in = pg_current_xact_id()
                        where offer ->> 'title' = 'Lost' and offer -> 'skills' @> to_jsonb(?::text)
                        """).param(mark).update();
    }

    record ReportSeen(String state, long events, @Nullable String problem) {}
}
