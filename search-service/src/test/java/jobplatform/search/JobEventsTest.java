package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jobplatform.job.events.JobCreated;
import jobplatform.search.readmodel.JobReadModel;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which jobs are found follows the events, in whatever order they come. */
@Tag("broker")
class JobEventsTest extends SearchServiceTestBase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aDraftIsFoundWhenItIsOpenedAndNoLongerWhenItIsClosed() {
        JobCreated draft = publish(job("Draft", 2).setStatus(JobStatus.DRAFT));
        publish(job("Open", 1));
        awaitTotal(1);

        publish(draft.getJobId(), statusChanged(draft, 2, JobStatus.OPEN));
        awaitTotal(2);
        publish(draft.getJobId(), statusChanged(draft, 3, JobStatus.CLOSED));
        awaitTotal(1);

        assertThat(titles("")).containsExactly("Open");
    }

    @Test
    void anEditedJobIsFoundByWhatItSaysNow() {
        JobCreated job = publish(job("Welder", 1));
        awaitTotal(1);

        publish(job.getJobId(), updated(job, 2, "Carpenter"));

        PageSeen found = awaitSearch("carpenter", page -> page.total() == 1);
        assertThat(found.items().get(0).companyName()).isEqualTo("Acme");
        assertThat(found.items().get(0).postedAt()).isEqualTo(job.getCreatedAt());
        assertThat(search("welder").total()).isZero();
    }

    @Test
    void anOlderEventDoesNotOverwriteANewerOne() {
        JobCreated job = job("Oldest", 1).build();
        publish(job.getJobId(), updated(job, 4, "Newest"));
        publish(job.getJobId(), updated(job, 2, "Older"));
        publish(job.getJobId(), statusChanged(job, 3, JobStatus.CLOSED));
        publish(job.getJobId(), job);
        publish(job("Behind", 2));
        awaitSearch("behind", page -> page.total() == 1);

        PageSeen found = awaitSearch(
                "newest",
                page -> page.total() == 1 && page.items().get(0).postedAt().equals(job.getCreatedAt()));

        assertThat(found.items()).hasSize(1);
        assertThat(titles("")).containsExactly("Newest", "Behind");
    }

    @Test
    void aStatusThatCameBeforeTheOfferOfAnEarlierVersionCounts() {
        JobCreated job = job("Closed before it was known", 1).build();
        publish(job.getJobId(), statusChanged(job, 3, JobStatus.CLOSED));
        publish(job.getJobId(), job);
        publish(job.getJobId(), updated(job, 2, "Closed and edited"));
        JobCreated behind = publish(job("Behind", 2));
        awaitSearch("behind", page -> page.total() == 1);

        publish(job.getJobId(), statusChanged(job, 4, JobStatus.OPEN));

        awaitSearch("edited", page -> page.total() == 1);
        assertThat(titles("")).containsExactly("Closed and edited", behind.getTitle());
    }

    @Test
    void aJobThatIsGoneStaysGone() {
        JobCreated job = publish(job("Gone", 1));
        awaitTotal(1);
        publish(job.getJobId(), deleted(job, 2));
        awaitTotal(0);

        publish(job.getJobId(), updated(job, 9, "Back"));
        publish(job.getJobId(), statusChanged(job, 10, JobStatus.OPEN));
        publish(job.getJobId(), job);
        publishBehind(job.getJobId());

        assertThat(titles("")).containsExactly("Behind");
    }

    @Test
    void theJobsOfAnEmployerWhoIsGoneAreGoneWithTheLateOnes(@Autowired JdbcClient database) {
        UUID employer = UUID.randomUUID();
        publish(job("Early", 1).setEmployerId(employer).setCompanyName("Ann Lee Welding"));
        publish(job("Another's", 2));
        awaitTotal(2);

        log.publish("user-events", employer, departed(employer));
        awaitTotal(1);
        JobCreated late = publish(job("Late", 3).setEmployerId(employer).setCompanyName("Ann Lee Welding"));
        publishBehind(late.getJobId());

        assertThat(titles("")).containsExactly("Behind", "Another's");
        assertThat(database.sql("select distinct company_name is null from jobs where employer_id = :id")
                        .param("id", employer)
                        .query(Boolean.class)
                        .list())
                .as("whether nothing is left of the company")
                .containsExactly(true);
    }

    @Test
    void ofAnEmployerWhoLeavesWhileAJobIsNotedNoCompanyIsLeft(
            @Autowired JobReadModel readModel,
            @Autowired PlatformTransactionManager transactions,
            @Autowired JdbcClient database)
            throws Exception {
        TransactionTemplate inTransaction = new TransactionTemplate(transactions);
        JobCreated job = job("Welder", 1).setCompanyName("Ann Lee Welding").build();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> departure = inTransaction.execute(noting -> {
                readModel.created(job);
                Future<?> begun = other.submit(() -> inTransaction.executeWithoutResult(
                        leaving -> readModel.employerDeparted(departed(job.getEmployerId()))));
                await().atMost(PATIENCE).until(() -> begun.isDone() || isSomebodyWaiting(database));
                return begun;
            });
            Objects.requireNonNull(departure).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }

        assertThat(database.sql("select company_name is null from jobs where job_id = :id")
                        .param("id", job.getJobId())
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    private static boolean isSomebodyWaiting(JdbcClient database) {
        return database.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void anEventThatIsNoAvroIsDeadLetteredAndTheNextIsFound() {
        JobCreated job = job("Behind", 1).build();
        byte[] junk = "this is no Avro".getBytes(StandardCharsets.UTF_8);

        log.publishBytes("job-events", job.getJobId().toString(), junk);
        publish(job.getJobId(), job);

        awaitTotal(1);
        assertThat(log.recordsOf("job-events.search-service.dlt", job.getJobId().toString(), 1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(junk));
    }

    /** Waits until all before it of the same partition was handled, which the key decides. */
    private void publishBehind(UUID key) {
        JobCreated behind = job("Behind", 1).setSkills(List.of(mark)).build();
        publish(key, behind);
        awaitSearch("behind", page -> page.total() == 1);
    }
}
