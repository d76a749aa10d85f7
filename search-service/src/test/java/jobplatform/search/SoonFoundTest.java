package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A process that hardly ever looks for changes of others knows of its own. */
@Tag("broker")
@TestPropertySource(
        properties = {"jobplatform.search.refresh-interval=1h", "KAFKA_GROUP_ID=search-service-that-seldom-looks"})
class SoonFoundTest extends SearchServiceTestBase {

    @Test
    void whatAnEventSaysIsFoundAtOnceAndNoLongerWhenTheNextTakesItBack() {
        UUID employer = UUID.randomUUID();
        JobCreated job = publish(job("Welder", 2).setEmployerId(employer));
        publish(job("Smith", 1).setEmployerId(employer));
        awaitTotal(2);

        publish(job.getJobId(), updated(job, 2, "Carpenter"));
        awaitSearch("carpenter", page -> page.total() == 1);
        publish(job.getJobId(), deleted(job, 3));
        awaitTotal(1);
        assertThat(titles("")).containsExactly("Smith");

        log.publish("user-events", employer, departed(employer));
        awaitTotal(0);
    }
}
