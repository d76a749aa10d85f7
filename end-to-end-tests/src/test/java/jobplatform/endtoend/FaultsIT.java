package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Processes die in the middle of the work, with kill -9, and come back. */
@Order(3)
@ResourceLock("platform")
@Tag("process")
class FaultsIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final int EMPLOYERS = 36;
    private static final int BEFORE_THE_KILL = EMPLOYERS / 3;
    private static final Duration EVENTUALLY = Duration.ofSeconds(60);

    private final PlatformClient client = PLATFORM.client();

    @AfterEach
    void startWhatIsDown() {
        for (String component : List.of("kafka", "job-service")) {
            if (PLATFORM.stack().pid(component).isEmpty()) {
                PLATFORM.stack().start(component);
            }
        }
    }

    @Test
    void noEventIsLostAndNoCompanyMadeTwiceWhenJobServiceIsKilled() throws Exception {
        List<UUID> employers = registerWhile(() -> {
            PLATFORM.stack().kill("job-service");
            PLATFORM.stack().start("job-service");
        });

        assertThatEachHasOneCompany(employers);
    }

    @Test
    void registeringGoesOnAndNoEventIsLostWhenKafkaIsKilled() throws Exception {
        List<UUID> employers = registerWhile(() -> {
            PLATFORM.stack().kill("kafka");
            PLATFORM.stack().start("kafka");
        });

        assertThatEachHasOneCompany(employers);
    }

    /** Registers employers without a pause and lets the fault happen when a third of them is done. */
    private List<UUID> registerWhile(Runnable fault) throws Exception {
        CountDownLatch faultIsDue = new CountDownLatch(BEFORE_THE_KILL);
        ExecutorService registering = Executors.newSingleThreadExecutor();
        try {
            Future<List<UUID>> registered = registering.submit(() -> registerAll(faultIsDue));
            assertThat(faultIsDue.await(1, TimeUnit.MINUTES)).isTrue();
            fault.run();
            return registered.get(2, TimeUnit.MINUTES);
        } finally {
            registering.shutdownNow();
        }
    }

    private List<UUID> registerAll(CountDownLatch faultIsDue) {
        List<UUID> employers = new ArrayList<>();
        for (int number = 0; number < EMPLOYERS; number++) {
            Answer answer = client.registerEmployer("fault");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
            employers.add(answer.id());
            faultIsDue.countDown();
        }
        return employers;
    }

    private void assertThatEachHasOneCompany(List<UUID> employers) {
        assertThat(employers).hasSize(EMPLOYERS);
        await().atMost(EVENTUALLY)
                .untilAsserted(() -> assertThat(employers)
                        .allSatisfy(employer -> assertThat(client.companiesOf(employer)
                                        .get("total")
                                        .asInt())
                                .isEqualTo(1)));
        // Nothing was dead-lettered either, nor sent twice under another key.
        assertThat(employers)
                .allSatisfy(employer -> assertThat(client.records("user-events.job-service.dlt", employer.toString()))
                        .isEmpty());
    }
}
